/** Adds a sale's lines up anew, from nothing but what each says was done, and holds the ledger's own totals against it. */
import type { HoldId, SaleLine, SaleTotals } from '../../shared/sale/index.ts';

export interface AddedUp {
  totals: SaleTotals;
  /** The number of the first line that does not follow from those before it; null when all do. */
  firstWrong: number | null;
}

/** A sum that grows line by line; written without the ledger's own arithmetic on purpose. */
export class LineSum {
  readonly #held = new Map<HoldId, number>();
  readonly #queued = new Map<HoldId, number>();
  #seq = 0;
  #stock = 0;
  #perViewer = 0;
  #heldUnits = 0;
  #queuedUnits = 0;
  #sold = 0;
  #serving = 0;
  #firstWrong: number | null = null;

  get result(): AddedUp {
    const [held, sold, stock] = [this.#heldUnits, this.#sold, this.#stock];
    const totals = {
      seq: this.#seq,
      stock,
      perViewer: this.#perViewer,
      available: stock - held - sold,
      held,
      sold,
      queued: this.#queuedUnits,
      serving: this.#serving,
    };
    return { totals, firstWrong: this.#firstWrong };
  }

  add(line: SaleLine): void {
    const isLawful = this.#take(line);
    this.#seq++;
    const { totals } = this.result;
    if (!isLawful || totals.available < 0 || !isSame(totals, line.after)) this.#firstWrong ??= this.#seq;
  }

  /** Whether the line may come after those before it. */
  #take(line: SaleLine): boolean {
    switch (line.kind) {
      case 'open':
      case 'adjust':
        this.#stock = line.terms.stock;
        this.#perViewer = line.terms.perViewer;
        return true;
      case 'close':
        this.#queued.clear();
        this.#queuedUnits = 0;
        return true;
      case 'queue':
        this.#queued.set(line.hold, line.quantity);
        this.#queuedUnits += line.quantity;
        return true;
      case 'hold': {
        const wasQueued = this.#unqueue(line.hold, line.quantity);
        if (line.number !== undefined) this.#serving = line.number;
        const isNew = !this.#held.has(line.hold);
        this.#held.set(line.hold, line.quantity);
        this.#heldUnits += line.quantity;
        return isNew && wasQueued === (line.number !== undefined);
      }
      case 'confirm':
        this.#sold += line.quantity;
        return this.#unhold(line.hold, line.quantity);
      case 'release':
        return this.#unqueue(line.hold, line.quantity) || this.#unhold(line.hold, line.quantity);
      case 'expire':
        return this.#unhold(line.hold, line.quantity);
    }
  }

  #unqueue(hold: HoldId, quantity: number): boolean {
    if (this.#queued.get(hold) !== quantity) return false;
    this.#queuedUnits -= quantity;
    return this.#queued.delete(hold);
  }

  #unhold(hold: HoldId, quantity: number): boolean {
    if (this.#held.get(hold) !== quantity) return false;
    this.#heldUnits -= quantity;
    return this.#held.delete(hold);
  }
}

function isSame(a: SaleTotals, b: SaleTotals): boolean {
  return (Object.keys(a) as (keyof SaleTotals)[]).every((part) => a[part] === b[part]);
}
