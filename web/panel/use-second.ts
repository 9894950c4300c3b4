/** Server time, renewed every second while the page shows it. */
import { useEffect, useState } from 'preact/hooks';
import type { ShowClock } from '../kit/clock.ts';

export function useSecond(clock: ShowClock): number {
  const [, renew] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => renew((n) => n + 1), 1000);
    return () => clearInterval(timer);
  }, [clock]);
  return clock.serverNow();
}
