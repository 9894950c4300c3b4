/** Decides whether a vote, like or gift counts, and counts it: hot, in place. */
import { addCount, raiseTop } from '../game-kit/tallies.ts';
import type { Row } from '../game-kit/tallies.ts';
import type { Key } from '../ids.ts';
import { refuse } from '../protocol/errors.ts';
import type { ErrorCode, Refusal, RefusalData } from '../protocol/errors.ts';
import { sliceAt } from './slices.ts';
import { topRows } from './tally.ts';
import type { BallotTally, Points } from './tally.ts';
import type { Ballot, LevelWeight, OptionId, PointKind } from './terms.ts';

/** What a shard keeps of one viewer in one ballot. Plain JSON. */
export interface VoterRecord {
  /** Votes that were accepted. */
  used: number;
  /** Likes that counted. */
  likes: number;
  /** The option voted for last. */
  last: OptionId | null;
  /** Every accepted vote: its key, and what was asked and answered. A list, as any string may be a key. */
  keys: KeptVote[];
}

export type KeptVote = [key: Key, option: OptionId, count: number, left: number];

export interface VoteCast {
  option: OptionId;
  count: number;
  key: Key;
  /** The viewer's, for weights. */
  level: number;
  /** When it arrived, server epoch ms. */
  at: number;
}

export function freshVoter(): VoterRecord {
  return { used: 0, likes: 0, last: null, keys: [] };
}

/** Counts all of a vote, or nothing. The same vote under the same key again is answered the same, also after the end. */
export function castVote(ballot: Ballot, tally: BallotTally, voter: VoterRecord, vote: VoteCast): { left: number } | Refusal {
  const { option, count, key } = vote;
  const kept = keptVote(voter, key);
  if (kept) return kept[1] === option && kept[2] === count ? { left: kept[3] } : refused(tally, vote, 'key-reused');
  const slice = sliceAt(ballot, vote.at);
  if (slice === null) return refused(tally, vote, hasBegun(ballot, vote.at) ? 'vote/closed' : 'vote/not-open');
  if (!ballot.options.includes(option)) return refused(tally, vote, 'vote/unknown-option');
  const left = ballot.votesPerViewer - voter.used - count;
  if (left < 0) return refused(tally, vote, 'vote/quota', { votesLeft: left + count });
  if (voter.used === 0) tally.voters++;
  voter.used += count;
  voter.last = option;
  voter.keys.push([key, option, count, left]);
  addCount(tally.votes, option, count);
  addCount(pointsOf(tally, 'votes', option), slice, count * weightOf(ballot.weights, vote.level));
  return { left };
}

/** Counts as many likes as this viewer still has; says how many. For the option named, else voted for last, else the show's own. */
export function castLikes(
  ballot: Ballot,
  tally: BallotTally,
  voter: VoterRecord,
  like: { option?: OptionId; count: number; at: number },
): number {
  const option = like.option ?? voter.last ?? ballot.home;
  const points = Math.min(like.count, ballot.likesPerViewer - voter.likes);
  const slice = sliceAt(ballot, like.at);
  if (points <= 0 || slice === null || option === null || !ballot.options.includes(option)) return 0;
  voter.likes += points;
  addCount(pointsOf(tally, 'likes', option), slice, points);
  return points;
}

/** Counts a gift that has been judged. `row.score` is all that this viewer gave this option. */
export function foldGift(
  tally: BallotTally,
  { option, slice, row, points }: { option: OptionId; slice: number; row: Row; points: number },
): void {
  addCount(pointsOf(tally, 'gifts', option), slice, points);
  raiseTop((tally.top[option] ??= []), topRows, row);
}

/** The vote that was accepted under a key. */
export function keptVote({ keys }: VoterRecord, key: Key): KeptVote | null {
  for (const kept of keys) if (kept[0] === key) return kept;
  return null;
}

function hasBegun({ periods }: Ballot, at: number): boolean {
  const first = periods[0];
  return first !== undefined && at >= first.startsAt;
}

function weightOf(weights: readonly LevelWeight[], level: number): number {
  let weight = 1;
  for (const step of weights) if (level >= step.level) weight = step.weight;
  return weight;
}

function pointsOf(tally: BallotTally, kind: PointKind, option: OptionId): Points {
  return (tally.points[kind][option] ??= {});
}

function refused(tally: BallotTally, { count }: VoteCast, code: ErrorCode, data?: RefusalData): Refusal {
  addCount(tally.refused, code, count);
  return refuse(code, data);
}
