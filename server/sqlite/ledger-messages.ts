/** What the ledger's turns carry. Asks, answers and lines are JSON text: a string is copied between threads at once. */
import type { SaleLine, SaleName } from '../../shared/sale/index.ts';
import type { Store } from './turns.ts';

/** A `LedgerAsk` as JSON text. */
export type EncodedAsk = string;

export type LedgerRead =
  | { kind: 'generation' }
  | { kind: 'holds'; sale: SaleName }
  | { kind: 'lines'; sale: SaleName; after: number; limit: number }
  | { kind: 'tail'; after: number; limit: number };

/** What came of a turn's asks. */
export interface Ruled {
  /** A JSON array, in the order of the asks; null for those that failed. */
  answers: string;
  /** A JSON array of the lines that are on disk now, in order; empty text for none. */
  lines: string;
  /** How many of those are of each kind. */
  kinds: Partial<Record<SaleLine['kind'], number>>;
  /** What threw while it was decided: bugs, which did nothing and were answered `internal`. */
  bugs: string[];
}

export type LedgerStore = Store<EncodedAsk, LedgerRead, Ruled>;
