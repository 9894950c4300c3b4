/** Why a grab or an adjustment is refused: the rules of a sale, each said once. Null: it is granted. */
import { refuse } from '../protocol/errors.ts';
import type { Refusal } from '../protocol/errors.ts';
import type { Adjustment, GrabAsk } from './asks.ts';
import { isSoldOut } from './terms.ts';
import type { SaleEnd, SaleTerms, SaleTotals } from './terms.ts';

/** What the rules look at. */
interface Sale {
  terms: SaleTerms;
  totals: SaleTotals;
  ended: SaleEnd | null;
}

/** `mine`: units that the viewer holds, has bought, or waits for. Written so that no comparison with NaN grants anything. */
export function whyNoGrab({ terms, totals, ended }: Sale, ask: GrabAsk, mine: number): Refusal | null {
  const { quantity, arrivedAt } = ask;
  const { opensAt, perViewer, queue } = terms;
  if (ended || isPast(terms, arrivedAt)) return refuse('sale/ended');
  if (opensAt === 0 || !(arrivedAt >= opensAt)) return refuse('not-open', { opensAt });
  if (!Number.isInteger(quantity) || quantity < 1) return refuse('bad-request', { detail: 'quantity: at least 1' });
  if (mine + quantity > perViewer) return refuse('sale/limit', { perViewer, mine });
  if (isSoldOut(queue, totals)) return refuse('sold-out');
  // Who waits for more than can ever come back would keep everybody behind waiting, too.
  const left = queue ? totals.available + totals.held : totals.available;
  return quantity > left ? refuse('sale/too-few', { left }) : null;
}

/** Refuses what would give more, take back what is taken, or move an opening that has been. */
export function whyNoAdjustment({ terms, totals, ended }: Sale, change: Adjustment, at: number): Refusal | null {
  if (ended || isPast(terms, at)) return refuse('sale/ended');
  return (
    whyNotSo('stock', change.stock, terms) ??
    whyBelow(totals, change) ??
    whyNotSo('perViewer', change.perViewer, terms) ??
    whyNotThen(terms, change, at)
  );
}

/** Whether the sale's time is over. */
export function isPast({ opensAt, closesAt }: SaleTerms, at: number): boolean {
  return opensAt !== 0 && at >= closesAt;
}

function whyNotSo(what: 'stock' | 'perViewer', wanted: number | undefined, terms: SaleTerms): Refusal | null {
  if (wanted === undefined) return null;
  if (!Number.isInteger(wanted) || wanted < 1) return refuse('bad-request', { detail: `${what}: at least 1` });
  return wanted > terms[what] ? refuse('sale/only-down', { detail: `${what} is ${terms[what]}` }) : null;
}

function whyBelow({ held, sold }: SaleTotals, { stock }: Adjustment): Refusal | null {
  const taken = held + sold;
  return stock !== undefined && stock < taken ? refuse('sale/below-taken', { detail: `${taken} are held or sold` }) : null;
}

function whyNotThen(terms: SaleTerms, { opensAt, closesAt }: Adjustment, at: number): Refusal | null {
  if (opensAt === undefined && closesAt === undefined) return null;
  if (opensAt === terms.opensAt && closesAt === terms.closesAt) return null;
  if (terms.opensAt !== 0 && at >= terms.opensAt) return refuse('sale/open');
  if (opensAt === undefined || closesAt === undefined) return refuse('bad-request', { detail: 'opensAt, closesAt: together' });
  if (![opensAt, closesAt].every(Number.isInteger) || opensAt < 1 || closesAt <= opensAt)
    return refuse('bad-request', { detail: 'closesAt: after opensAt' });
  return terms.opensAt !== 0 && opensAt > terms.opensAt ? refuse('bad-request', { detail: 'opensAt: only earlier' }) : null;
}
