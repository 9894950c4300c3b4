/** HTTP by hand on a bare TCP connection: requests may be cut, slow or wrong. */
import { connect } from 'node:net';
import { until } from './until.ts';

export interface RawHttp {
  write(bytes: string | Uint8Array): void;
  /** Waits for the next whole answer. `head` is the request's method being HEAD: then no body follows. */
  answer(options?: { head?: boolean }): Promise<RawAnswer>;
  /** Says that nothing more will be written. */
  finish(): void;
  isClosed(): boolean;
  close(): void;
}

export interface RawAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

export async function openRawHttp(port: number, host = '127.0.0.1'): Promise<RawHttp> {
  const pipe = connect(port, host);
  let received = Buffer.alloc(0) as Buffer;
  let state: 'opening' | 'open' | 'closed' = 'opening';
  pipe.on('connect', () => {
    state = 'open';
  });
  pipe.on('data', (chunk: Buffer) => {
    received = Buffer.concat([received, chunk]);
  });
  pipe.on('error', () => undefined);
  pipe.on('close', () => {
    state = 'closed';
  });
  await until('the connection is open or refused', () => state !== 'opening');

  return {
    write: (bytes) => void pipe.write(bytes),
    answer: async ({ head = false } = {}) => {
      await until('an answer came', () => state === 'closed' || wholeAnswer(received, head) !== null);
      const found = wholeAnswer(received, head);
      if (!found) throw new Error(`the connection was closed after ${JSON.stringify(received.toString())}`);
      received = received.subarray(found.length);
      return found.answer;
    },
    finish: () => void pipe.end(),
    isClosed: () => state === 'closed',
    close: () => void pipe.destroy(),
  };
}

function wholeAnswer(bytes: Buffer, head: boolean): { answer: RawAnswer; length: number } | null {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return null;
  const [first = '', ...lines] = bytes.subarray(0, end).toString().split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  ) as Record<string, string>;
  const length = end + 4 + (head ? 0 : Number(headers['content-length'] ?? 0));
  if (bytes.length < length) return null;
  return { answer: { status: Number(first.split(' ')[1]), headers, body: bytes.subarray(end + 4, length).toString() }, length };
}
