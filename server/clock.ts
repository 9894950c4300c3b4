/** The machine's own clock: wall time, monotonic time and timers. */
import type { Clock } from '../rooms/services.ts';

/** `setTimeout` fires at once when asked for more than this. */
const longestTimerMs = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after: (delayMs, callback) => {
    const dueAt = performance.now() + delayMs;
    let timer: NodeJS.Timeout;
    const arm = (): void => {
      const leftMs = Math.max(0, dueAt - performance.now());
      timer = leftMs > longestTimerMs ? setTimeout(arm, longestTimerMs) : setTimeout(callback, leftMs);
    };
    arm();
    return () => clearTimeout(timer);
  },
};
