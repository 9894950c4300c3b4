/** Ballots: what viewers vote in, and how it is counted. */
export * from './fold.ts';
export type { Check } from './judge.ts';
export * from './slices.ts';
export * from './tally.ts';
export * from './terms.ts';
