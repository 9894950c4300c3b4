/** A page's line to a show on a test stand: the server is played by hand, and time is driven by hand. */
import type { Refusal } from '../../shared/protocol/errors.ts';
import { connectShow } from '../../web/kit/connection.ts';
import type { Connection } from '../../web/kit/connection.ts';
import { fakeRoom, settled } from './fake-room.ts';
import type { FakeRoom } from './fake-room.ts';
import { manualClock } from './manual-clock.ts';
import type { ManualClock } from './manual-clock.ts';

export interface Stand {
  time: ManualClock;
  page: Connection;
  rooms: FakeRoom[];
  /** What the next joins are answered with; a room when the list is empty. */
  refusals: Error[];
  tokensAsked: (Refusal | null)[];
  pass: (ms: number) => Promise<void>;
}

let opened: Connection | null = null;

export async function stand(refusals: Error[] = []): Promise<Stand> {
  const time = manualClock();
  const rooms: FakeRoom[] = [];
  const tokensAsked: (Refusal | null)[] = [];
  const page = connectShow({
    room: 'crowd',
    show: 'demo',
    token: (refused) => {
      tokensAsked.push(refused);
      return Promise.resolve('token');
    },
    join: () => {
      const refusal = refusals.shift();
      if (refusal !== undefined) return Promise.reject(refusal);
      const room = fakeRoom(() => time.now() + 5000);
      rooms.push(room);
      return Promise.resolve(room);
    },
    timers: time,
    random: () => 0.5,
  });
  opened = page;
  const pass = async (ms: number): Promise<void> => {
    // In steps, so that what a timer began can go on before the next one is due.
    for (let left = ms; left > 0; left -= 100) {
      time.advance(Math.min(100, left));
      await settled();
    }
  };
  await settled();
  return { time, page, rooms, refusals, tokensAsked, pass };
}

/** Closes what the last stand opened. */
export function closeStand(): void {
  opened?.close();
  opened = null;
}
