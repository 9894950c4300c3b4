/** What travels between a store's two ends, the server's thread and the store's own: one turn at a time. */
import type { JournalTrouble } from '../../rooms/journal-error.ts';

/** The start data of a store's thread. */
export interface StoreData {
  file: string;
}

/** One go of the store: all entries share a transaction, then the reads are answered. */
export interface Turn<Entry, Read> {
  kind: 'turn';
  entries: Entry[];
  reads: Read[];
}

/** How it went. `written` is what the store has to say of the entries besides. */
export interface TurnDone<Written> {
  kind: 'done';
  /** The entries that were not written, by their place in the turn; all others are on disk. */
  failures: { at: number; failure: Failure }[];
  written: Written;
  answers: Answer[];
  /** How long the transaction took; 0 when there was none. */
  commitMs: number;
}

/** What may come between a store and its disk, in the words that all stores share. */
export type StoreTrouble = JournalTrouble;

/** Why a file cannot be a store's. */
export type OpenTrouble = 'locked' | 'newer' | 'corrupt' | 'unusable';

export interface Failure {
  trouble: StoreTrouble;
  detail: string;
}

/** JSON text, or null when there is nothing. */
export type Answer = { json: string | null } | { failure: Failure };

export type ToStore<Entry, Read> = Turn<Entry, Read> | { kind: 'close' };

export type FromStore<Written> =
  | { kind: 'ready'; schema: number }
  | { kind: 'refused'; trouble: OpenTrouble; detail: string }
  | TurnDone<Written>
  | { kind: 'closed' };

/** A store as its own thread runs it. */
export interface Store<Entry, Read, Written> {
  run(turn: Turn<Entry, Read>): TurnDone<Written>;
  /** SQLite folds the log into the file, removes it, and gives up the lock. */
  close(): void;
}
