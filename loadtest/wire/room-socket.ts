/** One WebSocket on a plain TCP socket: cuts frames, answers pings, stalls and resumes, and tells how it ended. */
import type { Socket } from 'node:net';
import { clientFrame } from './client-frames.ts';
import { FrameReader, opcodes } from './frame-reader.ts';
import { upgrade } from './upgrade.ts';

/** How a connection ended: the close frame's code, or null when there was none. */
export interface Ended {
  code: number | null;
}

export class RoomSocket {
  /** Resolves when the connection is gone, whichever side ended it. */
  readonly ended: Promise<Ended>;
  pings = 0;
  readonly #socket: Socket;
  readonly #rest: Buffer;
  #closeCode: number | null = null;

  /** Open, but not yet read from. */
  static async open(url: string, path: string): Promise<RoomSocket> {
    const { socket, rest } = await upgrade(url, path);
    return new RoomSocket(socket, rest);
  }

  private constructor(socket: Socket, rest: Buffer) {
    this.#socket = socket;
    this.#rest = rest;
    this.ended = new Promise((resolve) => socket.once('close', () => resolve({ code: this.#closeCode })));
    // A reset is an end like another: `close` follows.
    socket.on('error', () => {});
  }

  /** Begins to read; `take` is given every message, as a view of what was read. */
  start(take: (message: Buffer) => void): void {
    const reader = new FrameReader((opcode, payload) => {
      if (opcode === opcodes.binary) take(payload);
      else if (opcode === opcodes.ping) this.#pong(payload);
      else if (opcode === opcodes.close) this.#close(payload);
    });
    reader.push(this.#rest);
    this.#socket.on('data', (chunk: Buffer) => reader.push(chunk));
    this.#socket.resume();
  }

  write(frame: Buffer): void {
    if (this.#socket.writable) this.#socket.write(frame);
  }

  /** Stops reading: what the server sends piles up in the kernel, then in the server. */
  stall(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  /** Ends without a word, as a lost network does. */
  destroy(): void {
    this.#socket.destroy();
  }

  #pong(payload: Buffer): void {
    this.pings++;
    this.write(clientFrame(opcodes.pong, payload));
  }

  #close(payload: Buffer): void {
    this.#closeCode = payload.length >= 2 ? payload.readUInt16BE(0) : 1005;
    if (this.#socket.writable) this.#socket.end(clientFrame(opcodes.close, payload.subarray(0, 2)));
  }
}
