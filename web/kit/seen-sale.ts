/** What this page has seen happen to a sale: when it ended, and when its units came back after it was sold out. */
import type { SaleStatus } from '../../shared/sale/terms.ts';
import { hasEnded } from './sale-now.ts';

export interface SeenSale {
  status: SaleStatus;
  /** Server time; null when the page did not see it happen. */
  endedAt: number | null;
  backAt: number | null;
}

/** The same object when nothing happened. */
export function seeSale(before: SeenSale | undefined, { status, now }: { status: SaleStatus; now: number }): SeenSale {
  if (!before) return { status, endedAt: null, backAt: null };
  if (before.status === status) return before;
  return {
    status,
    endedAt: hasEnded(status) ? (before.endedAt ?? now) : null,
    backAt: before.status === 'sold-out' && status === 'open' ? now : null,
  };
}
