/** Which books are worth their memory: those that were asked for last, up to so many lines together. */
import type { SaleName } from '../../shared/sale/index.ts';

interface Kept {
  sale: SaleName;
  lines: number;
}

export class RecentBooks {
  readonly #most: number;
  /** The one that was asked for longest ago comes first. */
  readonly #books = new Map<string, Kept>();
  #lines = 0;

  /** `most`: how many lines may stay, about 600 bytes each. */
  constructor(most: number) {
    this.#most = most;
  }

  /** A book was asked for. `lines`: how many it has now, if that has changed. */
  use(sale: SaleName, lines?: number): void {
    const key = `${sale.show}.${sale.sale}`;
    const known = this.#books.get(key);
    const size = lines ?? known?.lines ?? 0;
    if (size === 0) return;
    this.#books.delete(key);
    this.#books.set(key, { sale, lines: size });
    this.#lines += size - (known?.lines ?? 0);
  }

  /** Takes out what is beyond the limit; the last one asked for stays, however large. */
  surplus(): SaleName[] {
    const out: SaleName[] = [];
    for (const [key, { sale, lines }] of this.#books) {
      if (this.#lines <= this.#most || this.#books.size === 1) break;
      this.#books.delete(key);
      this.#lines -= lines;
      out.push(sale);
    }
    return out;
  }
}
