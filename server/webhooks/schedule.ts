/** When a delivery that failed is tried again, and when it is given up. */

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** How long to wait after the first failure, the second …: the table of Standard Webhooks. After the last one it is given up. */
export const waitsMs: readonly number[] = [5 * second, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour, 10 * hour];

/** A wait is up to this much longer by chance, so that what failed together does not come back together. */
const jitter = 0.2;
/** A shop may ask for more patience, up to this. */
const patienceMs = 24 * hour;

interface Chance {
  now: number;
  /** In `[0, 1)`. */
  random: number;
  /** What the shop asked for, if it did. */
  retryAfterMs: number | null;
}

/** When to try again after so many failures, epoch ms; null: not any more. */
export function retryAt(failures: number, { now, random, retryAfterMs }: Chance): number | null {
  const waitMs = waitsMs[failures - 1];
  if (waitMs === undefined) return null;
  const ownMs = Math.round(waitMs * (1 + jitter * random));
  return now + Math.max(ownMs, Math.min(retryAfterMs ?? 0, patienceMs));
}
