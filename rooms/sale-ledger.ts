/** The port of the sale ledger: the only authority on stock. */
import type { Refusal } from '../shared/protocol/index.ts';
import type {
  Adjustment,
  ConfirmAsk,
  Confirmed,
  GrabAnswer,
  GrabAsk,
  Hold,
  LedgerLine,
  Position,
  ReleaseAsk,
  Released,
  SaleEnd,
  SaleName,
  SaleRef,
  SaleStanding,
  SaleTerms,
} from '../shared/sale/index.ts';

/**
 * Every ask is one atomic step, answered once the lines that it wrote are durable; asks are decided in the order of the
 * calls. Whatever cannot be written is refused as `ledger-unavailable`, and may or may not have happened: the same key
 * tells. A sale of another generation is refused as `ledger-lost`. Times are server epoch ms.
 */
export interface SaleLedger {
  /** Sets a sale up. The same terms again do nothing; other terms only count while nobody has asked for anything. Refused: `sale/exists`. */
  open(terms: SaleTerms, at: number): Promise<Opened | Refusal>;
  /** Refused: `sale/only-down`, `sale/below-taken`, `sale/open`, `sale/ended`. */
  adjust(sale: SaleRef, change: Adjustment, at: number): Promise<SaleStanding | Refusal>;
  /** The first end stands. What is held when a sale is cancelled is given back in steps: `expire` makes the next one. */
  close(sale: SaleRef, how: SaleEnd, at: number): Promise<SaleStanding | Refusal>;
  /** Refused: `not-open`, `sold-out`, `sale/limit`, `sale/too-few`, `sale/ended`, `key-reused`. */
  grab(sale: SaleRef, ask: GrabAsk): Promise<GrabAnswer>;
  /** Gives the next in the queue their units, as far as there are any. */
  admit(sale: SaleRef, count: number, at: number): Promise<SaleStanding | Refusal>;
  /** The shop has sold it. The same order again is the same answer. Refused: `hold/…`. */
  confirm(ask: ConfirmAsk, at: number): Promise<Confirmed | Refusal>;
  release(ask: ReleaseAsk, at: number): Promise<Released | Refusal>;
  /** Puts back on sale what has run out, up to `sweepLimit` holds of it; ask again while `nextExpiryAt` is not later than `at`. */
  expire(sale: SaleRef, at: number): Promise<SaleStanding | Refusal>;
  totals(sale: SaleRef): Promise<SaleStanding | Refusal>;
  /** Every hold and place in the queue there ever was, oldest first. Rejects with a `LedgerError`, like all reads below. */
  holds(sale: SaleName): Promise<Hold[]>;
  /** A sale's lines whose `seq` is above `after`, in order. */
  lines(sale: SaleName, page: { after: number; limit: number }): Promise<LedgerLine[]>;
  /** The lines of all sales in the order in which they were written, after a position (null: from the beginning): the outbox. */
  tail(after: Position | null, limit: number): Promise<LedgerLine[]>;
  /** Calls back with lines once they are durable, in order, before the asks that wrote them are answered. Returns its end. */
  watch(listener: (lines: readonly LedgerLine[]) => void): () => void;
  /** Commits what is under way and lets go of the store. */
  stop(): Promise<void>;
}

/** `generation` names this very ledger: one that begins anew, empty, has another. */
export interface Opened {
  generation: string;
  standing: SaleStanding;
}

/** The ledger cannot be read right now; the message is a sentence for the operator. */
export class LedgerError extends Error {
  override name = 'LedgerError';
}
