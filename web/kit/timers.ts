/** Time as the kit sees it, so that tests can drive it by hand. */

export interface Timers {
  /** Milliseconds that only ever grow. */
  monotonic(): number;
  /** Calls back once, `delayMs` later; the function returned calls it off. */
  after(delayMs: number, callback: () => void): () => void;
}

export const browserTimers: Timers = {
  monotonic: () => performance.now(),
  after: (delayMs, callback) => {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
};
