/** All books of one ledger: finds the book that an ask is about, and lets it decide. */
import { refuse } from '../protocol/errors.ts';
import type { Refusal } from '../protocol/errors.ts';
import type { Adjustment, ConfirmAsk, Confirmed, GrabAnswer, GrabAsk, ReleaseAsk, Released, SaleStanding } from './asks.ts';
import { SaleBook } from './book.ts';
import type { Decision } from './book.ts';
import type { SaleLine } from './lines.ts';
import { sweepLimit } from './sweep-limit.ts';
import { saleOfHold } from './terms.ts';
import type { SaleEnd, SaleName, SaleRef, SaleTerms } from './terms.ts';

/** Everything that may be asked of a ledger, as data. */
export type LedgerAsk =
  | { kind: 'open'; terms: SaleTerms; at: number }
  | { kind: 'adjust'; sale: SaleRef; change: Adjustment; at: number }
  | { kind: 'close'; sale: SaleRef; how: SaleEnd; at: number }
  | { kind: 'grab'; sale: SaleRef; ask: GrabAsk }
  | { kind: 'admit'; sale: SaleRef; count: number; at: number }
  | { kind: 'confirm'; ask: ConfirmAsk; at: number }
  | { kind: 'release'; ask: ReleaseAsk; at: number }
  | { kind: 'expire'; sale: SaleRef; at: number }
  | { kind: 'totals'; sale: SaleRef };

export type LedgerAnswer = SaleStanding | GrabAnswer | Confirmed | Released | Refusal;

/** What an ask came to: the answer, to be given once `lines` of `sale` are durable. */
export interface Ruling extends Decision<LedgerAnswer> {
  sale: SaleName;
}

export class Shelf {
  readonly generation: string;
  readonly #read: (sale: SaleName) => Iterable<SaleLine>;
  readonly #books = new Map<string, SaleBook>();

  /** `read` returns a sale's lines so far: a book is read when it is first asked for. */
  constructor(generation: string, read: (sale: SaleName) => Iterable<SaleLine>) {
    this.generation = generation;
    this.#read = read;
  }

  /**
   * Throws when a book does not add up: a bug, which must stop that sale only. Of such an ask nothing is kept. `mostSwept`
   * is for those who have several asks decided in one go, and keep everybody waiting until all are done.
   */
  rule(ask: LedgerAsk, mostSwept = sweepLimit): Ruling {
    const sale = nameIn(ask);
    if (sale === null) return { sale: { show: '', sale: '' }, answer: refuse('hold/unknown'), lines: [] };
    if ('sale' in ask && ask.sale.generation !== this.generation) return { sale, answer: refuse('ledger-lost'), lines: [] };
    try {
      return { sale, ...this.#decide(sale, ask, mostSwept) };
    } catch (error) {
      this.forget(sale);
      throw error;
    }
  }

  /** The sale's book; null when it was never opened here. */
  book(sale: SaleName): SaleBook | null {
    const known = this.#books.get(keyOf(sale));
    if (known) return known;
    const read = SaleBook.replay(this.#read(sale));
    if (read) this.#books.set(keyOf(sale), read);
    return read;
  }

  /** Throws a book away: what it says was not written, and it is read anew when it is next asked for. */
  forget(sale: SaleName): void {
    this.#books.delete(keyOf(sale));
  }

  #decide(sale: SaleName, ask: LedgerAsk, mostSwept: number): Decision<LedgerAnswer> {
    const book = this.book(sale);
    if (!book && ask.kind === 'open') return this.#open(ask.terms, ask.at);
    if (!book) return { answer: refuse('sale' in ask ? 'ledger-lost' : 'hold/unknown'), lines: [] };
    book.mostSwept = mostSwept;
    return decide(book, ask);
  }

  #open(terms: SaleTerms, at: number): Decision<SaleStanding> {
    const { answer: book, lines } = SaleBook.open(terms, at);
    this.#books.set(keyOf(terms), book);
    return { answer: book.standing, lines };
  }
}

function decide(book: SaleBook, ask: LedgerAsk): Decision<LedgerAnswer> {
  switch (ask.kind) {
    case 'open':
      return book.reopen(ask.terms, ask.at);
    case 'adjust':
      return book.adjust(ask.change, ask.at);
    case 'close':
      return book.close(ask.how, ask.at);
    case 'grab':
      return book.grab(ask.ask, ask.ask.arrivedAt);
    case 'admit':
      return book.admit(ask.count, ask.at);
    case 'confirm':
      return book.confirm(ask.ask, ask.at);
    case 'release':
      return book.release(ask.ask, ask.at);
    case 'expire':
      return book.expire(ask.at);
    case 'totals':
      return { answer: book.standing, lines: [] };
  }
}

function nameIn(ask: LedgerAsk): SaleName | null {
  if (ask.kind === 'open') return { show: ask.terms.show, sale: ask.terms.sale };
  return 'sale' in ask ? { show: ask.sale.show, sale: ask.sale.sale } : saleOfHold(ask.ask.hold);
}

function keyOf({ show, sale }: SaleName): string {
  return `${show}.${sale}`;
}
