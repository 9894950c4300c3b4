/** Renders a component anew when the next of some moments of server time has come. */
import { useEffect, useState } from 'preact/hooks';
import type { ShowClock } from './clock.ts';
import type { Moment } from './sale-now.ts';

/** Long waits are looked at again this often: timers and clocks drift apart. */
const longestWaitMs = 30_000;

export function momentOf(clock: ShowClock): Moment {
  return { now: clock.serverNow(), isSure: clock.ready.value };
}

export function useWake(clock: ShowClock, moments: readonly number[]): void {
  const [count, renew] = useState(0);
  const now = clock.serverNow();
  const next = Math.min(...moments.filter((moment) => moment > now));
  const ready = clock.ready.value;
  const steps = clock.steps.value;
  useEffect(() => {
    if (next === Infinity) return undefined;
    // A few ms late rather than early: nothing opens before its time.
    const timer = setTimeout(() => renew(count + 1), Math.min(longestWaitMs, Math.max(0, next - clock.serverNow())) + 4);
    return () => clearTimeout(timer);
  }, [clock, next, count, ready, steps]);
}
