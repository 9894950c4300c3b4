/** Gathers taps into few messages: the first leaves at once, then at most ten a second with at most twenty taps each. While the line is down they wait. */
import { browserTimers } from '../../kit/timers.ts';
import type { Timers } from '../../kit/timers.ts';

export const maxTapsPerMessage = 20;
const minGapMs = 100;

export interface TapCoalescer {
  tap: () => void;
  /** Sends what waits now, if anything does: the phase is about to end. */
  flush: () => void;
  /** Taps that have not been sent. */
  pending: () => number;
  stop: () => void;
}

/** `send` says whether the taps left. */
export function makeTapCoalescer(send: (count: number) => boolean, timers: Timers = browserTimers): TapCoalescer {
  let waiting = 0;
  let sentAt = -Infinity;
  let cancel: (() => void) | null = null;

  const leave = (): void => {
    cancel = null;
    if (waiting === 0) return;
    const count = Math.min(maxTapsPerMessage, waiting);
    sentAt = timers.monotonic();
    if (send(count)) waiting -= count;
    if (waiting > 0) cancel = timers.after(minGapMs, leave);
  };

  return {
    tap() {
      waiting++;
      if (cancel) return;
      const waitMs = sentAt + minGapMs - timers.monotonic();
      if (waitMs <= 0) leave();
      else cancel = timers.after(waitMs, leave);
    },
    flush() {
      cancel?.();
      leave();
    },
    pending: () => waiting,
    stop() {
      cancel?.();
      cancel = null;
      waiting = 0;
    },
  };
}
