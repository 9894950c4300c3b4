/** The synced state of a show: what every viewer, panel and overlay sees, the same bytes for all. */
import { schema, t } from '@colyseus/schema';
import type { SchemaType, ToJSON } from '@colyseus/schema';

/** What a running game shows. Each game extends it with its own fields, so that a moving counter costs bytes. */
export const GameView = schema({}, 'GameView');
export type GameView = SchemaType<typeof GameView>;

/** The running round; `phase` is `soon` before it starts, and `over` once it has ended. */
export const RoundState = schema(
  {
    id: t.uint32(),
    game: t.string(),
    phase: t.string(),
    /** When the phase began and ends: server time, epoch ms. */
    startedAt: t.float64(),
    endsAt: t.float64(),
    rehearsal: t.boolean(),
    /** What each winner gets, in words; empty when nothing is to be won. */
    prize: t.string(),
    view: t.ref(GameView).optional(),
  },
  'RoundState',
);
export type RoundState = SchemaType<typeof RoundState>;

/** An announcement. `kind` says how to show it: `winner`, `pin`, `info`. */
const NoticeState = schema({ id: t.uint32(), kind: t.string(), text: t.string(), at: t.float64() }, 'NoticeState');

/** A flash sale, as everybody sees it. */
export const SaleState = schema(
  {
    id: t.string(),
    /** The shop's SKU. */
    product: t.string(),
    title: t.string(),
    /** Empty when there is none. */
    image: t.string(),
    checkoutUrl: t.string(),
    /** In the currency's minor unit. */
    price: t.float64(),
    currency: t.string(),
    stock: t.uint32(),
    left: t.uint32(),
    held: t.uint32(),
    sold: t.uint32(),
    perViewer: t.uint32(),
    /** `scheduled`, `countdown`, `open`, `sold-out`, `closed` or `cancelled`. */
    status: t.string(),
    /** Server time, epoch ms; 0 when it is opened by hand. */
    opensAt: t.float64(),
    closesAt: t.float64(),
    /** Whether grabs are numbered and admitted in turn; units that wait, and the last number that had its turn. */
    queue: t.boolean(),
    queued: t.uint32(),
    serving: t.uint32(),
    /** SHA-256 of the seed that orders the grabs of the last moments before the opening, hex. */
    commitment: t.string(),
    rehearsal: t.boolean(),
    /** Why it ended, when it was not by a command or its time: `ledger-lost`, or empty. */
    stopped: t.string(),
  },
  'SaleState',
);
export type SaleState = SchemaType<typeof SaleState>;

/** Points of a side count `factor` times while it lasts; `until` 0 when there is none. Server time, epoch ms. */
const BoostState = schema({ factor: t.uint8(), from: t.float64(), until: t.float64() }, 'BoostState');

const SupporterState = schema({ name: t.string(), score: t.float64() }, 'SupporterState');

const SideState = schema(
  {
    id: t.string(),
    name: t.string(),
    /** The show that it stands for. */
    show: t.string(),
    /** In mist: as it was when the mist came. */
    score: t.float64(),
    /** Battles won in a row before this one. */
    streak: t.uint16(),
    /** The boost that lasts, or the next one. */
    boost: t.ref(BoostState),
    /** Boosts that wait behind it. */
    boostsQueued: t.uint8(),
    /** Whose gifts were worth the most. */
    top: t.array(SupporterState),
  },
  'SideState',
);
export type SideState = SchemaType<typeof SideState>;

/** The newest battle; `id` is empty when there is none. Times are server epoch ms, 0 when there is none. */
export const BattleState = schema(
  {
    id: t.string(),
    /** `inviting`, `ready`, `running`, `overtime`, `verdict`, `over`, `rejected`, `expired`, `cancelled` or `forfeited`. */
    status: t.string(),
    startedAt: t.float64(),
    /** When the status ends: of the invitation, the preparation, the votes, the verdict. */
    endsAt: t.float64(),
    /** How long votes are taken, without overtimes: from the rules, so that it is known before the start. */
    durationMs: t.float64(),
    /** Points count `criticalFactor` times from then on. */
    criticalAt: t.float64(),
    criticalFactor: t.uint8(),
    /** Scores do not move from then on until the verdict. */
    mistAt: t.float64(),
    /** The overtime that runs, or how many there were; and how many there may be. */
    overtime: t.uint8(),
    overtimes: t.uint8(),
    votesPerViewer: t.uint16(),
    likesPerViewer: t.uint16(),
    /** `all`, `none`, or the kinds that count, separated by commas. */
    gifts: t.string(),
    minScore: t.float64(),
    /** `draw` or `earliest`: who wins at equal scores. */
    draw: t.string(),
    /** `highlight` or `forfeit`, and in words what happens. */
    verdict: t.string(),
    verdictText: t.string(),
    /** The show whose stage decides. */
    referee: t.string(),
    sides: t.array(SideState),
    /** A side's id; empty before the verdict, at a draw, or when nothing counts. */
    winner: t.string(),
    /** Why it is who it is: `score`, `earliest`, `draw`, `below-minimum`, `forfeit`, `void`, or empty. */
    by: t.string(),
    /** Why it ended otherwise than by its time, or empty. */
    reason: t.string(),
    rehearsal: t.boolean(),
  },
  'BattleState',
);
export type BattleState = SchemaType<typeof BattleState>;

/** `votes` stay 0 until the end when the results are shown then. */
const ChoiceState = schema({ id: t.string(), text: t.string(), votes: t.uint32() }, 'ChoiceState');

/** The newest poll; `id` is empty when there is none. */
export const PollState = schema(
  {
    id: t.string(),
    question: t.string(),
    choices: t.array(ChoiceState),
    startedAt: t.float64(),
    endsAt: t.float64(),
    /** `open` or `closed`. */
    status: t.string(),
    /** `live` or `end`: when votes are shown. */
    results: t.string(),
    rehearsal: t.boolean(),
  },
  'PollState',
);
export type PollState = SchemaType<typeof PollState>;

export const ShowState = schema(
  {
    show: t.string(),
    title: t.string(),
    status: t.string(),
    /** Heads, sampled once a second. */
    viewers: t.uint32(),
    /** Moves only when something else did. */
    tick: t.uint32(),
    startsAt: t.float64(),
    rehearsal: t.boolean(),
    likes: t.uint32(),
    pinned: t.string(),
    round: t.ref(RoundState).optional(),
    notices: t.array(NoticeState),
    sales: t.map(SaleState),
    battle: t.ref(BattleState).optional(),
    poll: t.ref(PollState).optional(),
  },
  'ShowState',
);
export type ShowState = SchemaType<typeof ShowState>;

/** The state as plain data, as pages and tests read it. */
export type ShowJson = ToJSON<ShowState>;
export type ShowStatus = 'scheduled' | 'live' | 'ended';
