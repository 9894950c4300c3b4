/** The ports that rooms need, in our own words; `server/` fills them in. */
import type { AnyGame } from '../shared/game-kit/index.ts';
import type { RoundId, ShowId } from '../shared/ids.ts';
import type { Claims, CommandReply, GiftReply, GiftRequest, Refusal } from '../shared/protocol/index.ts';
import type { SaleId, SaleStatus } from '../shared/sale/index.ts';
import type { BattleWire } from './battle-wire.ts';
import type { Journal } from './journal.ts';
import type { Metrics } from './metrics.ts';
import type { SaleLedger } from './sale-ledger.ts';
import type { StageWire } from './stage-wire.ts';

/** Everything a room is given. */
export interface Services {
  clock: Clock;
  identity: Identity;
  journal: Journal;
  ledger: SaleLedger;
  wire: StageWire;
  /** Between stages of shows that do battle. */
  battles: BattleWire;
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

/* ------------------------------------------------------------- fanout */

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

/* -------------------------------------------------------------- shows */

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
  /**
   * A gift that the platform has been paid for, by the `sub` of the service's token: answered once it is durable, and
   * under the same key answered the same. Refused: `show/unknown`, `key-reused`, `bad-request`, `busy`.
   */
  gift(show: ShowId, request: GiftRequest, service: string): Promise<GiftReply | Refusal>;
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
