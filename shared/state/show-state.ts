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
  },
  'ShowState',
);
export type ShowState = SchemaType<typeof ShowState>;

/** The state as plain data, as pages and tests read it. */
export type ShowJson = ToJSON<ShowState>;
export type ShowStatus = 'scheduled' | 'live' | 'ended';
