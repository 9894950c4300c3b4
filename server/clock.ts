/** The machine's own clock: server time that runs evenly, monotonic time and timers. */
import type { Clock } from '../rooms/services.ts';
import { steadyTime } from './steady-time.ts';

/** `setTimeout` fires at once when asked for more than this. */
const longestTimerMs = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: steadyTime({ wall: () => Date.now(), monotonic: () => performance.now() }),
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
