/** When a countdown's ring was full: it keeps its scale from when it was first seen to its end. */
import { useMemo } from 'preact/hooks';
import type { ShowClock } from './clock.ts';
import { ringMsOf } from './remaining.ts';

export function useRingStart(clock: ShowClock, endsAt: number): number {
  const ready = clock.ready.value;
  return useMemo(() => endsAt - ringMsOf(endsAt - clock.serverNow()), [clock, endsAt, ready]);
}
