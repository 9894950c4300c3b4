/** What a bot of a sale sees, and what it may do about it: pure, so that rehearsals, load tests and tests play the same ones. */
import type { Random } from '../game-kit/index.ts';
import type { Key, ShowId, ViewerId } from '../ids.ts';
import type { ErrorCode } from '../protocol/errors.ts';
import type { OwnHold, OwnPlace } from '../protocol/sales.ts';
import type { HoldId, SaleId } from '../sale/index.ts';

/** Decides what to do now, and how long to think before looking again. */
export type SaleBot = (random: Random, sees: SaleSight) => SaleBotMove;

export interface SaleBotMove {
  ask: SaleBotAsk | null;
  thinkMs: number;
}

/** Quantities and ids are whatever the bot likes: cheaters send what no page would. */
export type SaleBotAsk =
  | { kind: 'grab'; sale: SaleId; quantity: number; key: Key }
  | { kind: 'release'; hold: HoldId; key: Key }
  /** To be confirmed by the shop. */
  | { kind: 'pay'; hold: HoldId };

/** One sale as one viewer sees it. */
export interface SaleSight {
  show: ShowId;
  viewer: ViewerId;
  /** Server time, epoch ms. */
  now: number;
  sale: {
    id: SaleId;
    /** Server time, epoch ms; 0 when it is opened by hand. */
    opensAt: number;
    closesAt: number;
    /** Units that can be had right now. */
    left: number;
    perViewer: number;
    isOver: boolean;
  };
  /** What the viewer has of this sale. */
  own: { holds: readonly OwnHold[]; queue: readonly OwnPlace[] };
  /** What became of the bot's last grab; null before the first. */
  last: LastGrab | null;
  /** How many grabs it has made. */
  grabs: number;
}

export interface LastGrab {
  key: Key;
  quantity: number;
  /** `waiting` for its answer; a refusal by its code. */
  outcome: 'waiting' | 'got' | ErrorCode;
  /** When the answer came, and how long it said to wait. */
  at: number;
  retryAfterMs?: number;
}

/** A span of thinking, ms. */
export function between(random: Random, leastMs: number, mostMs: number): number {
  return leastMs + random.int(mostMs - leastMs + 1);
}

/** A grab under a key of its own. */
export function freshGrab({ sale, grabs }: SaleSight, quantity = 1): SaleBotAsk & { kind: 'grab' } {
  return { kind: 'grab', sale: sale.id, quantity, key: `grab-${grabs + 1}` };
}

/** The unit that the viewer could still pay for. */
export function heldOf({ own }: SaleSight): HoldId | null {
  return own.holds.find(({ status }) => status === 'held')?.hold ?? null;
}

/** Refusals after which the very same grab is asked again: it may have come to something, or was only too soon. */
const asksAgain: ReadonlySet<string> = new Set<ErrorCode>(['busy', 'internal', 'ledger-unavailable', 'not-open', 'rate-limited']);

/** The same grab again, or waiting for its answer; null when the last one is settled. */
export function againOrNull({ sale, now }: SaleSight, last: LastGrab): SaleBotMove | null {
  if (last.outcome === 'waiting') return { ask: null, thinkMs: 250 };
  if (!asksAgain.has(last.outcome)) return null;
  const untilMs = Math.max(sale.opensAt, last.at + (last.retryAfterMs ?? 0)) - now;
  if (untilMs > 0 || sale.opensAt === 0) return { ask: null, thinkMs: Math.max(untilMs, 100) };
  return { ask: { kind: 'grab', sale: sale.id, quantity: last.quantity, key: last.key }, thinkMs: 300 };
}
