/** Publishes with uWebSockets.js: one native call per frame, one system call per connection and turn of the event loop. */
import type { uWebSocketClient } from '@colyseus/uwebsockets-transport';
import type { TemplatedApp, WebSocket } from 'uWebSockets.js';
import type { Fanout, Subscriber } from '../../rooms/services.ts';
import type { FanoutOptions } from './transport-deps.ts';

type Socket = WebSocket<unknown>;

interface Member {
  /** Who is told, per topic; kept while the connection is stale. */
  topics: Map<string, Subscriber>;
  /** Monotonic ms since when frames are lost; null when none were. */
  staleSince: number | null;
}

/**
 * A frame that would overflow a connection's buffer is dropped by uWebSockets.js. From then on that connection must get
 * nothing at all until it is given the whole state: it is taken off its topics before anything further is published.
 */
export class UwsFanout implements Fanout {
  readonly #app: () => TemplatedApp;
  readonly #options: FanoutOptions;
  readonly #members = new Map<Socket, Member>();
  readonly #stale = new Map<Socket, Member>();
  /** Stale, but still on its topics: they may not be changed while uWebSockets.js walks them. */
  readonly #overflowed = new Map<Socket, Member>();

  constructor(app: () => TemplatedApp, options: FanoutOptions) {
    this.#app = app;
    this.#options = options;
  }

  subscribe(topic: string, connection: unknown, subscriber: Subscriber): void {
    const { ref } = connection as uWebSocketClient;
    const member = this.#members.get(ref.ws) ?? this.#join(ref);
    member.topics.set(topic, subscriber);
    if (member.staleSince === null) ref.ws.subscribe(topic);
  }

  unsubscribe(topic: string, connection: unknown): void {
    const { ws } = (connection as uWebSocketClient).ref;
    // A closed socket is no member any more, and may not be touched.
    if (this.#members.get(ws)?.topics.delete(topic)) ws.unsubscribe(topic);
  }

  publish(topic: string, frames: readonly Uint8Array[]): void {
    const app = this.#app();
    this.#takeOff();
    for (const frame of frames) {
      app.publish(topic, frame, true);
      // A frame above 16 KiB is written at once, so that it may overflow somebody before the next one.
      this.#takeOff();
    }
  }

  sweep(): void {
    const giveUpBefore = this.#options.clock.monotonic() - this.#options.staleKillMs;
    for (const [ws, { topics, staleSince }] of this.#stale) {
      if (staleSince === null || staleSince > giveUpBefore) continue;
      for (const subscriber of new Set(topics.values())) subscriber.onGivenUp();
      // Whoever was told may have closed it.
      if (this.#members.has(ws)) ws.close();
    }
  }

  stale(): number {
    return this.#stale.size;
  }

  /** uWebSockets.js dropped a message to this socket, be it published or sent. */
  dropped(ws: Socket): void {
    const member = this.#members.get(ws);
    if (!member || member.staleSince !== null) return;
    member.staleSince = this.#options.clock.monotonic();
    this.#stale.set(ws, member);
    this.#overflowed.set(ws, member);
  }

  /** This socket's buffer shrank. */
  drained(ws: Socket): void {
    const member = this.#stale.get(ws);
    if (!member || ws.getBufferedAmount() > 0) return;
    this.#takeOff();
    this.#stale.delete(ws);
    member.staleSince = null;
    const subscribers = new Set(member.topics.values());
    member.topics.clear();
    ws.cork(() => {
      for (const subscriber of subscribers) subscriber.onDrained();
    });
  }

  #join(ref: uWebSocketClient['ref']): Member {
    const { ws } = ref;
    const member: Member = { topics: new Map(), staleSince: null };
    this.#members.set(ws, member);
    // Before the room hears of it: what the room then unsubscribes is no socket any more.
    ref.prependOnceListener('close', () => {
      this.#members.delete(ws);
      this.#stale.delete(ws);
      this.#overflowed.delete(ws);
    });
    return member;
  }

  #takeOff(): void {
    for (const [ws, { topics }] of this.#overflowed) for (const topic of topics.keys()) ws.unsubscribe(topic);
    this.#overflowed.clear();
  }
}
