/** Ballots: what viewers vote in, and how it is counted. */
export * from './tally.ts';
export * from './terms.ts';
