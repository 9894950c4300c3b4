/** Makes a Colyseus room hand out the bytes of another encoder: a stock client sees ordinary `room.state`. */
import type { Client, Serializer } from '@colyseus/core';
import type { Feed, FeedMember } from './feed.ts';

/** Whose connection it is, and whether it took up an earlier session, with the state of then in its decoder. */
export interface FeedSeat {
  feed: FeedMember;
  resumes: boolean;
}

/**
 * The room's own state stays a plain object and is never patched; all patches are published by the feed.
 * `id` is `schema`, so that stock clients decode it with the handshake of the feed's encoder.
 */
export class FeedSerializer implements Serializer<object> {
  readonly id = 'schema';
  readonly #feed: Feed;
  readonly #seatOf: (client: Client) => FeedSeat | null;

  constructor(feed: Feed, seatOf: (client: Client) => FeedSeat | null) {
    this.#feed = feed;
    this.#seatOf = seatOf;
  }

  reset(): void {}

  handshake(): Uint8Array {
    return this.#feed.handshake();
  }

  /** Called once per connection, when it acknowledged the join. */
  getFullState(client?: Client): Uint8Array {
    const seat = client ? this.#seatOf(client) : null;
    if (!seat) throw new Error('the whole state is only handed to members of the room');
    return seat.resumes ? this.#feed.reattach(seat.feed) : this.#feed.attach(seat.feed);
  }

  applyPatches(): boolean {
    return false;
  }
}
