/**
 * Server time, epoch ms, that never goes back and never jumps while a show runs: the wall clock at the start, carried on
 * by the monotonic clock, and led gently after the wall clock when somebody (NTP, an operator) steps it.
 */

interface Clocks {
  /** Epoch ms; may be stepped either way. */
  wall: () => number;
  /** Only ever grows, ms. */
  monotonic: () => number;
}

/** At most this much faster or slower than the monotonic clock, ms per ms: within what clients take for drift. */
const slewRate = 0.0001;
/** Further behind than this the machine was asleep, and nobody played meanwhile: followed at once. */
const asleepMs = 60_000;

/** Returns `now`, in whole milliseconds. */
export function steadyTime({ wall, monotonic }: Clocks): () => number {
  let shown = wall();
  let shownAt = monotonic();
  return () => {
    const at = monotonic();
    const elapsedMs = at - shownAt;
    const behindMs = wall() - (shown + elapsedMs);
    const reachMs = elapsedMs * slewRate;
    const correctionMs = behindMs > asleepMs ? behindMs : Math.min(reachMs, Math.max(-reachMs, behindMs));
    shown += elapsedMs + correctionMs;
    shownAt = at;
    return Math.floor(shown);
  };
}
