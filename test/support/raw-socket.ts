/** A WebSocket client on a bare TCP connection: it can stop reading, and shows every byte that was sent. */
import assert from 'node:assert/strict';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { until } from './until.ts';

export interface RawSocket {
  /** The answer to the handshake. */
  status: number;
  body: string;
  /** The data frames received, in order. */
  frames: Buffer[];
  /** Stops reading: the kernel's buffers fill, then the server's. */
  stall(): void;
  resume(): void;
  /** Sends one binary message. */
  send(data: Uint8Array): void;
  isClosed(): boolean;
  close(): void;
}

const handshakeEnd = '\r\n\r\n';

/** Resolves when the server has answered the handshake, whatever it answered. */
export async function openRawSocket(port: number, path = '/p/r', headers: Record<string, string> = {}): Promise<RawSocket> {
  const pipe = connect(port, '127.0.0.1');
  let received: Buffer = Buffer.alloc(0);
  let answered = false;
  let closed = false;
  const frames: Buffer[] = [];
  const lines = Object.entries({ host: `127.0.0.1:${port}`, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
  pipe.on('error', () => undefined);
  pipe.on('close', () => {
    closed = true;
  });
  const raw: RawSocket = {
    status: 0,
    body: '',
    frames,
    stall: () => void pipe.pause(),
    resume: () => void pipe.resume(),
    send: (data) => void pipe.write(maskedFrame(data)),
    isClosed: () => closed,
    close: () => void pipe.destroy(),
  };
  pipe.on('data', (chunk: Buffer) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
    if (!answered) {
      const end = received.indexOf(handshakeEnd);
      if (end < 0) return;
      raw.status = Number(received.subarray(9, 12).toString());
      received = received.subarray(end + handshakeEnd.length);
      answered = true;
    }
    if (raw.status === 101) received = takeFrames(received, frames, pipe);
    else raw.body = received.toString();
  });
  pipe.write(
    `GET ${path} HTTP/1.1\r\n${lines.join('')}Upgrade: websocket\r\nConnection: Upgrade\r\n` +
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n',
  );
  await until('the handshake is answered', () => answered || closed);
  return raw;
}

/** Takes whole frames off the front; returns the rest. */
function takeFrames(bytes: Buffer, frames: Buffer[], pipe: Socket): Buffer {
  let at = 0;
  for (;;) {
    const frame = readFrame(bytes, at);
    if (!frame) return bytes.subarray(at);
    if (frame.opcode === 2) frames.push(Buffer.from(bytes.subarray(frame.from, frame.to)));
    if (frame.opcode === 8) pipe.end();
    at = frame.to;
  }
}

interface Frame {
  opcode: number;
  from: number;
  to: number;
}

function readFrame(bytes: Buffer, at: number): Frame | null {
  if (bytes.length < at + 2) return null;
  assert.ok((bytes[at]! & 0x80) !== 0, 'servers here never send fragments');
  const opcode = bytes[at]! & 0x0f;
  const short = bytes[at + 1]! & 0x7f;
  const extra = short === 127 ? 8 : short === 126 ? 2 : 0;
  const from = at + 2 + extra;
  if (bytes.length < from) return null;
  const length = extra === 8 ? Number(bytes.readBigUInt64BE(at + 2)) : extra === 2 ? bytes.readUInt16BE(at + 2) : short;
  return bytes.length < from + length ? null : { opcode, from, to: from + length };
}

/** Masked with zeros, which leaves the bytes as they are. */
function maskedFrame(data: Uint8Array): Buffer {
  const short = data.length < 126 ? data.length : data.length < 65_536 ? 126 : 127;
  const extra = Buffer.alloc(short === 127 ? 8 : short === 126 ? 2 : 0);
  if (short === 127) extra.writeBigUInt64BE(BigInt(data.length));
  if (short === 126) extra.writeUInt16BE(data.length);
  return Buffer.concat([Buffer.from([0x82, 0x80 | short]), extra, Buffer.alloc(4), data]);
}
