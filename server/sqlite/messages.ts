/** What the journal's turns carry. Values are JSON text: built once, copied as one string. */
import type { ReceiptKind } from '../../rooms/journal.ts';
import type { ContestId, Key, ShowId } from '../../shared/ids.ts';
import type { Store, Turn } from './turns.ts';
import type { WebhookEntry, WebhookRead } from './webhook-messages.ts';

/** A journal entry whose parts are JSON text; null where the entry has no such part. */
export interface EncodedEntry {
  show: ShowId;
  core: string | null;
  command: { id: string; hash: string; reply: string } | null;
  audit: { id: string; body: string } | null;
  receipts: { kind: ReceiptKind; id: string; body: string }[];
  /** `part` is a number's text or an id; `records` is a JSON array of `{ viewer, record }`, or null when there are none. */
  shard: { part: string; shard: number; state: string; records: string | null } | null;
  gifts: { service: string; key: Key; battle: ContestId; body: string }[];
  /** A JSON array of facts. */
  facts: string | null;
  /** A JSON array of events. */
  events: string | null;
}

export type Read =
  | { kind: 'shows' }
  | { kind: 'command'; show: ShowId; id: string }
  | { kind: 'shard'; show: ShowId; part: string; shard: number }
  | { kind: 'records'; show: ShowId; part: string }
  | { kind: 'audit'; show: ShowId; limit: number; before: string | null }
  | { kind: 'receipt'; show: ShowId; of: ReceiptKind; id: string }
  | { kind: 'receipts'; show: ShowId; of: ReceiptKind; limit: number }
  | { kind: 'facts'; show: ShowId; limit: number }
  | { kind: 'gift'; show: ShowId; service: string; key: Key }
  | { kind: 'gifts'; show: ShowId; battle: ContestId; after: number; limit: number }
  | { kind: 'events'; after: number; limit: number };

export type JournalWrite = EncodedEntry | WebhookEntry;
export type JournalRead = Read | WebhookRead;
export type JournalTurn = Turn<JournalWrite, JournalRead>;
export type JournalStore = Store<JournalWrite, JournalRead, null>;
