/** What a show keeps of its battles, polls and rules: plain JSON. */
import type { Battle, SideShown } from '../../shared/battle/index.ts';
import type { ShowId } from '../../shared/ids.ts';
import type { Poll } from '../../shared/poll/index.ts';
import type { PanelRule } from '../../shared/protocol/index.ts';
import type { MirrorNote } from '../battle-wire.ts';

/** A battle as its show knows it. `host`: of this show alone. `referee` and `mirror`: between this show and another. */
export type BattleCore = HostedBattle | MirroredBattle;
export type DuelCore = BattleCore & { rival: ShowId };

export interface HostedBattle {
  role: 'host' | 'referee';
  battle: Battle;
  /** Whether the receipt was written. */
  settled: boolean;
  /** Of a referee: the other show, and the highest number of its boost wishes that was dealt with. */
  rival: ShowId | null;
  boostsHeard: number;
  /** The step whose last word has come from the other show, and what is missing in it; and the same of this show. */
  rivalFinal: MirrorNote['final'];
  ownFinal: MirrorNote['final'];
  heard: Heard | null;
  /** Of a referee: the other show has this one's record. */
  agreed: boolean;
}

/** The newest note of the other show: its number, and when it came. */
export interface Heard {
  epoch: number;
  seq: number;
  at: number;
}

export interface MirroredBattle {
  role: 'mirror';
  /** As the referee says; of the tallies it has this show's only. */
  battle: Battle;
  shown: readonly SideShown[];
  settled: boolean;
  rival: ShowId;
  /** What this show has said to it; see `MirrorNote`. */
  answer: MirrorNote['answer'];
  name: string;
  final: MirrorNote['final'];
  boosts: MirrorNote['boosts'];
  ended: MirrorNote['ended'];
  heard: Heard | null;
  /** The record is the referee's. A battle that ended here first has none, or one of its own, until that has come. */
  agreed: boolean;
}

export interface PollCore {
  poll: Poll;
  settled: boolean;
}

/** A rule, where its goal stands, and by which command it is fired once it is due. */
export type RuleCore = PanelRule & {
  /** Of a goal: the total when the rule was set. While a rehearsal lasts, less the total when that began. */
  from: number;
  /** The id of the command that fires it: the same after a crash. */
  command: string | null;
  /** What came of it came in a rehearsal, and is forgotten with that. */
  rehearsal: boolean;
};
