/** What a battle is: its rules, its sides, its times and how it stands. Plain data. */
import type { BallotTally, LevelWeight, OptionId, Period } from '../ballot/index.ts';
import type { Top } from '../game-kit/tallies.ts';
import type { ContestId, ShowId } from '../ids.ts';

export type SideId = OptionId;

export type BattleStatus =
  | 'inviting'
  | 'ready'
  | 'running'
  | 'overtime'
  | 'verdict'
  | 'over'
  | 'rejected'
  | 'expired'
  | 'cancelled'
  | 'forfeited';

/** Fixed before the start and shown to everybody. */
export interface BattleRules {
  durationMs: number;
  /** From the start of a battle, or from when it was accepted, until votes are taken. */
  prepareMs: number;
  /** Votes that one viewer of one show has in this battle. */
  votesPerViewer: number;
  /** Likes of one viewer that count, one point each. */
  likesPerViewer: number;
  weights: readonly LevelWeight[];
  /** Which gifts count: all, none, or those of these kinds. */
  gifts: 'all' | 'none' | readonly string[];
  /** A gift that was paid before the end may arrive this much after it. */
  giftGraceMs: number;
  /** In the last `lastMs` points count `factor` times. */
  critical: { lastMs: number; factor: number } | null;
  /** Scores are hidden in the last so many ms, until the verdict; 0: never. */
  mistMs: number;
  /** How many times the battle may go on for 10 s because the lead changed in the last 10 s: 0 to 3. */
  overtimes: number;
  /** Boosts that each side may have. */
  boostsPerSide: number;
  /** Below this score there is no winner. */
  minScore: number;
  /** Who wins at equal scores: nobody, or who reached that score in the earlier slice. */
  draw: 'draw' | 'earliest';
  /** What comes after: the winner is celebrated, or the losers pay a forfeit. `text` says which. */
  verdict: { kind: 'highlight' | 'forfeit'; text: string; durationMs: number };
}

export interface BattleSide {
  id: SideId;
  name: string;
  /** The show that it stands for. */
  show: ShowId;
  /** Battles that it had won in a row before this one. */
  streak: number;
}

/** Points of `side` in slices that begin in `[from, until)` count `factor` times. Boosts of a side never overlap. */
export interface Boost {
  side: SideId;
  factor: number;
  from: number;
  until: number;
}

/** A period was made longer. */
export interface Extension {
  at: number;
  ms: number;
}

/** How the sides stood when a period was closed: by this an overtime was granted, or was not. */
export interface Closing {
  at: number;
  /** 10 s before the period's end. */
  before: Record<SideId, number>;
  /** At its end, as far as it was known then. */
  scores: Record<SideId, number>;
}

/** Why a battle ended otherwise than by its time. */
export type BattleReason =
  | 'ended' // by its streamer: the result stands
  | 'cancelled' // by its streamer: nothing counts
  | 'show-ended' // a show of it ended
  | 'given-up' // a side gave up
  | 'stage-away' // a show's stage stayed away
  | 'rejected'
  | 'no-answer' // nobody accepted in time
  | 'busy' // the invited show cannot: not live, in another battle, rehearsing
  | 'rehearsal-ended';

export interface BattleResult {
  /** Null: a draw, a score below the minimum, or nothing counts. */
  winner: SideId | null;
  /** Why it is who it is. */
  by: 'score' | 'earliest' | 'draw' | 'below-minimum' | 'forfeit' | 'void';
  scores: Record<SideId, number>;
}

/** A side as everybody may see it now: in mist, as it stood when the mist came. */
export interface SideShown {
  side: SideId;
  score: number;
  top: { name: string; score: number }[];
}

/** One battle. Times are server epoch ms; 0 is a time that is not known yet. */
export interface Battle {
  /** `<referee>.battle-<n>`. */
  id: ContestId;
  rules: BattleRules;
  /** Two to four of one show, or one of each of two shows. */
  sides: readonly BattleSide[];
  /** The show whose stage decides. */
  referee: ShowId;
  rehearsal: boolean;
  status: BattleStatus;
  /** Grows with every change of status and of the periods: final tallies name it. */
  step: number;
  createdAt: number;
  /** When an invitation runs out. */
  expiresAt: number;
  /** When votes are, or were first taken. */
  startedAt: number;
  sliceMs: number;
  periods: readonly Period[];
  extensions: readonly Extension[];
  /** One for each period that is over. */
  closings: readonly Closing[];
  /** When critical time and mist begin, each with a slice; 0 without them. They last until the verdict. */
  criticalAt: number;
  mistAt: number;
  boosts: readonly Boost[];
  /** All periods are over and counted; gifts that were paid in time are waited for until then. 0 before. */
  countsUntil: number;
  /** When the verdict has been shown. */
  verdictUntil: number;
  /** What has been heard of each show, whole. */
  tallies: Readonly<Record<ShowId, BallotTally>>;
  /** The top rows of each show as they were before the mist: what is shown in it. */
  clearTops: Readonly<Record<ShowId, Readonly<Record<SideId, Top>>>>;
  /** Shards whose last word did not arrive in time, as `<show>/<shard>`. */
  missing: readonly string[];
  result: BattleResult | null;
  reason: BattleReason | null;
  /** The side that gave up, or whose show ended. */
  forfeitedBy: SideId | null;
  endedAt: number;
}

/** One overtime, and the stretch before an end in which a changed lead earns one. */
export const overtimeMs = 10_000;
export const invitationMs = 15_000;
/** A stage of another show may stay away this long. */
export const awayMs = 10_000;
/** The longest that the extensions of one battle may make it. */
export const extensionsMs = 300_000;
