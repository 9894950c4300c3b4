/** A viewer without a socket: decodes what it is sent with the stock SDK's own serializer, and keeps the messages. */
import { Protocol } from '@colyseus/core';
import { decode } from '@colyseus/schema';
import { SchemaSerializer } from '@colyseus/sdk';
import { unpack } from 'msgpackr';
import type { Feed, FeedMember } from '../../rooms/feed/feed.ts';

export interface DecodingViewer {
  readonly member: FeedMember;
  /** The decoded state as plain JSON. */
  json(): unknown;
  readonly messages: { type: string; payload: unknown }[];
  readonly frames: Uint8Array[];
  attached: number;
  leave(): void;
  /** Comes back with the decoder it had, as the SDK does after a broken connection. */
  resume(): void;
}

export function decodingViewer(feed: Feed, options: { panel?: boolean } = {}): DecodingViewer {
  const serializer = new SchemaSerializer();
  serializer.handshake(Buffer.from(feed.handshake()), { offset: 0 });
  const take = (frame: Uint8Array) => {
    viewer.frames.push(frame);
    const bytes = Buffer.from(frame);
    const it = { offset: 1 };
    if (bytes[0] === Protocol.ROOM_STATE) serializer.setState(bytes, it);
    else if (bytes[0] === Protocol.ROOM_STATE_PATCH) serializer.patch(bytes, it);
    else if (bytes[0] === Protocol.ROOM_DATA) {
      const type = decode.string(bytes, it);
      viewer.messages.push({ type, payload: unpack(bytes.subarray(it.offset)) });
    } else throw new Error(`a frame of unknown kind ${bytes[0]}`);
  };
  const viewer: DecodingViewer = {
    member: {
      connection: {},
      panel: options.panel ?? false,
      raw: take,
      onAttached: () => {
        viewer.attached++;
      },
      onLost: () => viewer.leave(),
    },
    json: () => (serializer.state as { toJSON(): unknown }).toJSON(),
    messages: [],
    frames: [],
    attached: 0,
    leave: () => feed.detach(viewer.member.connection),
    resume: () => take(feed.reattach(viewer.member)),
  };
  take(feed.attach(viewer.member));
  return viewer;
}
