/** A mergeable tally of points: who gave how much to what, slice by slice. Plain JSON. */
import type { Counts, Top } from '../game-kit/tallies.ts';
import type { OptionId, PointKind } from './terms.ts';

/** Points by the number of the slice in which they arrived; absent means 0. */
export type Points = Counts;

/** The sum over disjoint inputs is `mergeTallies`, whatever they were split by. */
export interface BallotTally {
  /** Points by option and slice; weights are in them, multipliers are not. */
  points: Record<PointKind, Record<OptionId, Points>>;
  /** Accepted votes by option, each counted once whatever it weighs. */
  votes: Counts;
  /** Viewers of whom a vote was accepted. */
  voters: number;
  /** Votes, likes and gifts that did not count, by the code that says why. */
  refused: Counts;
  /** Whose gifts were worth the most, by option. Their viewers are disjoint in any two tallies that are merged. */
  top: Record<OptionId, Top>;
}
