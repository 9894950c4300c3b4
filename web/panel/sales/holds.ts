/** What a list of holds comes to: how many of each kind, and whether the list is the whole of it. */
import type { HoldState } from '../../../shared/sale/lines.ts';
import type { HoldList } from '../api.ts';

export interface HoldCounts {
  orders: number;
  held: number;
  queued: number;
  /** What the orders and the holds come to: one of them may be for several units. */
  soldUnits: number;
  heldUnits: number;
  /** Given back or run out. */
  gone: number;
  /** The list is cut off: there are older ones that it does not count. */
  cut: boolean;
}

const kinds = {
  confirmed: 'orders',
  held: 'held',
  queued: 'queued',
  released: 'gone',
  expired: 'gone',
} as const satisfies Record<HoldState['status'], keyof HoldCounts>;

export function countHolds({ total, holds }: HoldList): HoldCounts {
  const cut = holds.length < total;
  const counts: HoldCounts = { orders: 0, soldUnits: 0, held: 0, heldUnits: 0, queued: 0, gone: 0, cut };
  for (const { status, quantity } of holds) {
    counts[kinds[status]]++;
    if (status === 'confirmed') counts.soldUnits += quantity;
    if (status === 'held') counts.heldUnits += quantity;
  }
  return counts;
}
