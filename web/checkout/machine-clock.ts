/** A clock for a page without a line: this machine's, corrected by what the viewer page knew of the server's. */
import { signal } from '@preact/signals';
import type { ShowClock } from '../kit/clock.ts';
import type { Till } from './till.ts';

const ready = signal(true);
const errorMs = signal(0);
const steps = signal(0);

export function machineClock({ serverNow }: Pick<Till, 'serverNow'>): ShowClock {
  return { serverNow, ready, errorMs, steps };
}
