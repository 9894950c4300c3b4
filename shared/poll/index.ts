/** Polls: the rules of a question to everybody. */
export * from './terms.ts';
