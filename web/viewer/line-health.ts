/** A broken line is a pill after one second and stops actions after three: shorter breaks are nobody's business. */
import { effect, signal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';
import type { ConnectionStatus } from '../kit/connection.ts';
import { browserTimers } from '../kit/timers.ts';
import type { Timers } from '../kit/timers.ts';
import type { LineHealth } from './context.ts';

const slowMs = 1000;
const lostMs = 3000;

export function watchLine(status: ReadonlySignal<ConnectionStatus>, timers: Timers = browserTimers): ReadonlySignal<LineHealth> {
  const health = signal<LineHealth>('up');
  effect(() => {
    if (status.value !== 'reconnecting') {
      health.value = 'up';
      return undefined;
    }
    const cancels = [timers.after(slowMs, () => (health.value = 'slow')), timers.after(lostMs, () => (health.value = 'lost'))];
    return () => {
      for (const cancel of cancels) cancel();
    };
  });
  return health;
}
