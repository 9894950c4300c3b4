/** What a sale promises, in what times, and how it stands: the plain data of a flash sale. */
import type { ShowId } from '../ids.ts';

/** A sale's id within its show: lower-case letters, digits and dashes. */
export type SaleId = string;

/** Which sale, over all shows. */
export interface SaleName {
  show: ShowId;
  sale: SaleId;
}

/** A sale in the ledger that it was opened in: another generation is another ledger. */
export interface SaleRef extends SaleName {
  generation: string;
}

/** `<show>.<sale>.<16 hex>`: names its show and sale, so that a shop can confirm it without knowing either. */
export type HoldId = string;
/** The shop's own id of an order. */
export type OrderId = string;

/** What the ledger keeps to. Times are server epoch ms. */
export interface SaleTerms {
  show: ShowId;
  sale: SaleId;
  /** Units. */
  stock: number;
  /** Units that one viewer may hold and have bought at most. */
  perViewer: number;
  /** How long a grabbed unit is held, ms. Never changes. */
  holdMs: number;
  /** 0: not known yet, the sale opens when it is told to. */
  opensAt: number;
  /** Grabs are taken in `[opensAt, closesAt)`; 0 while `opensAt` is. */
  closesAt: number;
  /** Grabs get a number first, and are admitted in steps. */
  queue: boolean;
  rehearsal: boolean;
}

/** How a sale's stock stands. `available + held + sold = stock`, always. */
export interface SaleTotals {
  /** The number of the ledger's line that this is true after. */
  seq: number;
  stock: number;
  perViewer: number;
  available: number;
  held: number;
  sold: number;
  /** Units that wait in the queue. */
  queued: number;
  /** The highest queue number that has had its turn. */
  serving: number;
}

export type SaleEnd = 'closed' | 'cancelled';

export type SaleStatus = 'scheduled' | 'countdown' | 'open' | 'sold-out' | SaleEnd;

/** A countdown is shown for at most this long before the opening: TikTok's upper bound (10–300 s). */
export const countdownLeadMs = 300_000;

/** A grab that arrives at most this long before the opening waits for it. */
export const earlyGraceMs = 50;

/** Nobody is admitted who has this many times the unsold units before them in the queue. */
const queueDepth = 2;

/** Where a sale stands at server time `now`. */
export function statusOf(
  sale: Pick<SaleTerms, 'opensAt' | 'closesAt' | 'queue'> & { ended: SaleEnd | null },
  totals: SaleTotals,
  now: number,
): SaleStatus {
  if (sale.ended) return sale.ended;
  if (sale.opensAt === 0 || now < sale.opensAt - countdownLeadMs) return 'scheduled';
  if (now < sale.opensAt) return 'countdown';
  if (now >= sale.closesAt) return 'closed';
  return isSoldOut(sale.queue, totals) ? 'sold-out' : 'open';
}

/** Whether nothing is to be had right now. With a queue: whether as many wait as could ever be served. */
export function isSoldOut(queue: boolean, { available, held, queued }: SaleTotals): boolean {
  return queue ? queued >= queueDepth * (available + held) : available === 0;
}

export function holdIdOf({ show, sale }: Pick<SaleTerms, 'show' | 'sale'>, randomHex: string): HoldId {
  return `${show}.${sale}.${randomHex}`;
}

/** Which sale a hold belongs to; null when it is no hold's id. */
export function saleOfHold(hold: HoldId): { show: ShowId; sale: SaleId } | null {
  const match = /^(?<show>[a-z0-9\-]{1,64})\.(?<sale>[a-z0-9\-]{1,64})\.[0-9a-f]{16}$/v.exec(hold);
  const { show, sale } = match?.groups ?? {};
  return show === undefined || sale === undefined ? null : { show, sale };
}
