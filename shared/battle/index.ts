/** Battles: the rules of a contest of sides. */
export * from './terms.ts';
