/** Makes a Colyseus room hand out the bytes of another encoder: a stock client sees ordinary `room.state`. */
import type { Client, Serializer } from '@colyseus/core';
import type { Feed, FeedMember } from './feed.ts';

/**
 * The room's own state stays a plain object and is never patched; all patches are published by the feed.
 * `id` is `schema`, so that stock clients decode it with the handshake of the feed's encoder.
 */
export class FeedSerializer implements Serializer<object> {
  readonly id = 'schema';
  readonly #feed: Feed;
  readonly #memberOf: (client: Client) => FeedMember | null;

  constructor(feed: Feed, memberOf: (client: Client) => FeedMember | null) {
    this.#feed = feed;
    this.#memberOf = memberOf;
  }

  reset(): void {}

  handshake(): Uint8Array {
    return this.#feed.handshake();
  }

  /** Called once per connection, when it acknowledged the join. */
  getFullState(client?: Client): Uint8Array {
    const member = client ? this.#memberOf(client) : null;
    if (!member) throw new Error('the whole state is only handed to members of the room');
    return this.#feed.attach(member);
  }

  applyPatches(): boolean {
    return false;
  }
}
