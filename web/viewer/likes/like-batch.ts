/** Gathers likes into at most one message per half second. */
import { browserTimers } from '../../kit/timers.ts';
import type { Timers } from '../../kit/timers.ts';

const everyMs = 500;
/** What one message may carry; what is above it was not meant one by one. */
const maxLikes = 50;

export function makeLikeBatch(send: (count: number) => void, timers: Timers = browserTimers): { like(): void } {
  let waiting = 0;
  let resting = false;

  const leave = (): void => {
    resting = waiting > 0;
    if (waiting === 0) return;
    send(Math.min(maxLikes, waiting));
    waiting = 0;
    timers.after(everyMs, leave);
  };
  return {
    like() {
      waiting++;
      if (!resting) leave();
    },
  };
}
