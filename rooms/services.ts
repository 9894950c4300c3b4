/** The ports that rooms need, in our own words; `server/` fills them in. */
import type { AnyGame } from '../shared/game-kit/index.ts';
import type { RoundId, ShowId, ViewerId } from '../shared/ids.ts';
import type { AuditEntry, Claims, CommandReply, Refusal } from '../shared/protocol/index.ts';
import type { SaleEnd, SaleId, SaleStatus } from '../shared/sale/index.ts';
import type { Metrics } from './metrics.ts';
import type { SaleLedger } from './sale-ledger.ts';

/** Everything a room is given. */
export interface Services {
  clock: Clock;
  identity: Identity;
  journal: Journal;
  ledger: SaleLedger;
  wire: StageWire;
  fanout: Fanout;
  metrics: Metrics;
  log: Log;
  games: Readonly<Record<string, AnyGame>>;
  limits: Limits;
  /** Fresh, unguessable hex, for seeds. */
  secretHex(bytes: number): string;
}

/** The few numbers that operators may change and rooms obey. */
export interface Limits {
  /** Chat lines shown to everybody per second; the rest are sampled out. */
  chatLinesPerSecond: number;
  chatMaxLength: number;
  /** Lower-case words that chat and names may not hold. */
  blockedWords: readonly string[];
  /** Messages per second above which one connection is cut. */
  maxMessagesPerSecond: number;
  /** How long a viewer who cannot keep up may stay without state, ms. */
  staleKillMs: number;
}

/** Time. `now` is epoch ms and may be stepped by the machine's owner; `monotonic` (ms) only ever grows. */
export interface Clock {
  now(): number;
  monotonic(): number;
  /** Calls back once, `delayMs` later; the function returned calls it off. */
  after(delayMs: number, callback: () => void): () => void;
}

export interface Identity {
  /** Reads a token; a refusal says why it is not good (`auth/…`). */
  verify(token: string | null | undefined): Promise<Claims | Refusal>;
}

export interface Log {
  info(data: object, message: string): void;
  warn(data: object, message: string): void;
  error(data: object, message: string): void;
}

/* ------------------------------------------------------------------ journal */

/** What makes a crashed show go on. Every promise resolves after the commit that carries the write, or rejects with a `JournalError`. */
export interface Journal {
  /** The core state of every show, as last committed, ordered by show id. */
  shows(): Promise<{ show: ShowId; core: unknown }[]>;
  /** Writes all parts of one entry in one transaction; entries are committed in the order of the calls. */
  commit(entry: JournalEntry): Promise<void>;
  /** What an accepted command was answered, if its id is known: `hash` is of its name and arguments. */
  command(show: ShowId, id: string): Promise<{ hash: string; reply: CommandReply } | null>;
  /** A shard's state and private records in a round; null when nothing was written. */
  shard(show: ShowId, round: RoundId, shard: number): Promise<StoredShard | null>;
  /** All private records of a round, ordered by viewer id. */
  records(show: ShowId, round: RoundId): Promise<StoredRecord[]>;
  /** The newest entries first; `before` continues a page. */
  audit(show: ShowId, page: { limit: number; before?: string }): Promise<AuditEntry[]>;
  receipt(show: ShowId, kind: ReceiptKind, id: string): Promise<unknown>;
  /** Newest first. */
  receipts(show: ShowId, kind: ReceiptKind, limit: number): Promise<unknown[]>;
  /** The newest facts last, for export. */
  facts(show: ShowId, limit: number): Promise<Fact[]>;
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
  /** Replaces the receipt of this id, which keeps its place among the others. */
  receipt?: { kind: ReceiptKind; id: string; body: unknown };
  /** The state replaces the last one; records that are not named stay as they are. */
  shard?: { round: RoundId; shard: number; state: unknown; records: StoredRecord[] };
  facts?: Fact[];
  events?: ShowEvent[];
}

/** Something of a show that webhooks tell: committed with what it tells of, so that neither is without the other. */
export interface ShowEvent {
  type: 'round.settled' | 'show.started' | 'show.ended';
  at: number;
  data: object;
}

/** `position` grows with every event of this journal: 1, 2, 3 … */
export type StoredEvent = ShowEvent & { show: ShowId; position: number };

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

/* --------------------------------------------------------------------- wire */

/** How a stage and the crowds of its show reach each other: direct calls in one process, Redis in a cluster. */
export interface StageWire {
  lead(show: ShowId, stage: StageEnd): StageLink;
  follow(show: ShowId, crowd: CrowdEnd): CrowdLink;
}

/** What a stage hears. */
export interface StageEnd {
  /** What a crowd that begins to follow needs at once. */
  hello(): Hello;
  onSnapshot(snapshot: Snapshot): void;
  /** Something changed in a shard: worth a tick. */
  onDirty(): void;
  onKeyframeWanted(): void;
}

/** What a stage says. */
export interface StageLink {
  publish(frame: FeedFrame): void;
  order(order: EdgeOrder): void;
  /** Asks every shard for its snapshot; in one process they are all in when this returns. */
  pull(): void;
  close(): void;
}

/** What a crowd hears. */
export interface CrowdEnd {
  onHello(hello: Hello): void;
  onFrame(frame: FeedFrame): void;
  onOrder(order: EdgeOrder): void;
  onPull(): void;
}

/** What a crowd says. */
export interface CrowdLink {
  snapshot(snapshot: Snapshot): void;
  dirty(): void;
  wantKeyframe(): void;
  close(): void;
}

/** The public bytes of one tick. `seq` is one more than the last frame's within an `epoch`. */
export interface FeedFrame {
  epoch: number;
  seq: number;
  /** The schema patch of this tick, if the state changed. */
  patch: Uint8Array | null;
  /** Ready-made Colyseus message frames for everybody, in order, after the patch. */
  messages: readonly Uint8Array[];
  /** The same for panels only. */
  panel: readonly Uint8Array[];
  /** The whole state after this frame's patch, now and then. */
  keyframe: Uint8Array | null;
  /** The cue that late joiners must see (also among `messages`); `none` ends it. */
  cue: Uint8Array | 'none' | null;
}

/** A feed's beginning: the schema, the whole state, and where the numbering stands. */
export interface Hello {
  epoch: number;
  seq: number;
  /** The reflection handshake that clients build their decoders from. */
  handshake: Uint8Array;
  keyframe: Uint8Array;
  cue: Uint8Array | null;
  order: EdgeOrder;
}

/** All that crowds must obey, whole each time: a repeated or skipped one does no harm. */
export interface EdgeOrder {
  epoch: number;
  /** Grows with every order of an epoch; an older one is dropped. */
  rev: number;
  status: 'scheduled' | 'live' | 'ended';
  /** What the show is but for the rehearsal that makes it live; absent when none runs. */
  behind?: 'scheduled' | 'live' | 'ended';
  muted: readonly ViewerId[];
  banned: readonly ViewerId[];
  /** Rehearsal bots of the whole show; each shard plays those that belong to it. */
  bots: number;
  phase: EdgePhase | null;
  /** The sales that viewers may ask for, and those that ended last. */
  sales: readonly EdgeSale[];
}

/** What a sale desk needs of a sale; stock it learns from the ledger. */
export interface EdgeSale {
  id: SaleId;
  /** The ledger's, when the sale was opened: another one is another ledger. */
  generation: string;
  /** Server time, epoch ms; 0 when it is opened by hand. */
  opensAt: number;
  closesAt: number;
  perViewer: number;
  queue: boolean;
  ended: SaleEnd | null;
  /** Why it ended, when it was not by a command or its time. */
  stopped: 'ledger-lost' | null;
  /** Orders the grabs that came a moment early, hex. Secret until the sale is over. */
  seed: string;
  rehearsal: boolean;
}

/** The running phase, as shards need it. */
export interface EdgePhase {
  round: RoundId;
  /** Counts the phases of this round: 0, 1, 2 … */
  step: number;
  game: string;
  settings: unknown;
  phase: string;
  /** Server time, epoch ms. Inputs are taken in `[startsAt, endsAt)`. */
  startsAt: number;
  endsAt: number;
  /** What the phase's cue shows, for `onCue`; undefined when it has none. */
  cue?: unknown;
  standing?: unknown;
  rehearsal: boolean;
}

/** A shard's whole tally and what else rides along. The newest per shard (epoch, then seq) counts. */
export interface Snapshot {
  shard: number;
  epoch: number;
  seq: number;
  round: RoundId;
  step: number;
  /** The phase had ended when this was taken: nothing more will come of it. */
  final: boolean;
  tally: unknown;
  /** Why this shard cannot keep its part of the round any more: the round has to end. */
  fault?: string;
  /** Viewers connected now (overlays are not counted). */
  heads: number;
  /** Likes since this shard began: they are not kept over a restart. */
  likes: number;
  chat: ShardChat;
}

/** A shard's last numbered chat lines; `last` is the number of the newest. */
export interface ShardChat {
  /** When the shard began, epoch ms. It numbers from 1 again whenever it does. */
  since: number;
  last: number;
  lines: readonly ShardLine[];
}

export interface ShardLine {
  n: number;
  viewer: ViewerId;
  name: string;
  text: string;
  at: number;
}

/* ------------------------------------------------------------------- fanout */

/** One connection, as the fan-out sees it. */
export interface Subscriber {
  /** Writes one frame to this connection, in order with what is published. */
  raw(frame: Uint8Array): void;
  /** The connection can take data again after frames were lost: send it the whole state and subscribe it anew. */
  onDrained(): void;
  /** It took too long: the connection is being closed. */
  onGivenUp(): void;
}

/** Writes the same bytes to many connections at once. One call of `publish` is one system call per connection. */
export interface Fanout {
  /** From now on this connection gets what is published to the topic; nothing from before. */
  subscribe(topic: string, connection: unknown, subscriber: Subscriber): void;
  unsubscribe(topic: string, connection: unknown): void;
  publish(topic: string, frames: readonly Uint8Array[]): void;
  /** Looks after connections that fell behind; call it about once a second. */
  sweep(): void;
  /** Connections that miss frames right now. */
  stale(): number;
}

/* -------------------------------------------------------------------- shows */

/** What the HTTP API and the panel list need of the stages: every method works with no room joined. */
export interface Shows {
  list(): ShowSummary[];
  summary(show: ShowId): ShowSummary | null;
  create(request: NewShow): Promise<ShowSummary | Refusal>;
  command(show: ShowId, envelope: unknown, by: Claims): Promise<CommandReply>;
  /** The public state as plain JSON, plus what panels see. */
  state(show: ShowId): { state: unknown; panel: unknown } | null;
  /** Null when the show does not know the sale, or no longer. */
  sale(show: ShowId, sale: SaleId): SaleFacts | null;
}

/** What shops are told of a sale besides its stock. */
export interface SaleFacts {
  /** The shop's SKU. */
  product: string;
  title: string;
  /** In the currency's minor unit. */
  price: number;
  currency: string;
  rehearsal: boolean;
  status: SaleStatus;
  /** Why it ended, when it was not by a command or its time. */
  stopped: 'ledger-lost' | null;
  /** The ledger that the sale was opened in: another one knows nothing of it. */
  generation: string;
  /** The SHA-256 of the seed that orders the grabs which came a moment early, hex. */
  commitment: string;
  /** Null until the sale is over. */
  seed: string | null;
}

export interface NewShow {
  id?: string | undefined;
  title: string;
  expectedViewers?: number | undefined;
  locale?: string | undefined;
  startsAt?: number | undefined;
}

export interface ShowSummary {
  id: ShowId;
  title: string;
  status: 'scheduled' | 'live' | 'ended';
  shards: number;
  viewers: number;
  startsAt: number;
  round: { id: RoundId; game: string; phase: string } | null;
}
