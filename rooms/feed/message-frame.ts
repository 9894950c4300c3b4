/** Encodes a message once as the frame that any number of clients can be sent. */
import { Protocol, getMessageBytes } from '@colyseus/core';

/** A Colyseus message frame in memory of its own. */
export function messageFrame(type: string, payload: unknown): Uint8Array {
  return getMessageBytes.raw(Protocol.ROOM_DATA, type, payload);
}
