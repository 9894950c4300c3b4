/** All that a sale's lines add up to: takes line after line, and decides nothing. */
import type { Key, ViewerId } from '../ids.ts';
import type { Grabbed } from './asks.ts';
import { Fifo } from './fifo.ts';
import type { Hold, HoldState, SaleLine } from './lines.ts';
import { blankTotals } from './totals.ts';
import type { HoldId, SaleEnd, SaleTerms, SaleTotals } from './terms.ts';

export interface KnownGrab {
  quantity: number;
  answer: Grabbed;
}

export class SaleRecord {
  terms: SaleTerms;
  totals: SaleTotals;
  ended: SaleEnd | null = null;
  /** Everything that is held is due since then; null for a sale that is not cancelled. */
  cancelledAt: number | null = null;
  /** When the last line was written. */
  now = 0;
  /** The highest number that the queue has given out. */
  lastNumber = 0;
  /** In the order of their first lines. */
  readonly holds = new Map<HoldId, Hold>();
  readonly #byKey = new Map<string, KnownGrab>();
  readonly #units = new Map<ViewerId, number>();
  /** In the order in which they run out: all last equally long, and no line is dated before the last. */
  readonly #expiring = new Fifo<HoldId>();
  readonly #queue = new Fifo<HoldId>();

  constructor(terms: SaleTerms) {
    this.terms = terms;
    this.totals = blankTotals(terms);
  }

  /** What a key of a viewer was answered: refusals are not remembered. */
  known(ask: { viewer: ViewerId; key: Key }): KnownGrab | undefined {
    return this.#byKey.get(keyOf(ask));
  }

  /** Units that a viewer holds, has bought, or waits for. */
  unitsOf(viewer: ViewerId): number {
    return this.#units.get(viewer) ?? 0;
  }

  /** The hold that runs out next. */
  oldestHold(): (Hold & { status: 'held' }) | null {
    for (let id = this.#expiring.first; id !== undefined; id = this.#expiring.first) {
      const hold = this.holds.get(id);
      if (hold?.status === 'held') return hold;
      this.#expiring.drop();
    }
    return null;
  }

  /** Who is next in the queue. */
  firstWaiting(): (Hold & { status: 'queued' }) | null {
    for (let id = this.#queue.first; id !== undefined; id = this.#queue.first) {
      const place = this.holds.get(id);
      if (place?.status === 'queued') return place;
      this.#queue.drop();
    }
    return null;
  }

  take(line: SaleLine): void {
    this.now = line.at;
    this.totals = line.after;
    switch (line.kind) {
      case 'open':
      case 'adjust':
        this.terms = line.terms;
        return;
      case 'close':
        this.ended = line.how;
        if (line.how === 'cancelled') this.cancelledAt = line.at;
        return;
      case 'queue':
        this.lastNumber = line.number;
        this.#queue.add(line.hold);
        this.#remember(line, { hold: line.hold, queued: line.number });
        return this.#put(line, { status: 'queued', number: line.number });
      case 'hold':
        this.#expiring.add(line.hold);
        if (line.number === undefined) this.#remember(line, { hold: line.hold, expiresAt: line.expiresAt });
        return this.#put(line, { status: 'held', expiresAt: line.expiresAt });
      case 'confirm':
        return this.#put(line, { status: 'confirmed', order: line.order });
      case 'release':
        this.#addUnits(line.viewer, -line.quantity);
        return this.#put(line, { status: 'released', by: line.by });
      case 'expire':
        this.#addUnits(line.viewer, -line.quantity);
        return this.#put(line, { status: 'expired' });
    }
  }

  #put({ hold, viewer, quantity, at }: Pick<Hold, 'hold' | 'viewer' | 'quantity' | 'at'>, state: HoldState): void {
    this.holds.set(hold, { hold, viewer, quantity, sale: this.terms.sale, at, ...state });
  }

  /** Of a grab's first line: from here on its key has an answer and its units count. */
  #remember(ask: { viewer: ViewerId; key: Key; quantity: number }, answer: Grabbed): void {
    this.#byKey.set(keyOf(ask), { quantity: ask.quantity, answer });
    this.#addUnits(ask.viewer, ask.quantity);
  }

  #addUnits(viewer: ViewerId, by: number): void {
    this.#units.set(viewer, this.unitsOf(viewer) + by);
  }
}

/** The length in front: keys of two viewers never meet, whatever stands in either. */
function keyOf({ viewer, key }: { viewer: ViewerId; key: Key }): string {
  return `${viewer.length} ${viewer} ${key}`;
}
