/** What the synced state shows of the sales: a row for each, and for a while those that are gone. */
import type { ToJSON } from '@colyseus/schema';
import { commitmentTo } from '../../shared/game-kit/index.ts';
import { statusOf } from '../../shared/sale/index.ts';
import type { SaleId } from '../../shared/sale/index.ts';
import type { SaleState } from '../../shared/state/index.ts';
import type { SaleCore } from './core-state.ts';

type Row = ToJSON<SaleState>;

/**
 * A whole state does not mention rows that were taken away: whoever missed that keeps them. So a row is shown as ended
 * first, for longer than anybody may be without state.
 */
const lingerMs = 60_000;

export class SaleBoard {
  #rows = new Map<SaleId, Row>();
  readonly #goneAt = new Map<SaleId, number>();

  /** All rows as they are at server time `now`. */
  rows(sales: readonly SaleCore[], now: number): Record<SaleId, Row> {
    const rows = new Map(sales.map((sale) => [sale.id, this.#rowOf(sale, now)]));
    for (const [id, row] of this.#rows) if (!rows.has(id) && this.#lingers(id, now)) rows.set(id, endedRow(row));
    this.#rows = rows;
    return Object.fromEntries(rows);
  }

  #lingers(id: SaleId, now: number): boolean {
    const goneAt = this.#goneAt.get(id) ?? now;
    this.#goneAt.set(id, goneAt);
    if (now < goneAt + lingerMs) return true;
    this.#goneAt.delete(id);
    return false;
  }

  #rowOf({ id, card, standing, seed, stopped: why }: SaleCore, now: number): Row {
    const { terms, totals, ended } = standing;
    const { opensAt, closesAt, queue, rehearsal } = terms;
    const { stock, perViewer, available: left, held, sold, queued, serving } = totals;
    const numbers = { stock, left, held, sold, perViewer, queued, serving };
    const status = statusOf({ ...terms, ended }, totals, now);
    const commitment = this.#rows.get(id)?.commitment ?? commitmentTo(seed);
    return { id, ...card, ...numbers, status, opensAt, closesAt, queue, rehearsal, commitment, stopped: why ?? '' };
  }
}

/** A sale that has left the show is over, even if nobody heard of its end. */
function endedRow(row: Row): Row {
  return row.status === 'closed' ? row : { ...row, status: 'cancelled' };
}
