/** What one viewer is told about their holds and places in queues. */
import type { ViewerId } from '../../shared/ids.ts';
import type { OwnHold, OwnMessage, OwnPlace } from '../../shared/protocol/index.ts';
import type { Hold } from '../../shared/sale/index.ts';
import type { KnownSale } from './known-sale.ts';

/** So many holds are told at most; those that can still be paid before those that are history. */
const toldHolds = 20;

/** Holds are told newest first, places in the order of the sales. */
export function ownSales(viewer: ViewerId, sales: readonly KnownSale[]): Pick<OwnMessage, 'holds' | 'queue'> {
  const all = sales.flatMap((sale) => [...sale.holds.of(viewer)].map((hold) => ({ hold, isOver: sale.ended !== null })));
  const queue = all.flatMap(({ hold, isOver }) => (hold.status === 'queued' && !isOver ? [placeOf(hold)] : []));
  const holds = all.flatMap(({ hold }) => (hold.status === 'queued' ? [] : [ownHold(hold)]));
  if (holds.length <= toldHolds) return { holds: holds.toSorted(newestFirst), queue };
  const open = holds.filter(({ status }) => status === 'held').toSorted(newestFirst);
  const over = holds.filter(({ status }) => status !== 'held').toSorted(newestFirst);
  return { holds: [...open, ...over].slice(0, toldHolds).toSorted(newestFirst), queue };
}

function newestFirst(a: OwnHold, b: OwnHold): number {
  return b.at - a.at;
}

function placeOf({ hold, sale, quantity, number }: Hold & { status: 'queued' }): OwnPlace {
  return { hold, sale, quantity, number };
}

function ownHold({ viewer: _viewer, ...hold }: Exclude<Hold, { status: 'queued' }>): OwnHold {
  return hold;
}
