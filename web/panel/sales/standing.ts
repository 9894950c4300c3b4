/** The sales of a show as the panel lists them: what everybody sees joined with what only panels know. */
import type { PanelSale, PanelState } from '../../../shared/protocol/messages.ts';
import type { SaleStatus } from '../../../shared/sale/terms.ts';
import type { ShowJson } from '../../../shared/state/show-state.ts';
import { salesOf } from '../../kit/sale-now.ts';
import type { Schedule } from './draft.ts';
import { totalOf } from './money.ts';

export type SaleJson = ShowJson['sales'][string];

export interface SaleRow extends SaleJson {
  /** Null until the panel's own message has come. */
  more: PanelSale | null;
}

/** Those that go on, the next to open first; those that are over, the last to close first. */
export interface SaleRows {
  going: SaleRow[];
  over: SaleRow[];
}

const ends: readonly string[] = ['closed', 'cancelled'] satisfies SaleStatus[];
const selling: readonly string[] = ['open', 'sold-out'] satisfies SaleStatus[];

export function isOver({ status }: Pick<SaleJson, 'status'>): boolean {
  return ends.includes(status);
}

/** It has opened: units can be had, or could if there were any. */
export function isSelling({ status }: Pick<SaleJson, 'status'>): boolean {
  return selling.includes(status);
}

/** What was sold in a rehearsal stands in the state for a while longer; its list ends with it. */
export function rowsOf(show: Pick<ShowJson, 'sales' | 'rehearsal'> | null, panel: Pick<PanelState, 'sales'> | null): SaleRows {
  const rows = salesOf(show).map((sale) => ({
    ...sale,
    more: panel?.sales.find(({ id }) => id === sale.id) ?? null,
  }));
  return {
    // One that opens by hand has no time yet: it comes after those that have.
    going: rows.filter((row) => !isOver(row)).toSorted((a, b) => (a.opensAt || Infinity) - (b.opensAt || Infinity) || 0),
    over: rows.filter(isOver).toReversed(),
  };
}

/** What is held or sold: no adjustment goes below it. */
export function taken({ held, sold }: Pick<SaleJson, 'held' | 'sold'>): number {
  return held + sold;
}

/** What is certainly paid, in minor units: held units are not counted. */
export function revenueOf({ price, sold }: Pick<SaleJson, 'price' | 'sold'>): bigint {
  return totalOf(price, sold);
}

/** Sales whose ledger was lost: stopped by nobody, and to be looked after by somebody. */
export function lostAmong({ going, over }: SaleRows): SaleRow[] {
  return [...going, ...over].filter(isLost);
}

export function isLost({ more }: Pick<SaleRow, 'more'>): boolean {
  return more?.stopped === 'ledger-lost';
}

/** The same sale once more, to be prepared anew with the stock and limit it ended with. */
export function again(row: SaleRow): Partial<Schedule> {
  const { product, title, image, checkoutUrl, price, currency, stock, perViewer, more } = row;
  return {
    product,
    title,
    ...(image === '' ? {} : { image }),
    ...(checkoutUrl === '' ? {} : { checkoutUrl }),
    price,
    currency,
    stock,
    perViewer,
    countdownMs: 30_000,
    ...(more ? { holdMs: more.holdMs, durationMs: more.durationMs } : {}),
    ...(more?.queue ? { queue: more.queue } : {}),
  };
}
