/** A Colyseus client as a member of the feed: the one place that knows both. */
import { ClientState, CloseCode } from '@colyseus/core';
import type { Client } from '@colyseus/core';
import type { FeedMember } from './feed/feed.ts';

/** A connection outlives its token, but not by more than this. */
export const longestConnectionMs = 12 * 3600_000;

export interface ConnectionOptions {
  panel: boolean;
  onAttached(): void;
  onTooSlow(): void;
}

/** `onLost('stage')` makes the client rejoin: the SDK takes 4001 as final, and the page joins anew. */
export function feedMember(client: Client, options: ConnectionOptions): FeedMember {
  return {
    connection: client,
    panel: options.panel,
    raw: (frame) => client.raw(frame),
    onAttached: () => options.onAttached(),
    onLost: (reason) => {
      if (reason === 'too-slow') return options.onTooSlow();
      sendNow(client, 'moved', { inMs: 0 });
      client.leave(CloseCode.SERVER_SHUTDOWN);
    },
  };
}

/** Sends unless the connection is already on its way out. */
export function sendNow(client: Client, type: string, payload: unknown): void {
  if (client.state === ClientState.LEAVING) return;
  client.send(type, payload);
}
