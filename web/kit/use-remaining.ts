/** The time left until a server moment, as a hook that wakes only when what is shown changes. */
import { useEffect, useState } from 'preact/hooks';
import type { ShowClock } from './clock.ts';
import { nextChangeMs } from './remaining.ts';

/** Milliseconds left until `endsAt`, renewed whenever the shown second changes. */
export function useRemaining(clock: ShowClock, endsAt: number): number {
  const [, renew] = useState(0);
  const steps = clock.steps.value;
  const ready = clock.ready.value;
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const tick = (): void => {
      renew((n) => n + 1);
      const wait = nextChangeMs(endsAt - clock.serverNow());
      // A few ms late rather than early: a second is shown until it is really over.
      if (wait !== Infinity) timer = setTimeout(tick, wait + 4);
    };
    tick();
    return () => clearTimeout(timer);
  }, [clock, endsAt, steps, ready]);
  return Math.max(0, endsAt - clock.serverNow());
}
