/** The durable state of a show and the events, effects and receipts of its pure core: plain JSON, no behaviour beyond reading it. */
import type { BallotTally } from '../../shared/ballot/index.ts';
import type { Battle, SideShown } from '../../shared/battle/index.ts';
import type { AnyGame, Random } from '../../shared/game-kit/index.ts';
import type { ContestId, RoundId, ShowId, ViewerId } from '../../shared/ids.ts';
import type { Poll } from '../../shared/poll/index.ts';
import type {
  ByeReason,
  Command,
  CommandReply,
  CueMessage,
  PanelRule,
  RundownState,
  WinnerRow,
} from '../../shared/protocol/index.ts';
import type { LedgerAsk, SaleId, SaleStanding } from '../../shared/sale/index.ts';
import type { ShowStatus } from '../../shared/state/index.ts';
import type { MirrorNote, RefereeNote } from '../battle-wire.ts';
import type { ShowEvent } from '../journal.ts';

/** The shape of the core as it is stored; `stored-core.ts` brings older ones up to it. */
export const coreVersion = 3;

/** Everything of a show that must survive a crash; plain JSON. */
export interface Core {
  version: typeof coreVersion;
  show: ShowId;
  title: string;
  locale: string;
  status: ShowStatus;
  createdAt: number;
  /** When it is planned to begin, or 0. */
  startsAt: number;
  shards: number;
  /** Grows with every stage that led the show. */
  epoch: number;
  lastRound: RoundId;
  round: RoundCore | null;
  muted: ViewerId[];
  banned: ViewerId[];
  pinned: { line: string; name: string; text: string } | null;
  notices: Notice[];
  lastNotice: number;
  rundown: RundownState;
  /** The bots that play along, and what the show was before, and said. */
  rehearsal: { bots: number; before: ShowStatus; notices: Notice[] } | null;
  winners: WinnerRow[];
  sales: SaleCore[];
  /** The highest number in an id like `sale-7`: the next one is the default id of the next sale. */
  lastSale: number;
  /** The battle that goes on, or the last one. */
  battle: BattleCore | null;
  /** The number in the last id like `demo.battle-7`. */
  lastBattle: number;
  /** Earlier battles with other shows, newest last: those may still have to hear, or tell, how they ended. */
  duels: DuelCore[];
  /** The poll that is open, or the last one. */
  poll: PollCore | null;
  lastPoll: number;
  rules: RuleCore[];
  /** Battles won in a row, by side id of this show's own battles, and by show id. */
  streaks: Record<string, number>;
}

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

/** A sale as its stage knows it. Where it stands is never stored, but follows from the time and the ledger's word. */
export interface SaleCore {
  id: SaleId;
  card: SaleCard;
  /** The ledger's newest word that has arrived. */
  standing: SaleStanding;
  /** How long it takes grabs once it opens. */
  durationMs: number;
  queue: { perStep: number; stepMs: number } | null;
  /** Orders the grabs that came a moment early, hex; public once the sale is over. */
  seed: string;
  /** The ledger that the sale was opened in. */
  generation: string;
  /** Why it ended, when it was not by a command or its time. */
  stopped: 'ledger-lost' | null;
  /** When the end was heard of, server epoch ms. */
  endedAt: number | null;
}

/** What is sold, at what price, in the shop's words. */
export interface SaleCard {
  product: string;
  title: string;
  image: string;
  checkoutUrl: string;
  price: number;
  currency: string;
}

export interface Notice {
  id: number;
  kind: 'winner' | 'info';
  text: string;
  at: number;
}

/** A round that runs, or the last one when its `phase` is `over`. */
export interface RoundCore {
  id: RoundId;
  game: string;
  settings: unknown;
  /** All luck of the round comes from it; public once the round is over. */
  seed: string;
  begunAt: number;
  /** `soon` before the first phase, `over` after the last. */
  phase: string;
  /** Counts the phases: 0, 1, 2 … */
  step: number;
  /** The phase's beginning and end, server epoch ms. */
  startsAt: number;
  endsAt: number;
  /** The game's own state. */
  state: unknown;
  rehearsal: boolean;
  /** Whether the receipt was written. */
  settled: boolean;
}

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

/** A new show. */
export function newCore(show: {
  id: ShowId;
  title: string;
  locale: string;
  status: ShowStatus;
  shards: number;
  startsAt: number;
  now: number;
}): Core {
  return {
    version: coreVersion,
    show: show.id,
    title: show.title,
    locale: show.locale,
    status: show.status,
    createdAt: show.now,
    startsAt: show.startsAt,
    shards: show.shards,
    epoch: 0,
    lastRound: 0,
    round: null,
    muted: [],
    banned: [],
    pinned: null,
    notices: [],
    lastNotice: 0,
    rundown: { items: [], next: 0 },
    rehearsal: null,
    winners: [],
    sales: [],
    lastSale: 0,
    battle: null,
    lastBattle: 0,
    duels: [],
    poll: null,
    lastPoll: 0,
    rules: [],
    streaks: {},
  };
}

/** The round, if it is still going on. */
export function runningRound(core: Core): RoundCore | null {
  return core.round && core.round.phase !== 'over' ? core.round : null;
}
