/** One sale as its desk knows it: what the stage ordered, and what the ledger has told since. */
import type { ShowId, ViewerId } from '../../shared/ids.ts';
import { isRefusal } from '../../shared/protocol/index.ts';
import { isSoldOut } from '../../shared/sale/index.ts';
import type { SaleEnd, SaleLine, SaleRef, SaleStanding, SaleTerms, SaleTotals } from '../../shared/sale/index.ts';
import { report } from '../guard.ts';
import type { Services } from '../services.ts';
import type { EdgeSale } from '../stage-wire.ts';
import { SaleHolds } from './sale-holds.ts';

/** What could not be read is read again after this long. */
const retryMs = 250;
/** The ledger is asked anew how the sale stands after this long, if somebody wants to know. */
const lookMs = 1000;

interface Concerned {
  /** A viewer has more or less than before. */
  onChanged(viewer: ViewerId): void;
  /** The ledger has forgotten lines that it told: what is known here is not so any more. */
  onRewound(sale: KnownSale): void;
}

export class KnownSale {
  readonly holds = new SaleHolds();
  readonly ref: SaleRef;
  readonly #services: Pick<Services, 'clock' | 'ledger' | 'log' | 'metrics'>;
  readonly #concerned: Concerned;
  #edge: EdgeSale;
  #terms: SaleTerms | null = null;
  #totals: SaleTotals | null = null;
  #ended: SaleEnd | null = null;
  /** Whether everything up to `#totals` is known: until then the ledger alone can say what is left, and who has what. */
  #isWhole = false;
  #isForgotten = false;
  /** When it was last asked how the sale stands, monotonic ms. */
  #lookedMs: number;
  #cancelRetry: (() => void) | null = null;

  /** Begins to read what the ledger has of the sale. */
  constructor(
    services: Pick<Services, 'clock' | 'ledger' | 'log' | 'metrics'>,
    { show, edge, concerned }: { show: ShowId; edge: EdgeSale; concerned: Concerned },
  ) {
    this.#services = services;
    this.#concerned = concerned;
    this.#edge = edge;
    this.#lookedMs = services.clock.monotonic();
    this.ref = { show, sale: edge.id, generation: edge.generation };
    void this.#read();
  }

  get edge(): EdgeSale {
    return this.#edge;
  }

  /** When it opens, epoch ms; 0 when that is not known. */
  get opensAt(): number {
    return this.#times.opensAt;
  }

  /** When it takes no more grabs; 0 while the opening is not known. */
  get closesAt(): number {
    return this.#times.closesAt;
  }

  /** Whether it takes no more grabs, whatever is left. */
  isOver(now: number): boolean {
    const { opensAt, closesAt } = this.#times;
    return this.ended !== null || (opensAt !== 0 && now >= closesAt);
  }

  get ended(): SaleEnd | null {
    return this.#ended ?? this.#edge.ended;
  }

  /** Whether it is known who has what. */
  get isWhole(): boolean {
    return this.#isWhole;
  }

  /** Whether it is certain that nothing is left right now. */
  get isSoldOut(): boolean {
    return this.#isWhole && this.#totals !== null && isSoldOut(this.#edge.queue, this.#totals);
  }

  /** Units that can be had right now, as far as is known. */
  get left(): number {
    return this.#totals?.available ?? 0;
  }

  order(edge: EdgeSale): void {
    this.#edge = edge;
  }

  /** Takes a line of this sale. */
  take(line: SaleLine): void {
    const isMissingSome = this.#isWhole && line.after.seq > this.#totals!.seq + 1;
    if (line.after.seq > (this.#totals?.seq ?? 0)) this.#totals = line.after;
    if (line.kind === 'open' || line.kind === 'adjust') this.#terms = line.terms;
    if (line.kind === 'close') this.#end(line.how);
    const viewer = this.holds.take(this.ref.sale, line);
    if (viewer !== null) this.#concerned.onChanged(viewer);
    if (!isMissingSome) return;
    this.#isWhole = false;
    void this.#read();
  }

  /** Asks whether the ledger still knows what it told: a store that may lose its last second comes back without a word. */
  lookAgain(): void {
    const nowMs = this.#services.clock.monotonic();
    if (!this.#isWhole || nowMs < this.#lookedMs + lookMs) return;
    this.#lookedMs = nowMs;
    this.#compare().catch((error: unknown) => report(this.#services, 'ledger', error));
  }

  /** Follows the sale no more. */
  forget(): void {
    this.#isForgotten = true;
    this.#cancelRetry?.();
  }

  /** Terms only ever bring the opening forward: the earlier one is the newer. */
  get #times(): Pick<SaleTerms, 'opensAt' | 'closesAt'> {
    const terms = this.#terms;
    if (!terms || terms.opensAt === 0) return this.#edge;
    return this.#edge.opensAt === 0 || terms.opensAt < this.#edge.opensAt ? terms : this.#edge;
  }

  /** Reads how the sale stands, then its holds: so none is missing of those that the standing counts. */
  async #read(): Promise<void> {
    try {
      const standing = await this.#services.ledger.totals(this.ref);
      // A ledger that is lost stays so: the stage will stop the sale, and the ledger refuses its grabs meanwhile.
      if (isRefusal(standing) && standing.code === 'ledger-lost') return;
      if (isRefusal(standing)) return this.#readLater();
      const holds = await this.#services.ledger.holds(this.ref);
      if (this.#isForgotten) return;
      for (const hold of holds) if (this.holds.put(hold)) this.#concerned.onChanged(hold.viewer);
      this.#takeStanding(standing);
      this.#isWhole = true;
    } catch (error) {
      report(this.#services, 'ledger', error);
      this.#readLater();
    }
  }

  async #compare(): Promise<void> {
    const { seq } = this.#totals!;
    const standing = await this.#services.ledger.totals(this.ref);
    if (!isRefusal(standing) && standing.totals.seq < seq) this.#concerned.onRewound(this);
  }

  #readLater(): void {
    if (!this.#isForgotten) this.#cancelRetry = this.#services.clock.after(retryMs, () => void this.#read());
  }

  #takeStanding({ terms, totals, ended }: SaleStanding): void {
    if (ended) this.#end(ended);
    // Lines that came meanwhile are newer.
    if (totals.seq <= (this.#totals?.seq ?? 0)) return;
    this.#totals = totals;
    this.#terms = terms;
  }

  #end(how: SaleEnd): void {
    if (this.#ended) return;
    this.#ended = how;
    // The end empties the queue.
    for (const viewer of this.holds.waiting()) this.#concerned.onChanged(viewer);
  }
}
