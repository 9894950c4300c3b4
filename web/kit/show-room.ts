/** What the kit needs of a joined room, and how a page joins one with the stock SDK. */
import type { ShowJson } from '../../shared/state/show-state.ts';

export interface ShowRoom {
  readonly state: { toJSON(): ShowJson };
  onStateChange(callback: () => void): void;
  onMessage(type: '*', callback: (type: string | number, payload: unknown) => void): void;
  /** The line broke; the SDK tries to take the session up again. */
  onDrop(callback: (code: number) => void): void;
  onReconnect(callback: () => void): void;
  /** It is over: nothing more will come of this room. */
  onLeave(callback: (code: number) => void): void;
  request(type: string, payload: unknown, options: { timeout: number }): Promise<unknown>;
  send(type: string, payload: unknown): void;
  leave(consented: boolean): Promise<unknown>;
}

export type JoinRoom = (room: 'crowd' | 'stage', show: string, token: string) => Promise<ShowRoom>;

export const joinWithSdk: JoinRoom = async (name, show, token) => {
  const { Client } = await import('./sdk.ts');
  const client = new Client(location.origin);
  client.http.authToken = token;
  const room = await client.joinOrCreate(name, { show });
  // A dead process is not worth a minute of retries: after three the page joins afresh, wherever the show lives now.
  room.reconnection.maxRetries = 3;
  // What was meant for a moment that has passed must not be sent later; requests are asked again by `ask`.
  room.reconnection.maxEnqueuedMessages = 0;
  return room;
};

/** Resolves once the page has been painted, or soon in a tab that is not shown. */
export function firstPaint(): Promise<void> {
  return new Promise((resolve) => {
    if (document.visibilityState === 'hidden') resolve();
    else requestAnimationFrame(() => setTimeout(resolve));
  });
}
