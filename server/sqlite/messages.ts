/** What travels between the main thread and the store's worker. Values are JSON text: built once, copied as one string. */
import type { JournalTrouble } from '../../rooms/journal-error.ts';
import type { ReceiptKind } from '../../rooms/services.ts';
import type { RoundId, ShowId } from '../../shared/ids.ts';
import type { OpenTrouble } from './errors.ts';

/** The worker's start data. */
export interface StoreData {
  file: string;
}

/** A journal entry whose parts are JSON text; null where the entry has no such part. */
export interface EncodedEntry {
  show: ShowId;
  core: string | null;
  command: { id: string; hash: string; reply: string } | null;
  audit: { id: string; body: string } | null;
  receipt: { kind: ReceiptKind; id: string; body: string } | null;
  /** `records` is a JSON array of `{ viewer, record }`, or null when there are none. */
  shard: { round: RoundId; shard: number; state: string; records: string | null } | null;
  /** A JSON array of facts. */
  facts: string | null;
  /** A JSON array of events. */
  events: string | null;
}

export type Read =
  | { kind: 'shows' }
  | { kind: 'command'; show: ShowId; id: string }
  | { kind: 'shard'; show: ShowId; round: RoundId; shard: number }
  | { kind: 'records'; show: ShowId; round: RoundId }
  | { kind: 'audit'; show: ShowId; limit: number; before: string | null }
  | { kind: 'receipt'; show: ShowId; of: ReceiptKind; id: string }
  | { kind: 'receipts'; show: ShowId; of: ReceiptKind; limit: number }
  | { kind: 'facts'; show: ShowId; limit: number }
  | { kind: 'events'; after: number; limit: number };

/** One go of the worker: the entries are committed in one transaction, then the reads are answered. */
export interface Turn {
  kind: 'turn';
  entries: EncodedEntry[];
  reads: Read[];
}

export type ToWorker = Turn | { kind: 'close' };

export interface Failure {
  trouble: JournalTrouble;
  detail: string;
}

/** JSON text, or null when there is nothing. */
export type Answer = { json: string | null } | { failure: Failure };

export interface TurnDone {
  kind: 'done';
  /** The entries that were not written, by their place in the turn; all others are on disk. */
  failures: { at: number; failure: Failure }[];
  answers: Answer[];
  /** How long the transaction took; 0 when there was none. */
  commitMs: number;
}

export type FromWorker =
  | { kind: 'ready'; schema: number }
  | { kind: 'refused'; trouble: OpenTrouble; detail: string }
  | TurnDone
  | { kind: 'closed' };
