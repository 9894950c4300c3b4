/** Decodes what a raw viewer is sent with the stock client's own serializer: a viewer that can stall and still shows its state. */
import { decode } from '@colyseus/schema';
import { Protocol, SchemaSerializer } from '@colyseus/sdk';
import { unpack } from 'msgpackr';
import type { ShowJson } from '../../shared/state/index.ts';

export class RawDecoder {
  readonly messages: { type: string; payload: unknown }[] = [];
  readonly #serializer = new SchemaSerializer();

  /** For `RawViewer`'s `onFrame`. */
  readonly take = (frame: Buffer): void => {
    // The decoder keeps views of what it is given.
    const bytes = Buffer.from(frame);
    const it = { offset: 1 };
    switch (bytes[0] ?? 0) {
      case Protocol.JOIN_ROOM:
        return this.#handshake(bytes, it);
      case Protocol.ROOM_STATE:
        return this.#serializer.setState(bytes, it);
      case Protocol.ROOM_STATE_PATCH:
        return void this.#serializer.patch(bytes, it);
      case Protocol.ROOM_DATA: {
        const type = decode.string(bytes, it);
        this.messages.push({ type, payload: unpack(bytes.subarray(it.offset)) });
        return;
      }
      default:
        throw new Error(`a frame of unknown kind ${bytes[0]}`);
    }
  };

  json(): ShowJson {
    return (this.#serializer.state as unknown as { toJSON(): ShowJson }).toJSON();
  }

  /** Token and serializer id, each behind its length; then the schema behind its own. */
  #handshake(bytes: Buffer, it: { offset: number }): void {
    it.offset += bytes[it.offset]! + 1;
    it.offset += bytes[it.offset]! + 1;
    const end = decode.number(bytes, it) + it.offset;
    this.#serializer.handshake(bytes.subarray(0, end), it);
  }
}
