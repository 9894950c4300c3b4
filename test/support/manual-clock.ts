/** A clock that stands still until a test moves it. */
import type { Clock } from '../../rooms/services.ts';

export interface ManualClock extends Clock {
  /** Lets time pass: timers that fall due are called in order, each at its own moment. */
  advance(ms: number): void;
  /** Steps the wall clock alone, as an operator or NTP does; timers and `monotonic` do not notice. */
  stepWall(ms: number): void;
  /** How many timers wait. */
  pending(): number;
  /** How long until the next of them falls due, ms; infinite when none waits. */
  untilNext(): number;
}

interface Timer {
  dueAt: number;
  callback: () => void;
}

/** `startAt` is epoch ms; `monotonic` begins at 0. */
export function manualClock(startAt = Date.UTC(2030, 0, 1)): ManualClock {
  const timers = new Set<Timer>();
  let wall = startAt;
  let elapsed = 0;

  const moveTo = (at: number): void => {
    wall += at - elapsed;
    elapsed = at;
  };
  // Timers of the same moment run in the order they were set: a Set keeps it.
  const nextDue = (by: number): Timer | undefined => {
    let first: Timer | undefined;
    for (const timer of timers) if (timer.dueAt <= by && (!first || timer.dueAt < first.dueAt)) first = timer;
    return first;
  };

  return {
    now: () => wall,
    monotonic: () => elapsed,
    after: (delayMs, callback) => {
      const timer = { dueAt: elapsed + Math.max(0, delayMs), callback };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    advance: (ms) => {
      const end = elapsed + ms;
      for (let timer = nextDue(end); timer; timer = nextDue(end)) {
        timers.delete(timer);
        moveTo(timer.dueAt);
        timer.callback();
      }
      moveTo(end);
    },
    stepWall: (ms) => {
      wall += ms;
    },
    pending: () => timers.size,
    untilNext: () => (nextDue(Infinity)?.dueAt ?? Infinity) - elapsed,
  };
}
