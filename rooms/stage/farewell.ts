/** Tells everybody that this server is going, and gives the words a moment to leave. */
import type { Clock } from '../services.ts';
import type { LocalShows } from './shows.ts';

const untilSentMs = 200;

export function farewell(shows: LocalShows, clock: Pick<Clock, 'after'>): Promise<void> {
  shows.announce('draining');
  return new Promise((resolve) => clock.after(untilSentMs, resolve));
}
