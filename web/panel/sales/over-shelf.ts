/** Which of the sales that are over stand in the open: the newest, and every alert that nobody has read yet. */
import { isLost } from './standing.ts';
import type { SaleRow } from './standing.ts';

const newest = 2;

export interface OverShelf {
  open: SaleRow[];
  folded: SaleRow[];
}

/** `over` comes newest first, and stays in that order; `read` are the sales whose alert was put away. */
export function shelve(over: readonly SaleRow[], read: readonly string[]): OverShelf {
  const standsOpen = (row: SaleRow, i: number): boolean => i < newest || (isLost(row) && !read.includes(row.id));
  return { open: over.filter(standsOpen), folded: over.filter((row, i) => !standsOpen(row, i)) };
}
