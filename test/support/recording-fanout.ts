/** A fan-out without sockets: delivers at once, and can be told that a connection takes no more data. */
import type { Fanout, Subscriber } from '../../rooms/services.ts';

export interface RecordingFanout extends Fanout {
  /** From now on this connection loses what is published. */
  stall(connection: unknown): void;
  /** It takes data again. */
  drain(connection: unknown): void;
  /** How often `publish` was called: each call is one system call per connection. */
  readonly publishes: number;
  /** The same calls, with what was published. */
  readonly published: { topic: string; frames: readonly Uint8Array[] }[];
}

export function recordingFanout(): RecordingFanout {
  const topics = new Map<string, Map<unknown, Subscriber>>();
  const stalled = new Map<unknown, Set<Subscriber>>();
  const published: RecordingFanout['published'] = [];
  const membersOf = (topic: string) => {
    let members = topics.get(topic);
    if (!members) topics.set(topic, (members = new Map()));
    return members;
  };
  return {
    published,
    get publishes() {
      return published.length;
    },
    subscribe: (topic, connection, subscriber) => void membersOf(topic).set(connection, subscriber),
    unsubscribe: (topic, connection) => void membersOf(topic).delete(connection),
    publish: (topic, frames) => {
      published.push({ topic, frames });
      for (const [connection, subscriber] of membersOf(topic)) {
        const lost = stalled.get(connection);
        if (!lost) for (const frame of frames) subscriber.raw(frame);
        else if (frames.length > 0) lost.add(subscriber);
      }
    },
    stall: (connection) => void stalled.set(connection, stalled.get(connection) ?? new Set()),
    drain: (connection) => {
      const lost = stalled.get(connection) ?? new Set();
      stalled.delete(connection);
      // One resync per connection, whatever topics it missed.
      const [first] = lost;
      if (!first) return;
      for (const members of topics.values()) members.delete(connection);
      first.onDrained();
    },
    sweep: () => {},
    stale: () => stalled.size,
  };
}
