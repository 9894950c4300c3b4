/** A viewer that costs next to nothing: counts and checksums what it is sent, and decodes none of it. */
import { crc32 } from 'node:zlib';
import { Protocol } from '@colyseus/sdk';
import type { Refusal, ViewerReplies, ViewerRequestName } from '../shared/protocol/index.ts';
import { joinAck, leaveRoom, messageFrame, requestFrame } from './wire/client-frames.ts';
import { readResponse } from './wire/response.ts';
import { RoomSocket } from './wire/room-socket.ts';
import type { Ended } from './wire/room-socket.ts';
import { reserveSeat, seatPath } from './wire/seat.ts';
import type { SeatRequest } from './wire/seat.ts';

export interface RawViewerOptions extends SeatRequest {
  /** Sees every room frame, in order. A view: copy it to keep it. */
  onFrame?: (frame: Buffer) => void;
  /** Sees the CRC-32 of every published frame, in order. */
  onPublished?: (crc: number) => void;
}

/** What everybody in a show gets, the same bytes for all. `own` and the answers to requests are one viewer's. */
const publishedTypes = ['cue', 'chat'].map((type) => Buffer.from(type, 'latin1'));
const ownType = Buffer.from('own', 'latin1');
const byeType = Buffer.from('bye', 'latin1');

export class RawViewer {
  /** Whole states, state patches and messages that have arrived. */
  readonly counts = { keyframes: 0, patches: 0, messages: 0, byes: 0, bytes: 0 };
  /** Published frames since the viewer was given the whole state for the first time, and their running CRC-32. */
  published = 0;
  checksum = 0;
  readonly ended: Promise<Ended>;
  readonly #options: RawViewerOptions;
  readonly #socket: RoomSocket;
  /** Nothing counts as published before the viewer's first `own`: what comes with the state differs between viewers. */
  #attached = false;
  #onAttached: () => void = () => {};
  #asked = 0;
  readonly #waiting = new Map<number, { resolve: (answer: never) => void; reject: (error: Error) => void }>();

  /** Resolves when the viewer has the whole state and is told what is its own. */
  static async join(options: RawViewerOptions): Promise<RawViewer> {
    const seat = await reserveSeat(options);
    const socket = await RoomSocket.open(options.url, seatPath(seat));
    const viewer = new RawViewer(options, socket);
    await viewer.#begin();
    return viewer;
  }

  private constructor(options: RawViewerOptions, socket: RoomSocket) {
    this.#options = options;
    this.#socket = socket;
    this.ended = socket.ended;
    void this.ended.then(() => {
      for (const { reject } of this.#waiting.values()) reject(new Error('the connection ended before the answer'));
    });
  }

  #begin(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#onAttached = resolve;
      void this.ended.then(({ code }) => reject(new Error(`the connection ended before the viewer was in (${code})`)));
      this.#socket.start((frame) => this.#take(frame));
    });
  }

  /** Sends a message that is not answered. */
  send(type: string, payload: unknown): void {
    this.#socket.write(messageFrame(type, payload));
  }

  /** Asks, and resolves with the reply or the refusal; rejects when the room broke, or the connection ended first. */
  request<Name extends ViewerRequestName>(type: Name, payload: unknown): Promise<ViewerReplies[Name] | Refusal> {
    const number = ++this.#asked;
    return new Promise((resolve, reject) => {
      this.#waiting.set(number, { resolve, reject });
      this.#socket.write(requestFrame(number, { type, payload }));
    });
  }

  tap(round: number, count: number): void {
    this.send('input', { round, type: 'tap', payload: { count } });
  }

  /** Sends bytes as they are: one or more finished frames. */
  write(frames: Buffer): void {
    this.#socket.write(frames);
  }

  /** Counts and sums published frames from zero again. */
  mark(): void {
    this.published = 0;
    this.checksum = 0;
  }

  stall(): void {
    this.#socket.stall();
  }

  resume(): void {
    this.#socket.resume();
  }

  leave(): Promise<Ended> {
    this.#socket.write(leaveRoom);
    return this.ended;
  }

  /** Breaks the connection without a word. */
  destroy(): Promise<Ended> {
    this.#socket.destroy();
    return this.ended;
  }

  #take(frame: Buffer): void {
    this.counts.bytes += frame.length;
    this.#options.onFrame?.(frame);
    switch (frame[0] ?? 0) {
      case Protocol.JOIN_ROOM:
        return this.#socket.write(joinAck);
      case Protocol.ROOM_STATE:
        this.counts.keyframes++;
        return;
      case Protocol.ROOM_STATE_PATCH:
        this.counts.patches++;
        return this.#count(frame);
      case Protocol.ROOM_DATA:
        return this.#message(frame);
      case Protocol.ROOM_RESPONSE:
        return this.#answer(frame);
      case Protocol.ERROR:
        throw new Error(`the room answered with an error: ${frame.toString('latin1', 1)}`);
      default:
        return;
    }
  }

  #answer(frame: Buffer): void {
    const { number, status, payload } = readResponse(frame);
    const asked = this.#waiting.get(number);
    this.#waiting.delete(number);
    if (status === 'error') asked?.reject(new Error(`the room broke: ${JSON.stringify(payload)}`));
    else asked?.resolve(payload as never);
  }

  #message(frame: Buffer): void {
    this.counts.messages++;
    if (isOfType(frame, ownType) && !this.#attached) {
      this.#attached = true;
      this.#onAttached();
    } else if (isOfType(frame, byeType)) this.counts.byes++;
    else if (publishedTypes.some((type) => isOfType(frame, type))) this.#count(frame);
  }

  #count(frame: Buffer): void {
    if (!this.#attached) return;
    this.published++;
    this.checksum = crc32(frame, this.checksum);
    this.#options.onPublished?.(crc32(frame));
  }
}

/** Whether a message frame is of a type: the name stands behind one byte that holds its length. */
function isOfType(frame: Buffer, type: Buffer): boolean {
  return frame[1] === (0xa0 | type.length) && frame.compare(type, 0, type.length, 2, 2 + type.length) === 0;
}
