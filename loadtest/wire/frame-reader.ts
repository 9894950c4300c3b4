/** Cuts the byte stream of a WebSocket server into its frames, without copying what arrives whole. */

export const opcodes = { binary: 2, close: 8, ping: 9, pong: 10 } as const;

/** `payload` is a view of what was read: copy it to keep it. */
export type TakeFrame = (opcode: number, payload: Buffer) => void;

const finalBit = 0x80;
const maskBit = 0x80;

export class FrameReader {
  readonly #take: TakeFrame;
  #rest: Buffer | null = null;

  constructor(take: TakeFrame) {
    this.#take = take;
  }

  /** Throws on what a server may not send, or what ours never does: masked frames and fragments. */
  push(chunk: Buffer): void {
    const bytes = this.#rest ? Buffer.concat([this.#rest, chunk]) : chunk;
    let at = 0;
    for (;;) {
      const head = headAt(bytes, at);
      if (!head || at + head.bytes + head.length > bytes.length) break;
      const start = at + head.bytes;
      at = start + head.length;
      this.#take(head.opcode, bytes.subarray(start, at));
    }
    // A copy, so that a few left-over bytes do not keep a large chunk alive.
    this.#rest = at === bytes.length ? null : Buffer.from(bytes.subarray(at));
  }
}

interface Head {
  opcode: number;
  /** Bytes of the head itself. */
  bytes: number;
  /** Bytes of the payload. */
  length: number;
}

/** The frame head at an offset; null when it is not there whole. */
function headAt(bytes: Buffer, at: number): Head | null {
  if (bytes.length < at + 2) return null;
  const [first, second] = [bytes[at]!, bytes[at + 1]!];
  if ((first & finalBit) === 0) throw new Error('the server sent a fragment');
  if ((second & maskBit) !== 0) throw new Error('the server masked a frame');
  const opcode = first & 0x0f;
  if (second < 126) return { opcode, bytes: 2, length: second };
  if (second === 126) return bytes.length < at + 4 ? null : { opcode, bytes: 4, length: bytes.readUInt16BE(at + 2) };
  return bytes.length < at + 10 ? null : { opcode, bytes: 10, length: Number(bytes.readBigUInt64BE(at + 2)) };
}
