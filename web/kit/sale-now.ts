/** Where a sale stands at this very moment: by the server's word, and from zero on by the page's own clock. */
import type { ToJSON } from '@colyseus/schema';
import { countdownLeadMs, statusOf } from '../../shared/sale/terms.ts';
import type { SaleEnd, SaleStatus } from '../../shared/sale/terms.ts';
import type { SaleState } from '../../shared/state/show-state.ts';

export type SaleJson = ToJSON<SaleState>;

/** A moment of server time, and whether the clock that tells it is to be trusted. */
export interface Moment {
  now: number;
  isSure: boolean;
}

/** The button opens and closes by the clock, without waiting for word; what the server says has happened has happened. */
export function statusNow(sale: SaleJson, { now, isSure }: Moment): SaleStatus {
  const told = sale.status as SaleStatus;
  if (isStopped(sale) && told !== 'cancelled') return 'closed';
  if (!isSure || told === 'closed' || told === 'cancelled' || sale.opensAt === 0) return told;
  const hasOpened = told === 'open' || told === 'sold-out';
  const { stock, left: available, held, sold, perViewer, queued, serving } = sale;
  const totals = { seq: 0, stock, perViewer, available, held, sold, queued, serving };
  return statusOf({ ...sale, ended: null }, totals, hasOpened ? Math.max(now, sale.opensAt) : now);
}

/** Whether a fault has ended it: its ledger is gone, and whatever was held in it cannot be paid any more. */
export function isStopped({ stopped }: Pick<SaleJson, 'stopped'>): boolean {
  return stopped === 'ledger-lost';
}

/** The moments at which a sale's status may change by time alone. */
export function turnsOf({ opensAt, closesAt }: SaleJson): number[] {
  return opensAt === 0 ? [] : [opensAt - countdownLeadMs, opensAt, closesAt];
}

export function hasEnded(status: SaleStatus): status is SaleEnd {
  return status === 'closed' || status === 'cancelled';
}

/** The sales that are meant for this audience: those of a rehearsal are for its time only. */
export function salesOf(show: { sales: Readonly<Record<string, SaleJson>>; rehearsal: boolean } | null): SaleJson[] {
  return Object.values(show?.sales ?? {}).filter((sale) => show?.rehearsal || !sale.rehearsal);
}
