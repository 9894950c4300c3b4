/** The newest holds of sales, for lists that are looked at again and again: reading all of a large sale takes its time. */
import type { SaleLedger } from '../../rooms/sale-ledger.ts';
import type { Clock } from '../../rooms/services.ts';
import type { Hold, SaleName } from '../../shared/sale/index.ts';

export interface NewestHolds {
  /** All there ever were. */
  total: number;
  /** The newest first. */
  holds: readonly Hold[];
}

/** What was read is good for so many times as long as it took to read: a tenth of the time at most goes into reading. */
const rest = 9;
/** No list is longer. */
export const longestList = 500;

interface Read {
  newest: Promise<NewestHolds>;
  /** Monotonic ms; infinite while it is being read. */
  goodUntilMs: number;
}

export class HoldLists {
  readonly #ledger: Pick<SaleLedger, 'holds'>;
  readonly #clock: Pick<Clock, 'monotonic'>;
  readonly #reads = new Map<string, Read>();

  constructor(ledger: Pick<SaleLedger, 'holds'>, clock: Pick<Clock, 'monotonic'>) {
    this.#ledger = ledger;
    this.#clock = clock;
  }

  /** Rejects with a `LedgerError`. */
  of({ show, sale }: SaleName): Promise<NewestHolds> {
    const nowMs = this.#clock.monotonic();
    for (const [name, { goodUntilMs }] of this.#reads) if (goodUntilMs <= nowMs) this.#reads.delete(name);
    const name = `${show}.${sale}`;
    const known = this.#reads.get(name);
    if (known) return known.newest;
    const read: Read = { newest: this.#read({ show, sale }), goodUntilMs: Infinity };
    this.#reads.set(name, read);
    const done = (): void => {
      const doneMs = this.#clock.monotonic();
      read.goodUntilMs = doneMs + rest * (doneMs - nowMs);
    };
    read.newest.then(done, () => this.#reads.delete(name));
    return read.newest;
  }

  async #read(sale: SaleName): Promise<NewestHolds> {
    const all = await this.#ledger.holds(sale);
    return { total: all.length, holds: all.slice(-longestList).toReversed() };
  }
}
