/** What a list of holds comes to: how many of each kind, and whether the list is the whole of it. */
import type { HoldState } from '../../../shared/sale/lines.ts';
import type { HoldList } from '../api.ts';

export interface HoldCounts {
  orders: number;
  held: number;
  queued: number;
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
  const counts: HoldCounts = { orders: 0, held: 0, queued: 0, gone: 0, cut: holds.length < total };
  for (const { status } of holds) counts[kinds[status]]++;
  return counts;
}
