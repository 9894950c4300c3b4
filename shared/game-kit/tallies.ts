/** Tallies that merge exactly: counts, the k best rows, and a digest of a set. All are plain JSON. */
import type { ViewerId } from '../ids.ts';

/** Numbers by name; absent means 0. */
export type Counts = Record<string, number>;

/** Adds in place. A count that reaches 0 is dropped, so that equal tallies have equal JSON. */
export function addCount(counts: Counts, name: string | number, by = 1): void {
  const sum = (counts[name] ?? 0) + by;
  if (sum === 0) delete counts[name];
  else counts[name] = sum;
}

export function mergeCounts(a: Counts, b: Counts): Counts {
  const sum = { ...a };
  // Merged at every tick, by the hundred: pairs would cost more than the sums.
  for (const name of Object.keys(b)) addCount(sum, name, b[name]);
  return sum;
}

/** A viewer's row on a board. */
export interface Row {
  viewer: ViewerId;
  name: string;
  score: number;
}

/** The k best rows, best first; equal scores are ordered by viewer id, so that a merge has one answer. */
export type Top<R extends Row = Row> = R[];

/**
 * Puts a viewer's new score on the board, in place. Exact as long as a viewer's score only ever grows:
 * whoever was pushed off the board comes back with the update that carries them over its last row.
 */
export function raiseTop<R extends Row>(top: Top<R>, k: number, row: R): void {
  const old = top.findIndex((other) => other.viewer === row.viewer);
  if (old >= 0) top.splice(old, 1);
  const place = top.findIndex((other) => before(row, other) < 0);
  if (place >= 0) top.splice(place, 0, row);
  else top.push(row);
  if (top.length > k) top.length = k;
}

/** The k best of two boards of disjoint viewers. */
export function mergeTop<R extends Row>(a: Top<R>, b: Top<R>, k: number): Top<R> {
  return [...a, ...b].toSorted(before).slice(0, k);
}

function before(a: Row, b: Row): number {
  return b.score - a.score || compareText(a.viewer, b.viewer);
}

/** Code-unit order: the same on every machine, whatever its locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The rank (1 = best) of every score in a histogram of everybody's scores; equal scores share a rank. */
export function ranksIn(histogram: Counts): Counts {
  const ranks: Counts = {};
  let rank = 1;
  for (const score of Object.keys(histogram).toSorted((a, b) => Number(b) - Number(a))) {
    ranks[score] = rank;
    rank += histogram[score]!;
  }
  return ranks;
}
