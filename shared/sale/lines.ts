/** The ledger's lines: everything that ever happened to a sale's stock, in order, never changed. */
import type { Key, ViewerId } from '../ids.ts';
import type { HoldId, OrderId, SaleEnd, SaleName, SaleTerms, SaleTotals } from './terms.ts';

/** One line of one sale. `after` is how the stock stands from here on; its `seq` numbers the line: 1, 2, 3 … */
export type SaleLine = LineWhat & { at: number; after: SaleTotals };

export type LineWhat =
  /** The sale is set up; the newest such line counts, and none follows once a unit was ever asked for. */
  | { kind: 'open'; terms: SaleTerms }
  /** The terms, whole, from here on. */
  | { kind: 'adjust'; terms: SaleTerms }
  /** No grab from here on, and nobody waits. A close leaves what is held; a cancellation is followed by a release of each, in steps. */
  | { kind: 'close'; how: SaleEnd }
  /** A grab that got a number. No unit is taken yet. */
  | (OfHold & { kind: 'queue'; key: Key; number: number })
  /** Units go from available to held. `key` is the grab's; `number` the queue's, if it came from there. */
  | (OfHold & { kind: 'hold'; key: Key; expiresAt: number; number?: number })
  /** Held units are sold. */
  | (OfHold & { kind: 'confirm'; order: OrderId })
  /** Held units are available again; with a `number`, a place in the queue is given up and nothing was held. */
  | (OfHold & { kind: 'release'; by: ReleasedBy; number?: number })
  /** Held units are available again because nobody confirmed in time. */
  | (OfHold & { kind: 'expire' });

/** Where a line stands among the lines of all sales; only the ledger that gave it can compare it. */
export type Position = string;

/** A line with the sale it is of, and its place among the lines of all sales. */
export type LedgerLine = SaleLine & SaleName & { position: Position };

interface OfHold {
  hold: HoldId;
  viewer: ViewerId;
  quantity: number;
}

/** `shortage`: of a place in the queue that wants more than could come back even if nobody confirmed. */
export type ReleasedBy = 'viewer' | 'shop' | 'cancellation' | 'shortage';

/** A hold as it stands now. */
export type Hold = OfHold & { sale: string; at: number } & HoldState;

export type HoldState =
  | { status: 'queued'; number: number }
  | { status: 'held'; expiresAt: number }
  | { status: 'confirmed'; order: OrderId }
  | { status: 'released'; by: ReleasedBy }
  | { status: 'expired' };
