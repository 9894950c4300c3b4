/**
 * Asks for units until there is a definite answer. A grab keeps its key through timeouts, reconnects, refusals that
 * pass and a reload of the page, so that however often it is asked it takes effect once.
 */
import { effect, signal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';
import { isRefusal } from '../../../shared/protocol/errors.ts';
import type { Refusal } from '../../../shared/protocol/errors.ts';
import type { ViewerReplies } from '../../../shared/protocol/requests.ts';
import type { Connection } from '../../kit/connection.ts';
import type { Shelf } from '../../kit/storage.ts';
import type { Timers } from '../../kit/timers.ts';
import { tellsOf } from './own-part.ts';
import type { Granted } from './own-part.ts';
import { readPending, writePending } from './pending-grab.ts';
import { isPassing, retryMs } from './retry.ts';

export type Ask =
  /** `since` is when it was pressed, server time. */
  | { kind: 'asking'; quantity: number; since: number }
  | { kind: 'refused'; refusal: Refusal; quantity: number; at: number }
  | { kind: 'granted'; granted: Granted };

export interface Grabber {
  /** What became of the last grab, by sale. */
  asks: ReadonlySignal<Readonly<Record<string, Ask>>>;
  /** Begins to ask, unless it is asking already. */
  grab(sale: string, quantity: number): void;
  /** Asks no more; what the server has given meanwhile is told by `own`. */
  stop(sale: string): void;
  close(): void;
}

export interface GrabberOptions {
  connection: Pick<Connection, 'request' | 'own' | 'status' | 'clock'>;
  /** Where grabs under way are kept for a reload, and under which name. */
  shelf: Shelf;
  place: string;
  timers: Timers;
  random: () => number;
  newKey: () => string;
}

export function makeGrabber({ connection, shelf, place, timers, random, newKey }: GrabberOptions): Grabber {
  const { clock, own, status } = connection;
  const asks = signal<Readonly<Record<string, Ask>>>({});
  /** The key of each grab under way: an answer to any other is not waited for any more. */
  const keys = new Map<string, string>();
  const pauses = new Map<string, () => void>();

  const put = (sale: string, ask: Ask | null): void => {
    const { [sale]: _, ...others } = asks.peek();
    asks.value = ask === null ? others : { ...others, [sale]: ask };
  };
  const settle = (sale: string, ask: Ask | null): void => {
    keys.delete(sale);
    writePending(shelf, place, { sale, pending: null });
    put(sale, ask);
  };

  const run = async (sale: string, { key, quantity }: { key: string; quantity: number }): Promise<void> => {
    for (let tries = 1; ; tries++) {
      const answer = await connection.request('grab', { sale, quantity, key });
      if (keys.get(sale) !== key) return;
      if (!isRefusal(answer)) return settle(sale, grantOf(answer, { sale, quantity }));
      if (!isPassing(answer, tries)) return settle(sale, { kind: 'refused', refusal: answer, quantity, at: clock.serverNow() });
      await new Promise<void>((resolve) => pauses.set(sale, timers.after(retryMs(answer, tries, random), resolve)));
      if (keys.get(sale) !== key) return;
    }
  };
  const begin = (sale: string, { key, quantity, since }: { key: string; quantity: number; since: number }): void => {
    keys.set(sale, key);
    put(sale, { kind: 'asking', quantity, since });
    void run(sale, { key, quantity });
  };
  const grantOf = (answer: ViewerReplies['grab'], { sale, quantity }: { sale: string; quantity: number }): Ask | null => {
    // `own` may have come first, and may even have told of the hold's end already.
    if (tellsOf(own.peek(), answer.hold)) return null;
    const base = { hold: answer.hold, sale, quantity };
    if ('queued' in answer) return { kind: 'granted', granted: { ...base, number: answer.queued } };
    return { kind: 'granted', granted: { ...base, status: 'held', at: clock.serverNow(), expiresAt: answer.expiresAt } };
  };
  const stop = (sale: string): void => {
    pauses.get(sale)?.();
    if (keys.has(sale)) settle(sale, null);
  };

  // A grab that a reload has cut short is taken up again, once it is known whose page this is.
  let viewer: string | null = null;
  const stopOwn = effect(() => {
    const told = own.value;
    if (!told) return;
    // Another token, another viewer: what the one before wanted is not theirs.
    if (viewer !== null && viewer !== told.viewer) for (const sale of keys.keys()) stop(sale);
    for (const [sale, ask] of Object.entries(asks.peek()))
      if (ask.kind === 'granted' && tellsOf(told, ask.granted.hold)) put(sale, null);
    if (viewer === told.viewer) return;
    viewer = told.viewer;
    for (const [sale, pending] of readPending(shelf, place, { viewer, now: clock.serverNow() }))
      if (!keys.has(sale)) begin(sale, { ...pending, since: pending.at });
  });
  // Whoever is out (signed in elsewhere, banned) must not find themselves a buyer when they come back.
  const stopStatus = effect(() => {
    if (status.value === 'refused') for (const sale of keys.keys()) stop(sale);
  });

  return {
    asks,
    stop,
    grab(sale, quantity) {
      if (keys.has(sale)) return;
      const key = newKey();
      const at = clock.serverNow();
      if (viewer !== null) writePending(shelf, place, { sale, pending: { key, quantity, viewer, at } });
      begin(sale, { key, quantity, since: at });
    },
    close() {
      stopOwn();
      stopStatus();
      for (const cancel of pauses.values()) cancel();
      keys.clear();
    },
  };
}
