/** The book of one sale: decides every ask by the lines so far, and writes the next. Pure: time and ids are given. */
import type { Key, ViewerId } from '../ids.ts';
import { isRefusal, refuse } from '../protocol/errors.ts';
import type { Refusal } from '../protocol/errors.ts';
import type {
  Adjustment,
  ConfirmAsk,
  Confirmed,
  GrabAnswer,
  GrabAsk,
  Grabbed,
  ReleaseAsk,
  Released,
  SaleStanding,
} from './asks.ts';
import type { Hold, HoldState, LineWhat, SaleLine } from './lines.ts';
import { isSoldOut } from './terms.ts';
import type { HoldId, SaleEnd, SaleTerms, SaleTotals } from './terms.ts';

/** What was answered, to be given only once `lines` are durable. */
export interface Decision<Answer> {
  answer: Answer;
  lines: SaleLine[];
}

/**
 * Holds all of a sale in memory. Every method decides, takes the effect into the book at once, and returns the lines
 * that say so. A book whose lines could not be written is thrown away and read anew.
 */
export class SaleBook {
  #terms: SaleTerms;
  #totals: SaleTotals;
  #ended: SaleEnd | null = null;
  /** No line is dated before the last one, whatever its asker's clock says. */
  #now = 0;
  #holds = new Map<HoldId, Hold>();
  #byKey = new Map<string, { quantity: number; answer: Grabbed }>();
  /** Units that each viewer holds, has bought, or waits for. */
  #units = new Map<ViewerId, number>();
  /** Holds in the order in which they run out: all last equally long. */
  readonly #expiring = new Fifo<HoldId>();
  readonly #queue = new Fifo<HoldId>();
  #lastNumber = 0;
  #lines: SaleLine[] = [];

  private constructor(terms: SaleTerms) {
    this.#terms = terms;
    this.#totals = blankTotals(terms);
  }

  /** A book's beginning. */
  static open(terms: SaleTerms, at: number): Decision<SaleBook> {
    const book = new SaleBook(terms);
    book.#write({ kind: 'open', terms }, at);
    return { answer: book, lines: book.#take() };
  }

  /** The book that these lines, which begin with the first, have written; null for none. */
  static replay(lines: Iterable<SaleLine>): SaleBook | null {
    let book: SaleBook | null = null;
    for (const line of lines) {
      if (line.kind === 'open') book ??= new SaleBook(line.terms);
      if (book) book.#apply(line);
    }
    return book;
  }

  get standing(): SaleStanding {
    return { terms: this.#terms, totals: this.#totals, ended: this.#ended, nextExpiryAt: this.#nextExpiryAt() };
  }

  /** Every hold and place in the queue there ever was, oldest first. */
  holds(): Hold[] {
    return [...this.#holds.values()];
  }

  /** Opens again while nobody has asked for anything: the new terms count. Otherwise the terms must be the very same. */
  reopen(terms: SaleTerms, at: number): Decision<SaleStanding | Refusal> {
    const isSame = JSON.stringify(terms) === JSON.stringify(this.#terms);
    if (!isSame) {
      if (this.#holds.size > 0 || this.#ended) return no('sale/exists');
      this.#write({ kind: 'open', terms }, at);
    }
    return this.#done(this.standing);
  }

  adjust(change: Adjustment, at: number): Decision<SaleStanding | Refusal> {
    this.#expireDue(at);
    if (this.#ended || this.#isPast(at)) return this.#no('sale/ended');
    const refusal = this.#wrongIn(change, at);
    if (refusal) return this.#done(refusal);
    const given = Object.entries(change).filter(([, value]) => value !== undefined);
    const terms: SaleTerms = { ...this.#terms, ...(Object.fromEntries(given) as Partial<SaleTerms>) };
    if (JSON.stringify(terms) !== JSON.stringify(this.#terms)) this.#write({ kind: 'adjust', terms }, at);
    return this.#done(this.standing);
  }

  /** A close leaves what is held to be confirmed; a cancellation gives it all back. Asked again, the first end stands. */
  close(how: SaleEnd, at: number): Decision<SaleStanding> {
    this.#expireDue(at);
    if (!this.#ended) {
      if (how === 'cancelled') this.#releaseAll(at);
      this.#write({ kind: 'close', how }, at);
    }
    return this.#done(this.standing);
  }

  grab(ask: GrabAsk, at: number): Decision<GrabAnswer> {
    const known = this.#byKey.get(keyOf(ask));
    if (known) return known.quantity === ask.quantity ? this.#done(known.answer) : no('key-reused');
    this.#expireDue(at);
    const refusal = this.#whyNot(ask);
    if (refusal) return this.#done(refusal);
    const { hold, viewer, key, quantity } = ask;
    const what = { hold, viewer, key, quantity };
    if (this.#terms.queue) this.#write({ kind: 'queue', ...what, number: this.#lastNumber + 1 }, at);
    else this.#write({ kind: 'hold', ...what, expiresAt: this.#time(at) + this.#terms.holdMs }, at);
    return this.#done(this.#byKey.get(keyOf(ask))!.answer);
  }

  /** Gives up to `count` of those who wait their units, in the order of their numbers. */
  admit(count: number, at: number): Decision<SaleStanding> {
    this.#expireDue(at);
    for (let admitted = 0; admitted < count && !this.#ended && !this.#isPast(at);) {
      const id = this.#queue.first;
      const waiting = id === undefined ? undefined : this.#holds.get(id);
      if (!waiting) break;
      if (waiting.status !== 'queued') {
        this.#queue.drop();
        continue;
      }
      const { hold, viewer, quantity, number } = waiting;
      // Nobody overtakes whoever is first, even if there would be enough for somebody behind.
      if (this.#totals.available < quantity) break;
      const expiresAt = this.#time(at) + this.#terms.holdMs;
      this.#write({ kind: 'hold', hold, viewer, quantity, key: '', expiresAt, number }, at);
      admitted++;
    }
    return this.#done(this.standing);
  }

  confirm({ hold: id, order }: ConfirmAsk, at: number): Decision<Confirmed | Refusal> {
    this.#expireDue(at);
    const hold = this.#holds.get(id);
    if (!hold) return this.#no('hold/unknown');
    const { viewer, quantity } = hold;
    const answer = { hold: id, order, viewer, quantity };
    switch (hold.status) {
      case 'confirmed':
        return hold.order === order ? this.#done(answer) : this.#no('hold/confirmed');
      case 'held':
        this.#write({ kind: 'confirm', hold: id, viewer, quantity, order }, at);
        return this.#done(answer);
      case 'queued':
        return this.#no('hold/queued');
      case 'released':
        return this.#no('hold/released');
      case 'expired':
        return this.#no('hold/expired');
    }
  }

  release({ hold: id, viewer: by }: ReleaseAsk, at: number): Decision<Released | Refusal> {
    this.#expireDue(at);
    const hold = this.#holds.get(id);
    if (!hold || (by !== null && hold.viewer !== by)) return this.#no('hold/unknown');
    const { viewer, quantity } = hold;
    switch (hold.status) {
      case 'confirmed':
        return this.#no('hold/confirmed');
      case 'queued':
      case 'held':
        // The end of a sale has emptied its queue.
        if (hold.status === 'queued' && this.#ended) return this.#no('sale/ended');
        this.#write({ kind: 'release', hold: id, viewer, quantity, by: by === null ? 'shop' : 'viewer' }, at);
        return this.#done({ hold: id });
      case 'released':
        return this.#done({ hold: id });
      case 'expired':
        return this.#no('hold/expired');
    }
  }

  /** Puts back on sale what has run out by `at`. */
  expire(at: number): Decision<SaleStanding> {
    this.#expireDue(at);
    return this.#done(this.standing);
  }

  /* --------------------------------------------------------------- deciding */

  #whyNot({ viewer, quantity, arrivedAt }: GrabAsk): Refusal | null {
    const { opensAt, perViewer, queue } = this.#terms;
    if (this.#ended || this.#isPast(arrivedAt)) return refuse('sale/ended');
    if (opensAt === 0 || arrivedAt < opensAt) return refuse('not-open', { opensAt });
    if (!Number.isInteger(quantity) || quantity < 1) return refuse('bad-request', { detail: 'quantity: at least 1' });
    const mine = this.#units.get(viewer) ?? 0;
    if (mine + quantity > perViewer) return refuse('sale/limit', { perViewer, mine });
    if (isSoldOut(queue, this.#totals)) return refuse('sold-out');
    const left = this.#totals.available;
    return queue || quantity <= left ? null : refuse('sale/too-few', { left });
  }

  #wrongIn({ stock, perViewer, opensAt, closesAt }: Adjustment, at: number): Refusal | null {
    const { terms } = this.standing;
    const taken = this.#totals.held + this.#totals.sold;
    if (stock !== undefined && stock > terms.stock) return refuse('sale/only-down', { detail: `stock is ${terms.stock}` });
    if (stock !== undefined && stock < taken) return refuse('sale/below-taken', { detail: `${taken} are held or sold` });
    if (perViewer !== undefined && perViewer > terms.perViewer)
      return refuse('sale/only-down', { detail: `perViewer is ${terms.perViewer}` });
    if (opensAt === undefined && closesAt === undefined) return null;
    if (terms.opensAt !== 0 && at >= terms.opensAt) return opensAt === terms.opensAt ? null : refuse('sale/open');
    const isEarlier = terms.opensAt === 0 || (opensAt ?? 0) <= terms.opensAt;
    return isEarlier && (closesAt ?? 0) > (opensAt ?? 0) ? null : refuse('bad-request', { detail: 'opensAt: only earlier' });
  }

  #isPast(at: number): boolean {
    return this.#terms.opensAt !== 0 && at >= this.#terms.closesAt;
  }

  #expireDue(at: number): void {
    for (;;) {
      const dueAt = this.#nextExpiryAt();
      if (dueAt === null || dueAt > at) return;
      const { hold, viewer, quantity } = this.#holds.get(this.#expiring.first!)!;
      this.#write({ kind: 'expire', hold, viewer, quantity }, at);
    }
  }

  /** When the oldest hold runs out. Those that ended otherwise are passed over here. */
  #nextExpiryAt(): number | null {
    for (let id = this.#expiring.first; id !== undefined; id = this.#expiring.first) {
      const hold = this.#holds.get(id)!;
      if (hold.status === 'held') return hold.expiresAt;
      this.#expiring.drop();
    }
    return null;
  }

  #releaseAll(at: number): void {
    for (const { hold, viewer, quantity, status } of this.#holds.values())
      if (status === 'held' || status === 'queued')
        this.#write({ kind: 'release', hold, viewer, quantity, by: 'cancellation' }, at);
  }

  /* ---------------------------------------------------------------- writing */

  #time(at: number): number {
    return Math.max(this.#now, at);
  }

  #write(what: LineWhat, at: number): void {
    const line: SaleLine = { ...what, at: this.#time(at), after: this.#totalsAfter(what) };
    const { stock, available, held, sold } = line.after;
    // A bug, not a refusal: the adapter stops this sale and says so.
    if (available < 0 || held < 0 || available + held + sold !== stock)
      throw new Error(`the ledger of ${this.#terms.show}/${this.#terms.sale} does not add up: ${JSON.stringify(line)}`);
    this.#lines.push(line);
    this.#apply(line);
  }

  #totalsAfter(what: LineWhat): SaleTotals {
    const before = this.#totals;
    const next = { ...before, seq: before.seq + 1 };
    switch (what.kind) {
      case 'open':
        return { ...blankTotals(what.terms), seq: next.seq };
      case 'adjust': {
        const { stock, perViewer } = what.terms;
        return { ...next, stock, perViewer, available: stock - before.held - before.sold };
      }
      case 'close':
        return { ...next, queued: 0 };
      case 'queue':
        return { ...next, queued: before.queued + what.quantity };
      case 'hold': {
        const { quantity, number } = what;
        const from = number === undefined ? {} : { queued: before.queued - quantity, serving: number };
        return { ...next, ...from, available: before.available - quantity, held: before.held + quantity };
      }
      case 'confirm':
        return { ...next, held: before.held - what.quantity, sold: before.sold + what.quantity };
      case 'release':
        if (this.#holds.get(what.hold)?.status === 'queued') return { ...next, queued: before.queued - what.quantity };
        return { ...next, held: before.held - what.quantity, available: before.available + what.quantity };
      case 'expire':
        return { ...next, held: before.held - what.quantity, available: before.available + what.quantity };
    }
  }

  /** Takes a line into the book: the only place where it changes. */
  #apply(line: SaleLine): void {
    this.#now = line.at;
    this.#totals = line.after;
    switch (line.kind) {
      case 'open':
      case 'adjust':
        this.#terms = line.terms;
        return;
      case 'close':
        this.#ended = line.how;
        return;
      case 'queue':
        this.#lastNumber = line.number;
        this.#remember(line, { hold: line.hold, queued: line.number });
        this.#addUnits(line.viewer, line.quantity);
        this.#queue.add(line.hold);
        return this.#put(line, { status: 'queued', number: line.number });
      case 'hold':
        if (line.number === undefined) {
          this.#remember(line, { hold: line.hold, expiresAt: line.expiresAt });
          this.#addUnits(line.viewer, line.quantity);
        }
        this.#expiring.add(line.hold);
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
    this.#holds.set(hold, { hold, viewer, quantity, sale: this.#terms.sale, at, ...state });
  }

  #remember(ask: { viewer: ViewerId; key: Key; quantity: number }, answer: Grabbed): void {
    this.#byKey.set(keyOf(ask), { quantity: ask.quantity, answer });
  }

  #addUnits(viewer: ViewerId, by: number): void {
    this.#units.set(viewer, (this.#units.get(viewer) ?? 0) + by);
  }

  #take(): SaleLine[] {
    const lines = this.#lines;
    this.#lines = [];
    return lines;
  }

  #done<Answer>(answer: Answer): Decision<Answer> {
    return { answer, lines: this.#take() };
  }

  /** A refusal; what ran out meanwhile is written all the same. */
  #no(code: Parameters<typeof refuse>[0]): Decision<Refusal> {
    return this.#done(refuse(code));
  }
}

/** Whether an answer was a grab's success. */
export function isGrabbed(answer: GrabAnswer): answer is Grabbed {
  return !isRefusal(answer);
}

function blankTotals({ stock, perViewer }: SaleTerms): SaleTotals {
  return { seq: 0, stock, perViewer, available: stock, held: 0, sold: 0, queued: 0, serving: 0 };
}

function no(code: Parameters<typeof refuse>[0]): Decision<Refusal> {
  return { answer: refuse(code), lines: [] };
}

/** Viewer ids hold no spaces: keys of two viewers never meet. */
function keyOf({ viewer, key }: { viewer: ViewerId; key: Key }): string {
  return `${viewer} ${key}`;
}

/** First in, first out, without moving what is behind. */
class Fifo<Item> {
  #items: Item[] = [];
  #head = 0;

  get first(): Item | undefined {
    return this.#items[this.#head];
  }

  add(item: Item): void {
    this.#items.push(item);
  }

  drop(): void {
    this.#head++;
    if (this.#head < 1024 || this.#head * 2 < this.#items.length) return;
    this.#items = this.#items.slice(this.#head);
    this.#head = 0;
  }
}
