/** Reads what a room answers to a request: the reply, a refusal, or that it broke. */
import { decode } from '@colyseus/schema';
import { unpack } from 'msgpackr';

/** As Colyseus numbers them. */
const statuses = ['ok', 'rejected', 'error'] as const;

export interface Response {
  /** The request's. */
  number: number;
  status: (typeof statuses)[number];
  payload: unknown;
}

/** `frame` is a whole room frame; nothing of it is kept. */
export function readResponse(frame: Buffer): Response {
  const at = { offset: 1 };
  const number = decode.number(frame, at);
  const status = statuses[frame[at.offset++] ?? -1];
  if (status === undefined) throw new Error('an answer of an unknown kind');
  return { number, status, payload: frame.length > at.offset ? (unpack(frame.subarray(at.offset)) as unknown) : undefined };
}
