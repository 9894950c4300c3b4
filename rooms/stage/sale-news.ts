/** What the ledger has said of a show's sales since it was last taken into the core: each sale's newest standing. */
import type { LedgerLine, SaleId, SaleLine, SaleStanding } from '../../shared/sale/index.ts';
import type { SaleHeard } from './core-events.ts';
import type { SaleCore } from './core-state.ts';

export class SaleNews {
  readonly #newest = new Map<SaleId, SaleHeard>();

  get isEmpty(): boolean {
    return this.#newest.size === 0;
  }

  /** How a sale stands by all that has been heard. */
  standingOf({ id, standing }: SaleCore): SaleStanding {
    const heard = this.#newest.get(id);
    return heard && (heard.isRewound || heard.standing.totals.seq >= standing.totals.seq) ? heard.standing : standing;
  }

  /** Takes a line of a sale that the core has. */
  hear(sale: SaleCore, line: LedgerLine): void {
    const before = this.standingOf(sale);
    if (line.after.seq > before.totals.seq) this.take({ sale: sale.id, standing: after(before, line) });
  }

  /** Takes the ledger's own word, which also says when the next hold runs out. */
  take(heard: SaleHeard): void {
    const known = this.#newest.get(heard.sale);
    // Lines that came while the ledger was asked may be newer.
    if (known && !heard.isRewound && known.standing.totals.seq > heard.standing.totals.seq) return;
    this.#newest.set(heard.sale, { ...known, ...heard });
  }

  /** All of it, once. */
  drain(): SaleHeard[] {
    const heard = [...this.#newest.values()];
    this.#newest.clear();
    return heard;
  }
}

/** A line does not say which hold runs out next once the first has ended otherwise: the time is then too early, never too late. */
function after({ terms, ended, nextExpiryAt }: SaleStanding, line: SaleLine): SaleStanding {
  const isTerms = line.kind === 'open' || line.kind === 'adjust';
  return {
    terms: isTerms ? line.terms : terms,
    totals: line.after,
    ended: line.kind === 'close' ? line.how : ended,
    nextExpiryAt: line.after.held > 0 ? dueAfter(nextExpiryAt, line) : null,
  };
}

function dueAfter(before: number | null, line: SaleLine): number | null {
  if (line.kind === 'hold') return Math.min(before ?? Infinity, line.expiresAt);
  // All that is held is to be given back.
  return line.kind === 'close' && line.how === 'cancelled' ? line.at : before;
}
