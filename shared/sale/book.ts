/** The book of one sale: decides every ask by the lines so far, and writes the next. Pure: time and ids are given. */
import { refuse } from '../protocol/errors.ts';
import type { ErrorCode, Refusal } from '../protocol/errors.ts';
import type { Adjustment, ConfirmAsk, Confirmed, GrabAnswer, GrabAsk, ReleaseAsk, Released, SaleStanding } from './asks.ts';
import type { Hold, LineWhat, ReleasedBy, SaleLine } from './lines.ts';
import { SaleRecord } from './record.ts';
import type { HoldId, SaleEnd, SaleTerms } from './terms.ts';
import { sweepLimit } from './sweep-limit.ts';
import { addsUp, totalsAfter } from './totals.ts';
import { isPast, whyNoAdjustment, whyNoGrab } from './why-not.ts';

/** What was answered, to be given only once `lines` are durable. */
export interface Decision<Answer> {
  answer: Answer;
  lines: SaleLine[];
}

type Held = Hold & { status: 'held' };

/**
 * Holds all of a sale in memory. Every method decides, takes the effect into the book at once, and returns the lines
 * that say so. A book whose lines could not be written, or that threw, is thrown away and read anew.
 */
export class SaleBook {
  /** Holds that an ask gives up at most because they are due, besides the one that it is about. */
  mostSwept = sweepLimit;
  readonly #record: SaleRecord;
  /** Written, but not yet handed out with a decision. */
  #lines: SaleLine[] = [];

  private constructor(record: SaleRecord) {
    this.#record = record;
  }

  /** A book's beginning. */
  static open(terms: SaleTerms, at: number): Decision<SaleBook> {
    const book = new SaleBook(new SaleRecord(terms));
    book.#write({ kind: 'open', terms }, at);
    const { lines } = book.#done(null);
    return { answer: book, lines };
  }

  /** The book that these lines, which begin with the first, have written; null for none. */
  static replay(lines: Iterable<SaleLine>): SaleBook | null {
    let record: SaleRecord | null = null;
    for (const line of lines) {
      if (line.kind === 'open') record ??= new SaleRecord(line.terms);
      record?.take(line);
    }
    return record && new SaleBook(record);
  }

  get standing(): SaleStanding {
    const { terms, totals, ended, cancelledAt } = this.#record;
    const oldest = this.#record.oldestHold();
    return { terms, totals, ended, nextExpiryAt: oldest && (cancelledAt ?? oldest.expiresAt) };
  }

  /** Every hold and place in the queue there ever was, oldest first. */
  holds(): Hold[] {
    return [...this.#record.holds.values()];
  }

  /** Opens again while nobody has asked for anything: the new terms count. Otherwise the terms must be the very same. */
  reopen(terms: SaleTerms, at: number): Decision<SaleStanding | Refusal> {
    const { holds, ended } = this.#record;
    if (!isSame(terms, this.#record.terms)) {
      if (holds.size > 0 || ended) return this.#no('sale/exists');
      this.#write({ kind: 'open', terms }, at);
    }
    return this.#done(this.standing);
  }

  adjust(change: Adjustment, at: number): Decision<SaleStanding | Refusal> {
    this.#sweep(at);
    const refusal = whyNoAdjustment(this.#record, change, this.#time(at));
    if (refusal) return this.#done(refusal);
    const before = this.#record.terms;
    const { stock = before.stock, perViewer = before.perViewer, opensAt = before.opensAt, closesAt = before.closesAt } = change;
    const terms: SaleTerms = { ...before, stock, perViewer, opensAt, closesAt };
    if (!isSame(terms, before)) this.#write({ kind: 'adjust', terms }, at);
    return this.#done(this.standing);
  }

  /** A close leaves what is held to be confirmed; after a cancellation all of it is due. Asked again, the first end stands. */
  close(how: SaleEnd, at: number): Decision<SaleStanding> {
    if (!this.#record.ended) this.#write({ kind: 'close', how }, at);
    this.#sweep(at);
    return this.#done(this.standing);
  }

  grab(ask: GrabAsk, at: number): Decision<GrabAnswer> {
    const known = this.#record.known(ask);
    if (known) return known.quantity === ask.quantity ? this.#done(known.answer) : this.#no('key-reused');
    this.#sweep(at);
    const refusal = whyNoGrab(this.#record, ask, this.#record.unitsOf(ask.viewer));
    if (refusal) return this.#done(refusal);
    const { hold, viewer, key, quantity } = ask;
    // Another's hold stays another's: the next try brings another id.
    if (this.#record.holds.has(hold)) return this.#no('busy');
    const what = { hold, viewer, key, quantity };
    if (this.#record.terms.queue) {
      const number = this.#record.lastNumber + 1;
      this.#write({ kind: 'queue', ...what, number }, at);
      return this.#done({ hold, queued: number });
    }
    const expiresAt = this.#expiryOf(at);
    this.#write({ kind: 'hold', ...what, expiresAt }, at);
    return this.#done({ hold, expiresAt });
  }

  /** Gives up to `count` of those who wait their units, in the order of their numbers. */
  admit(count: number, at: number): Decision<SaleStanding> {
    this.#sweep(at);
    if (this.#record.ended || isPast(this.#record.terms, this.#time(at))) return this.#done(this.standing);
    for (let admitted = 0, passedOver = 0; admitted < count && passedOver < sweepLimit;) {
      const waiting = this.#record.firstWaiting();
      if (!waiting) break;
      const { hold, viewer, quantity, number } = waiting;
      const { available, held } = this.#record.totals;
      if (quantity > available + held) {
        // Too many were sold meanwhile: even if every hold ran out, this could not be served.
        this.#release(waiting, 'shortage', at);
        passedOver++;
        continue;
      }
      // Nobody overtakes whoever is first, even if there would be enough for somebody behind.
      if (quantity > available) break;
      this.#write({ kind: 'hold', hold, viewer, quantity, key: '', expiresAt: this.#expiryOf(at), number }, at);
      admitted++;
    }
    return this.#done(this.standing);
  }

  confirm({ hold: id, order }: ConfirmAsk, at: number): Decision<Confirmed | Refusal> {
    this.#sweep(at);
    const hold = this.#holdAt(id, at);
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
    this.#sweep(at);
    const hold = this.#holdAt(id, at);
    if (!hold || (by !== null && hold.viewer !== by)) return this.#no('hold/unknown');
    switch (hold.status) {
      case 'confirmed':
        return this.#no('hold/confirmed');
      case 'queued':
      case 'held':
        // The end of a sale has emptied its queue.
        if (hold.status === 'queued' && this.#record.ended) return this.#no('sale/ended');
        this.#release(hold, by === null ? 'shop' : 'viewer', at);
        return this.#done({ hold: id });
      case 'released':
        return this.#done({ hold: id });
      case 'expired':
        return this.#no('hold/expired');
    }
  }

  /** Puts back on sale what is due by `at`, a step of it: more is due at once if `nextExpiryAt` says so. */
  expire(at: number): Decision<SaleStanding> {
    this.#sweep(at);
    return this.#done(this.standing);
  }

  /** Gives up what is due, oldest first, as much as one ask may. */
  #sweep(at: number): void {
    for (let swept = 0; swept < this.mostSwept; swept++) {
      const oldest = this.#record.oldestHold();
      if (!oldest || !this.#isDue(oldest, at)) return;
      this.#giveUp(oldest, at);
    }
  }

  /** A hold as it is by `at`, even if no sweep has come to it. */
  #holdAt(id: HoldId, at: number): Hold | undefined {
    const hold = this.#record.holds.get(id);
    if (hold?.status !== 'held' || !this.#isDue(hold, at)) return hold;
    this.#giveUp(hold, at);
    return this.#record.holds.get(id);
  }

  #isDue({ expiresAt }: Held, at: number): boolean {
    return this.#record.cancelledAt !== null || expiresAt <= this.#time(at);
  }

  /** What had run out when the sale was cancelled has run out, whenever it is said. */
  #giveUp(of: Held, at: number): void {
    const { cancelledAt } = this.#record;
    if (cancelledAt !== null && of.expiresAt > cancelledAt) return this.#release(of, 'cancellation', at);
    const { hold, viewer, quantity } = of;
    this.#write({ kind: 'expire', hold, viewer, quantity }, at);
  }

  #release(of: Hold & { status: 'held' | 'queued' }, by: ReleasedBy, at: number): void {
    const { hold, viewer, quantity } = of;
    const place = of.status === 'queued' ? { number: of.number } : {};
    this.#write({ kind: 'release', hold, viewer, quantity, by, ...place }, at);
  }

  /** No line is dated before the last one, whatever its asker's clock says. */
  #time(at: number): number {
    return at > this.#record.now ? at : this.#record.now;
  }

  #expiryOf(at: number): number {
    return this.#time(at) + this.#record.terms.holdMs;
  }

  #write(what: LineWhat, at: number): void {
    const line: SaleLine = { ...what, at: this.#time(at), after: totalsAfter(this.#record.totals, what) };
    if (!addsUp(line.after)) {
      const { show, sale } = this.#record.terms;
      // A bug, not a refusal: the adapter stops this sale and says so.
      throw new Error(`the ledger of ${show}/${sale} does not add up: ${JSON.stringify(line)}`);
    }
    this.#lines.push(line);
    this.#record.take(line);
  }

  #done<Answer>(answer: Answer): Decision<Answer> {
    const lines = this.#lines;
    this.#lines = [];
    return { answer, lines };
  }

  /** A refusal; what ran out meanwhile is written all the same. */
  #no(code: ErrorCode): Decision<Refusal> {
    return this.#done(refuse(code));
  }
}

/** Field by field: the order of fields says nothing. */
function isSame(a: SaleTerms, b: SaleTerms): boolean {
  const fields = Object.keys({ ...a, ...b }) as (keyof SaleTerms)[];
  return fields.every((field) => a[field] === b[field]);
}
