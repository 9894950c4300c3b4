/** The port of the journal: what makes a crashed show go on, and what of it is kept. */
import type { ContestId, Key, PartId, RoundId, ShowId, ViewerId } from '../shared/ids.ts';
import type { AuditEntry, CommandReply, GiftReply, GiftRequest } from '../shared/protocol/index.ts';

/** What makes a crashed show go on. Every promise resolves after the commit that carries the write, or rejects with a `JournalError`. */
export interface Journal {
  /** The core state of every show, as last committed, ordered by show id. */
  shows(): Promise<{ show: ShowId; core: unknown }[]>;
  /** Writes all parts of one entry in one transaction; entries are committed in the order of the calls. */
  commit(entry: JournalEntry): Promise<void>;
  /** What an accepted command was answered, if its id is known: `hash` is of its name and arguments. */
  command(show: ShowId, id: string): Promise<{ hash: string; reply: CommandReply } | null>;
  /** A shard's state and private records in a round, battle or poll; null when nothing was written. */
  shard(show: ShowId, part: PartId, shard: number): Promise<StoredShard | null>;
  /** All private records of a round, ordered by viewer id. */
  records(show: ShowId, round: RoundId): Promise<StoredRecord[]>;
  /** The newest entries first; `before` continues a page. */
  audit(show: ShowId, page: { limit: number; before?: string }): Promise<AuditEntry[]>;
  receipt(show: ShowId, kind: ReceiptKind, id: string): Promise<unknown>;
  /** Newest first. */
  receipts(show: ShowId, kind: ReceiptKind, limit: number): Promise<unknown[]>;
  /** The newest facts last, for export. */
  facts(show: ShowId, limit: number): Promise<Fact[]>;
  /** The gift of a key, however long ago; null when there was none. */
  gift(show: ShowId, service: string, key: Key): Promise<StoredGift | null>;
  /** The gifts of a battle (of none: the empty string) after a position, in the order in which they were written. */
  gifts(show: ShowId, battle: ContestId, page: { after: number; limit: number }): Promise<(StoredGift & { position: number })[]>;
  /** What shops are told, of all shows, in the order of the commits: those after the position, oldest first. */
  events(after: number, limit: number): Promise<StoredEvent[]>;
  /** Commits what is under way and closes. */
  close(): Promise<void>;
}

export type ReceiptKind = 'round' | 'battle' | 'poll';

export interface JournalEntry {
  show: ShowId;
  /** The whole core state: replaces the last one. */
  core?: unknown;
  /** An accepted command: its id can be answered again, also after a restart. */
  command?: { id: string; hash: string; reply: CommandReply };
  /** Added to the log; an id that the show's log has already refuses the whole entry. */
  audit?: AuditEntry;
  /** Each replaces the receipt of its id, which keeps its place among the others. */
  receipts?: { kind: ReceiptKind; id: string; body: unknown }[];
  /** The state replaces the last one; records that are not named stay as they are. */
  shard?: { part: PartId; shard: number; state: unknown; records: StoredRecord[] };
  /** Each is written once: a key that is known refuses the whole entry. */
  gifts?: StoredGift[];
  facts?: Fact[];
  events?: ShowEvent[];
}

/** Something of a show that webhooks tell: committed with what it tells of, so that neither is without the other. */
export interface ShowEvent {
  type: 'round.settled' | 'battle.settled' | 'poll.settled' | 'show.started' | 'show.ended';
  at: number;
  data: object;
}

/** `position` grows with every event of this journal: 1, 2, 3 … */
export type StoredEvent = ShowEvent & { show: ShowId; position: number };

/** A gift as it was taken: who sent it in, what it was, and what was answered. */
export interface StoredGift {
  /** The `sub` of the service's token. */
  service: string;
  key: Key;
  /** Of the payload: tells a repeated gift from another one under the same key. */
  hash: string;
  /** The battle that it was for, whether or not it counted; empty: none. */
  battle: ContestId;
  /** When it arrived, server epoch ms. */
  at: number;
  request: GiftRequest;
  reply: GiftReply;
  /** Of one that counts: the slice of time that its points are in. */
  slice?: number;
}

/** One viewer's private record in a round; replaces the last one. */
export interface StoredRecord {
  viewer: ViewerId;
  record: unknown;
}

export interface StoredShard {
  state: unknown;
  records: StoredRecord[];
}

/** Something that happened to a viewer, kept for later analytics. `what` names the game or prize. */
export interface Fact {
  kind: 'joined' | 'left' | 'played' | 'won';
  viewer: ViewerId;
  at: number;
  what?: string;
}
