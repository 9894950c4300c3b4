/** The ports of webhooks: what shops are told, where it goes, and what is kept of it until it has arrived. */
import type { ShowId } from '../shared/ids.ts';
import type { Refusal } from '../shared/protocol/index.ts';
import type { Position } from '../shared/sale/index.ts';

export const webhookEvents = [
  'hold.created',
  'hold.expired',
  'hold.released',
  'order.confirmed',
  'round.settled',
  'battle.settled',
  'poll.settled',
  'show.started',
  'show.ended',
] as const;
export type WebhookEvent = (typeof webhookEvents)[number];

/* ---------------------------------------------------------------------- API */

/** What the HTTP API and the panel need of the relay. */
export interface Webhooks {
  /** Sets a show's endpoint, in place of the one it had. The secret of the old one goes on signing beside the new for a day. Refused: `webhook/bad-url`, `busy`. */
  set(show: ShowId, ask: EndpointAsk): Promise<{ id: EndpointId; secret: string } | Refusal>;
  /** Takes away a show's endpoint and all that waits for it. */
  remove(show: ShowId): Promise<void | Refusal>;
  report(show: ShowId): Promise<WebhookReport | Refusal>;
  /** Tries a dead letter of this show anew, from the first attempt on. Refused: `webhook/unknown`, `busy`. */
  retry(show: ShowId, delivery: string): Promise<void | Refusal>;
}

export interface EndpointAsk {
  url: string;
  /** `whsec_…`; one is made when none is given. */
  secret?: string | undefined;
  /** All events when none are named. */
  events?: readonly WebhookEvent[] | undefined;
}

/** How a show's webhooks fare. */
export interface WebhookReport {
  endpoints: EndpointReport[];
  /** The newest first. */
  deadLetters: DeadLetter[];
}

export interface EndpointReport {
  id: EndpointId;
  /** Whether it is this show's own, or the configured one that is told of every show. */
  scope: 'show' | 'all';
  /** As much of the address as may be shown. */
  url: string;
  events: readonly WebhookEvent[];
  /** When the shop said that the endpoint is gone (410); null while it is told things. */
  stoppedAt: number | null;
  /** Deliveries of this show that wait for an attempt, and those given up. */
  waiting: number;
  dead: number;
}

export interface DeadLetter {
  delivery: string;
  endpoint: EndpointId;
  event: WebhookEvent;
  /** The hold, or the show. */
  subject: string;
  /** When what it tells of happened, epoch ms. */
  at: number;
  attempts: number;
  lastError: string;
}

/* ---------------------------------------------------------------- endpoints */

export type EndpointId = string;

/** Somewhere to tell things to. */
export interface Endpoint {
  id: EndpointId;
  /** Null: every show. */
  show: ShowId | null;
  url: string;
  /** Each signs; the newest first. */
  secrets: readonly EndpointSecret[];
  /** Null: all events. */
  events: readonly WebhookEvent[] | null;
  /** Since when it is told nothing more, because it said that it is gone. */
  stoppedAt: number | null;
}

export interface EndpointSecret {
  secret: string;
  /** Signs until then, epoch ms; null: for good. */
  until: number | null;
}

/* -------------------------------------------------------------------- store */

/**
 * What the relay keeps. Every write is one transaction, durable when its promise resolves, except where it says that it
 * may take several; writes and reads are done in the order of the calls, and reject with a `JournalError`.
 */
export interface WebhookStore {
  endpoints(): Promise<Endpoint[]>;
  cursors(): Promise<Cursors>;
  /** In place of what stood under its id. */
  saveEndpoint(endpoint: Endpoint): Promise<void>;
  /** With all its deliveries. May take several transactions: the endpoint goes first. */
  removeEndpoint(id: EndpointId): Promise<void>;
  /** Keeps deliveries, in order, and moves the cursor past what they tell of. */
  take(taken: { cursor: Cursor; deliveries: readonly NewDelivery[]; at: number }): Promise<void>;
  /** What may be attempted now, those first whose time came first: of each subject only the oldest that waits. */
  due(endpoint: EndpointId, page: { now: number; limit: number }): Promise<Delivery[]>;
  /** What came of attempts; the next of a subject may be attempted from `at` on, once the one before it has left. */
  settle(outcomes: readonly Outcome[], at: number): Promise<void>;
  /** Gives up everything that waits for an endpoint. May take several transactions, the newest deliveries first. */
  bury(endpoint: EndpointId, error: string): Promise<void>;
  /** Lets a dead letter wait again, with no attempts behind it. Unknown ids are passed over. */
  revive(delivery: number, at: number): Promise<void>;
  /** What waits, by endpoint. */
  backlog(): Promise<Backlog[]>;
  /** How many letters are dead. */
  dead(): Promise<number>;
  /** A show's deliveries, counted by endpoint. */
  counts(show: ShowId): Promise<{ endpoint: EndpointId; waiting: number; dead: number }[]>;
  /** A show's dead letters, the newest first. */
  deadLetters(show: ShowId, limit: number): Promise<Delivery[]>;
  /** Null when nothing of that number is kept. */
  delivery(id: number): Promise<Delivery | null>;
}

/** How far each outbox has been taken over; null: nothing of it yet. */
export interface Cursors {
  ledger: LedgerCursor | null;
  journal: JournalCursor | null;
}

export type Cursor = LedgerCursor | JournalCursor;

/** `first` names the ledger's very first line: positions of another ledger mean nothing here. */
export interface LedgerCursor {
  source: 'ledger';
  position: Position;
  first: string;
}

export interface JournalCursor {
  source: 'journal';
  position: number;
}

/** One event for one endpoint. */
export interface NewDelivery {
  endpoint: EndpointId;
  show: ShowId;
  /** Deliveries of one subject reach an endpoint in their order: a hold's, or a show's. */
  subject: string;
  event: WebhookEvent;
  /** The `webhook-id`: the same for the same event, however often it is sent. */
  message: string;
  /** When it happened, epoch ms. */
  at: number;
  /** The JSON that is posted. */
  body: string;
}

export interface Delivery extends NewDelivery {
  /** 1, 2, 3 … in the order in which they were taken. */
  id: number;
  state: 'waiting' | 'dead';
  attempts: number;
  lastError: string | null;
}

export type Outcome =
  | { kind: 'delivered'; id: number }
  | { kind: 'failed'; id: number; error: string; retryAt: number }
  | { kind: 'dead'; id: number; error: string };

export interface Backlog {
  endpoint: EndpointId;
  waiting: number;
  /** When the oldest of what waits happened. */
  oldestAt: number;
  /** When the next attempt is due. */
  dueAt: number;
}
