/** How much time is left, as people read it. */

/** Whole seconds, rounded up, so that it shows 1 until the very end: `9`, `59`, `1:05`. */
export function formatRemaining(leftMs: number): string {
  const seconds = Math.max(0, Math.ceil(leftMs / 1000));
  if (seconds < 60) return String(seconds);
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  return hours > 0 ? `${hours}:${two(minutes % 60)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

/** What countdowns usually begin at, ms. */
const usualMs = [10_000, 30_000, 60_000, 120_000, 300_000];

/** The whole time that a ring stands for, by what was left when it was first seen: a countdown's length is not told. */
export function ringMsOf(leftMs: number): number {
  return usualMs.find((ms) => leftMs <= ms) ?? Math.max(leftMs, 0);
}

/** The moment's remaining milliseconds until the text changes. */
export function nextChangeMs(leftMs: number): number {
  if (leftMs <= 0) return Infinity;
  const rest = leftMs % 1000;
  return rest === 0 ? 1000 : rest;
}

/** When the clock may be this far off, the time is shown as "about". */
export const aboutMs = 200;
