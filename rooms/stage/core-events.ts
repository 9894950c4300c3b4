/** What goes into the pure core of a show and what comes out of it: events, what they carry, effects, receipts. */
import type { BallotTally } from '../../shared/ballot/index.ts';
import type { AnyGame, Random } from '../../shared/game-kit/index.ts';
import type { ContestId, RoundId, ShowId, ViewerId } from '../../shared/ids.ts';
import type { ByeReason, Command, CommandReply, CueMessage } from '../../shared/protocol/index.ts';
import type { LedgerAsk, SaleId, SaleStanding } from '../../shared/sale/index.ts';
import type { MirrorNote, RefereeNote } from '../battle-wire.ts';
import type { ShowEvent } from '../journal.ts';
import type { Core } from './core-state.ts';

/** Who gave a command. */
export interface Actor {
  sub: string;
  role: string;
}

export type CoreEvent =
  | { kind: 'command'; command: Command; by: Actor; line: PinnableLine | null; given: Given; around: Around }
  /** The merged tally of all shards, any time while a round runs. */
  | { kind: 'tally'; tally: unknown }
  /** The phase is over: its final tally, and which shards did not send theirs. */
  | { kind: 'phase-end'; tally: unknown; missing: readonly number[] }
  /** The game's code threw: the round ends abnormally. */
  | { kind: 'abort'; error: string }
  /** How sales stand in the ledger, whole; in any order, any number of times. */
  | { kind: 'ledger'; heard: readonly SaleHeard[] }
  /** The ledger that a sale was opened in is gone. */
  | { kind: 'ledger-lost'; sale: SaleId }
  /** What this show has counted of a battle or poll, whole, any time while it goes on. */
  | { kind: 'ballot'; contest: ContestId; tally: BallotTally }
  /** The periods of this step are over: the final tally, and which shards did not send theirs. */
  | { kind: 'ballot-end'; contest: ContestId; step: number; tally: BallotTally; missing: readonly number[] }
  /** A time has come: an invitation, a preparation, a grace or a verdict is over. Does nothing early or twice. */
  | { kind: 'battle-time' }
  /** Another show's stage has told how a battle stands. */
  | { kind: 'battle-note'; from: ShowId; note: RefereeNote | MirrorNote }
  /** Another show's stage has not been heard of for too long. */
  | { kind: 'rival-away' }
  /** The show's totals: goals may be reached. */
  | { kind: 'totals'; likes: number; gifts: number }
  /** A due rule has fired its item, or was refused for good. */
  | { kind: 'rule-done'; rule: string; code: string | null };

/** An order that asks the ledger is tried again once that has answered: from when it counts, and what is done of it. */
export interface Given {
  /** When it was first taken up, server epoch ms. */
  at: number;
  isDone(ask: StageAsk): boolean;
  /** Whether the ledger has another sale of this id, from before anything that the show remembers. */
  isTaken(sale: SaleId): boolean;
}

/** What a command may have to know beyond its show's core. */
export interface Around {
  /** False when there certainly is no such show to do battle with. */
  reaches(show: ShowId): boolean;
  /** The show's likes and the points of its gifts: goals are reckoned from here. */
  totals: { likes: number; gifts: number };
}

/** The ledger's word on one sale; with the `generation` when it has just been opened there. */
export interface SaleHeard {
  sale: SaleId;
  standing: SaleStanding;
  generation?: string;
  /** The ledger has forgotten its last lines, as a store that does not write every one at once may: this counts though it is older. */
  isRewound?: boolean;
}

/** A chat line that `chat.pin` names, looked up by the shell. */
export interface PinnableLine {
  id: string;
  name: string;
  text: string;
}

/** What the shell must do: ask the ledger before a step is committed, and everything else after. */
export type Effect =
  | { kind: 'ledger'; ask: StageAsk }
  | { kind: 'cue'; cue: CueMessage }
  | { kind: 'cue-over' }
  | { kind: 'bye'; reason: ByeReason }
  | { kind: 'settled'; receipt: RoundReceipt }
  /** A battle or poll has its record: committed with the step. */
  | { kind: 'contest-settled'; receipt: ContestReceipt }
  /** Told to shops: committed with the step. */
  | { kind: 'event'; event: ShowEvent };

/** What a stage's commands ask of the ledger. Absolute: asked twice, it has happened once. */
export type StageAsk = Extract<LedgerAsk, { kind: 'open' | 'adjust' | 'close' }>;

/** What a round leaves behind for ever. */
export interface RoundReceipt {
  kind: 'round';
  show: ShowId;
  round: RoundId;
  game: string;
  settings: unknown;
  seed: string;
  startedAt: number;
  endedAt: number;
  outcome: 'settled' | 'cancelled' | 'aborted';
  reason?: string;
  result: { winners: { viewer: ViewerId; name: string; rank: number }[]; summary: Record<string, unknown> } | null;
  missingShards: readonly number[];
  rehearsal: boolean;
}

/** What a battle or poll leaves behind for ever; `shared/` says what else is in it. */
export interface ContestReceipt {
  kind: 'battle' | 'poll';
  show: ShowId;
  id: ContestId;
  rehearsal: boolean;
  endedAt: number;
}

export interface Step {
  core: Core;
  reply?: CommandReply;
  effects: Effect[];
}

/** What a step may use: the registry, and luck that the shell seeds. */
export interface Luck {
  games: Readonly<Record<string, AnyGame>>;
  random: Random;
}
