/** What this page has seen happen to a sale: when it ended, and when its units came back after it was sold out. */
import type { SaleStatus } from '../../shared/sale/terms.ts';
import { hasEnded } from './sale-now.ts';
import type { Moment } from './sale-now.ts';

export interface SeenSale {
  status: SaleStatus;
  /** Server time; null when the page did not see it happen. */
  endedAt: number | null;
  backAt: number | null;
}

/**
 * The same object when nothing happened. Until the clock is trusted nothing is news: a page that has just joined hears
 * an older state first, and what happened since right after.
 */
export function seeSale(before: SeenSale | undefined, { status, now, isSure }: Moment & { status: SaleStatus }): SeenSale {
  if (!before || !isSure) return { status, endedAt: null, backAt: null };
  if (before.status === status) return before;
  return {
    status,
    endedAt: hasEnded(status) ? (before.endedAt ?? now) : null,
    backAt: before.status === 'sold-out' && status === 'open' ? now : null,
  };
}
