/** Builds what a viewer sends: WebSocket frames, and the room messages inside them. */
import { encode } from '@colyseus/schema';
import { Protocol } from '@colyseus/sdk';
import { pack } from 'msgpackr';
import { opcodes } from './frame-reader.ts';

/** Says that the seat was taken; the server answers with the whole state. */
export const joinAck = clientFrame(opcodes.binary, Buffer.of(Protocol.JOIN_ROOM));
/** Leaves in order: the server closes the connection. */
export const leaveRoom = clientFrame(opcodes.binary, Buffer.of(Protocol.LEAVE_ROOM));

/** A message without an answer, as the stock client's `room.send` writes it. */
export function messageFrame(type: string, payload: unknown): Buffer {
  return clientFrame(opcodes.binary, roomMessage(type, payload));
}

/** A request, as the stock client's `room.request` writes it: its answer carries the number. */
export function requestFrame(number: number, { type, payload }: { type: string; payload: unknown }): Buffer {
  const head: number[] = [Protocol.ROOM_REQUEST];
  const at = { offset: 1 };
  encode.number(head, number, at);
  encode.string(head, type, at);
  return clientFrame(opcodes.binary, Buffer.concat([Buffer.from(head), pack(payload)]));
}

/** A whole WebSocket frame. The mask that clients owe is all zeros: it guards proxies, and there are none here. */
export function clientFrame(opcode: number, payload: Uint8Array): Buffer {
  const long = payload.length > 125;
  if (payload.length > 0xffff) throw new RangeError('a viewer sends nothing this large');
  const head = Buffer.alloc(long ? 8 : 6);
  head[0] = 0x80 | opcode;
  head[1] = 0x80 | (long ? 126 : payload.length);
  if (long) head.writeUInt16BE(payload.length, 2);
  return Buffer.concat([head, payload]);
}

function roomMessage(type: string, payload: unknown): Buffer {
  const name = Buffer.from(type, 'utf8');
  if (name.length > 31) throw new RangeError('the name of a message has at most 31 bytes');
  return Buffer.concat([Buffer.of(Protocol.ROOM_DATA, 0xa0 | name.length), name, pack(payload)]);
}
