/** Publishes with `ws`: each connection's frames in one write, and none to a connection that cannot keep up. */
import type { Socket } from 'node:net';
import type { WebSocketClient } from '@colyseus/ws-transport';
import type { WebSocket } from 'ws';
import type { Fanout, Subscriber } from '../../rooms/services.ts';
import type { FanoutOptions } from './transport-deps.ts';
import { maxBackpressureBytes } from './limits.ts';

interface Member {
  socket: WebSocket;
  /** The TCP connection under it. */
  pipe: Socket;
  /** Who is told, per topic; kept while the connection is stale. */
  topics: Map<string, Subscriber>;
  /** Monotonic ms since when frames are left out; null when none are. */
  staleSince: number | null;
}

/** `ws` itself buffers without end: a connection whose buffer is over the limit is left out until it has drained. */
export class WsFanout implements Fanout {
  readonly #pipeOf: (socket: WebSocket) => Socket;
  readonly #options: FanoutOptions;
  readonly #topics = new Map<string, Set<Member>>();
  readonly #members = new Map<WebSocket, Member>();
  readonly #stale = new Set<Member>();

  constructor(pipeOf: (socket: WebSocket) => Socket, options: FanoutOptions) {
    this.#pipeOf = pipeOf;
    this.#options = options;
  }

  subscribe(topic: string, connection: unknown, subscriber: Subscriber): void {
    const socket = (connection as WebSocketClient).ref;
    const member = this.#members.get(socket) ?? this.#join(socket);
    member.topics.set(topic, subscriber);
    if (member.staleSince === null) this.#put(topic, member);
  }

  unsubscribe(topic: string, connection: unknown): void {
    const member = this.#members.get((connection as WebSocketClient).ref);
    if (member?.topics.delete(topic)) this.#take(topic, member);
  }

  publish(topic: string, frames: readonly Uint8Array[]): void {
    const members = this.#topics.get(topic);
    if (!members) return;
    // `ws` keeps what a blocked socket could not take yet: it must not change under it.
    const owned = frames.map((frame) => Buffer.from(frame));
    for (const member of members) {
      if (member.socket.bufferedAmount > maxBackpressureBytes) {
        this.#fallBehind(member);
        continue;
      }
      member.pipe.cork();
      for (const frame of owned) member.socket.send(frame, { binary: true });
      member.pipe.uncork();
    }
  }

  sweep(): void {
    const giveUpBefore = this.#options.clock.monotonic() - this.#options.staleKillMs;
    for (const member of this.#stale) {
      const { socket, topics, staleSince } = member;
      if (staleSince === null || staleSince > giveUpBefore) continue;
      this.#stale.delete(member);
      for (const subscriber of new Set(topics.values())) subscriber.onGivenUp();
      // Whoever was told may be closing it: then the reason waits behind what is buffered, and `ws` sets a time limit.
      if (socket.readyState === socket.OPEN) socket.terminate();
    }
  }

  stale(): number {
    return this.#stale.size;
  }

  #fallBehind(member: Member): void {
    member.staleSince = this.#options.clock.monotonic();
    this.#stale.add(member);
    for (const topic of member.topics.keys()) this.#take(topic, member);
    member.pipe.once('drain', () => this.#catchUp(member));
  }

  #catchUp(member: Member): void {
    if (!this.#stale.delete(member)) return;
    member.staleSince = null;
    const subscribers = new Set(member.topics.values());
    member.topics.clear();
    member.pipe.cork();
    for (const subscriber of subscribers) subscriber.onDrained();
    member.pipe.uncork();
  }

  #join(socket: WebSocket): Member {
    const member: Member = { socket, pipe: this.#pipeOf(socket), topics: new Map(), staleSince: null };
    this.#members.set(socket, member);
    socket.once('close', () => {
      for (const topic of member.topics.keys()) this.#take(topic, member);
      this.#members.delete(socket);
      this.#stale.delete(member);
    });
    return member;
  }

  #put(topic: string, member: Member): void {
    const members = this.#topics.get(topic);
    if (members) members.add(member);
    else this.#topics.set(topic, new Set([member]));
  }

  #take(topic: string, member: Member): void {
    const members = this.#topics.get(topic);
    members?.delete(member);
    if (members?.size === 0) this.#topics.delete(topic);
  }
}
