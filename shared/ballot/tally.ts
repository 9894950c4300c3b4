/** A mergeable tally of points: who gave how much to what, slice by slice. Plain JSON. */
import { mergeCounts, mergeTop } from '../game-kit/tallies.ts';
import type { Counts, Top } from '../game-kit/tallies.ts';
import { pointKinds } from './terms.ts';
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
  /**
   * What did not count: votes by the code that says why, gifts by their `why`. Likes beyond the limit are not refused:
   * nobody is told.
   */
  refused: Counts;
  /** Whose gifts were worth the most, by option. Their viewers are disjoint in any two tallies that are merged. */
  top: Record<OptionId, Top>;
}

/** Rows of `top` that a tally keeps. */
export const topRows = 10;

export function emptyTally(): BallotTally {
  return { points: { votes: {}, likes: {}, gifts: {} }, votes: {}, voters: 0, refused: {}, top: {} };
}

/** What it is now, with nothing that changes with it. Tallies that change are copied at every tick. */
export function copyTally({ points, votes, voters, refused, top }: BallotTally): BallotTally {
  return {
    points: { votes: eachCopied(points.votes), likes: eachCopied(points.likes), gifts: eachCopied(points.gifts) },
    votes: { ...votes },
    voters,
    refused: { ...refused },
    top: Object.fromEntries(Object.entries(top).map(([option, rows]) => [option, rows.map((row) => ({ ...row }))])),
  };
}

function eachCopied(byOption: Record<OptionId, Points>): Record<OptionId, Points> {
  return Object.fromEntries(Object.entries(byOption).map(([option, points]) => [option, { ...points }]));
}

/** A new tally: both together. */
export function mergeTallies(a: BallotTally, b: BallotTally): BallotTally {
  return {
    points: {
      votes: mergeEach(a.points.votes, b.points.votes, mergeCounts),
      likes: mergeEach(a.points.likes, b.points.likes, mergeCounts),
      gifts: mergeEach(a.points.gifts, b.points.gifts, mergeCounts),
    },
    votes: mergeCounts(a.votes, b.votes),
    voters: a.voters + b.voters,
    refused: mergeCounts(a.refused, b.refused),
    top: mergeEach(a.top, b.top, mergeTops),
  };
}

/** All points of an option, before any multiplier. */
export function totalOf(tally: BallotTally, option: OptionId): number {
  let total = 0;
  for (const kind of pointKinds) for (const points of Object.values(tally.points[kind][option] ?? {})) total += points;
  return total;
}

export function mergeTops(a: Top, b: Top): Top {
  return mergeTop(a, b, topRows);
}

/** What two records have of the same option, merged; what one of them has alone, as it is. */
export function mergeEach<Part>(
  a: Record<OptionId, Part>,
  b: Record<OptionId, Part>,
  merge: (a: Part, b: Part) => Part,
): Record<OptionId, Part> {
  const merged = { ...a };
  for (const [option, part] of Object.entries(b)) merged[option] = merged[option] ? merge(merged[option], part) : part;
  return merged;
}
