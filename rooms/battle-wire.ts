/** The port between the stages of two shows that do battle: each tells the other how it stands, whole, again and again. */
import type { BallotTally, OptionId } from '../shared/ballot/index.ts';
import type { Battle, SideShown } from '../shared/battle/index.ts';
import type { ContestId, ShowId } from '../shared/ids.ts';

/** At most once, in any order, any number of times: what is told is whole, so that a lost or repeated note changes nothing. */
export interface BattleWire {
  /** From now on what is told to `show` is heard here; never within a call of `tell`. */
  join(show: ShowId, end: BattleEnd): BattleLink;
}

export interface BattleEnd {
  hear(from: ShowId, note: BattleNote): void;
}

export interface BattleLink {
  tell(to: ShowId, note: BattleNote): void;
  /** False when there certainly is no such show. */
  reaches(show: ShowId): boolean;
  close(): void;
}

export type BattleNote = RefereeNote | MirrorNote;

/** A note counts when its `(epoch, seq)` is newer than the last one of that stage about that battle. */
interface NoteBase {
  battle: ContestId;
  /** Of the stage that tells. */
  epoch: number;
  seq: number;
}

/** How the battle stands, by the show that decides. */
export interface RefereeNote extends NoteBase {
  kind: 'referee';
  /** Without what each show counted: `receipt` has that in the end. */
  standing: Omit<Battle, 'tallies'>;
  shown: readonly SideShown[];
  /** The highest of the mirror's boost wishes that was dealt with. */
  boostsHeard: number;
  /** Once it has ended: the settled record, word for word the same on both sides. */
  receipt: unknown;
}

/** What the other show has to say to it. */
export interface MirrorNote extends NoteBase {
  kind: 'mirror';
  /** `unable`: it is not live, or has a battle of its own. */
  answer: 'pending' | 'accepted' | 'rejected' | 'unable';
  /** How its side is to be called, and its streak. */
  name: string;
  streak: number;
  /** Its viewers' votes, likes and gifts, merged: one more shard. Null before anything was counted. */
  tally: BallotTally | null;
  /** The step that the tally is the last word on, and whose last word is missing in it; null before. */
  final: { step: number; missing: readonly number[] } | null;
  /** All boosts that it ever wished in this battle, numbered from 1. */
  boosts: readonly { n: number; side: OptionId; factor: number; ms: number; at: number }[];
  /** Every gift that arrived here in time for the verdict is in the tally. */
  giftsIn?: boolean;
  /** It is over here: its streamer gave up, its show ended, or the referee stayed away. */
  ended: 'given-up' | 'show-ended' | 'stage-away' | null;
  /** It has the referee's record of the end: nothing more has to be told. */
  agreed: boolean;
}
