/** What viewers vote in: the options, the quotas and the times that a battle and a poll have in common. */
import type { ContestId } from '../ids.ts';

/** What a vote is for: a battle's side or a poll's choice. Lower-case letters, digits and dashes. */
export type OptionId = string;

/** A stretch of time in which votes are taken, `[startsAt, endsAt)`: server time, epoch ms. */
export interface Period {
  startsAt: number;
  endsAt: number;
  /** The number of its first slice: slices are numbered on from one period to the next. */
  slice: number;
}

/** From this level on a viewer's vote weighs so much. */
export interface LevelWeight {
  level: number;
  weight: number;
}

/** All that a shard needs to take votes. */
export interface Ballot {
  id: ContestId;
  options: readonly OptionId[];
  /** Votes that one viewer of one show has. */
  votesPerViewer: number;
  /** Likes of one viewer that count, one point each; 0: likes do not count. */
  likesPerViewer: number;
  /** Ascending by level; below the first a vote weighs 1. */
  weights: readonly LevelWeight[];
  /**
   * Points are kept apart by the slice of time in which they arrived, so that a multiplier can be put on any slice
   * later, whoever heard of it when. 0: one slice for everything.
   */
  sliceMs: number;
  /** In order, without overlap. Empty: nothing is taken yet. */
  periods: readonly Period[];
  /** The option that likes and gifts count for when they name none: the show's own side. */
  home: OptionId | null;
}

/** Where a point comes from. */
export const pointKinds = ['votes', 'likes', 'gifts'] as const;
export type PointKind = (typeof pointKinds)[number];
