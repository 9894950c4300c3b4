/** The durable state of a show: plain JSON, no behaviour beyond reading it. */
import type { RoundId, ShowId, ViewerId } from '../../shared/ids.ts';
import type { RundownState, WinnerRow } from '../../shared/protocol/index.ts';
import type { SaleId, SaleStanding } from '../../shared/sale/index.ts';
import type { ShowStatus } from '../../shared/state/index.ts';
import type { BattleCore, DuelCore, PollCore, RuleCore } from './core-contests.ts';

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
