/** Turns the stage's state into the bytes that everybody gets: each patch is encoded once, and copied once. */
import { Protocol } from '@colyseus/core';
import { Encoder, Reflection } from '@colyseus/schema';
import type { Schema } from '@colyseus/schema';

export class FeedEncoder {
  readonly #encoder: Encoder;
  #keyframeBuffer: Uint8Array = new Uint8Array(Encoder.BUFFER_SIZE);
  /** What clients build their decoders from. Ends with the types known when the encoder was made. */
  readonly handshake: Uint8Array;

  constructor(state: Schema) {
    this.#encoder = new Encoder(state);
    this.handshake = Uint8Array.from(Reflection.encode(this.#encoder));
  }

  /** Whether anything changed since the last patch. */
  get dirty(): boolean {
    return this.#encoder.hasChanges;
  }

  /** The changes since the last call as a ready-made patch frame, or null when there are none. */
  patch(): Uint8Array | null {
    if (!this.#encoder.hasChanges) return null;
    this.#encoder.sharedBuffer[0] = Protocol.ROOM_STATE_PATCH;
    const bytes = Uint8Array.from(this.#encoder.encode({ offset: 1 }));
    this.#encoder.discardChanges();
    return bytes;
  }

  /**
   * The whole state as a ready-made frame. Only valid at a patch boundary: a state with pending changes would be
   * applied twice by whoever gets the next patch too, so that is refused loudly.
   */
  keyframe(): Uint8Array {
    if (this.#encoder.hasChanges) throw new Error('a keyframe was asked for between a change and its patch');
    this.#keyframeBuffer[0] = Protocol.ROOM_STATE;
    const bytes = this.#encoder.encodeAll({ offset: 1 }, this.#keyframeBuffer);
    // A large state makes the encoder grow the buffer: keep the grown one, and make sure of its first byte.
    if (bytes.buffer !== this.#keyframeBuffer.buffer) this.#keyframeBuffer = new Uint8Array(bytes.buffer);
    const frame = Uint8Array.from(bytes);
    frame[0] = Protocol.ROOM_STATE;
    return frame;
  }
}
