/** The two outboxes: the sale ledger's lines, and the events in the journal. Each is read from a cursor on. */
import type { SaleLedger } from '../../rooms/sale-ledger.ts';
import type { Journal, StoredEvent } from '../../rooms/journal.ts';
import type { Shows } from '../../rooms/services.ts';
import type { Cursor, Cursors, JournalCursor, LedgerCursor } from '../../rooms/webhooks.ts';
import type { Occurrence } from './occurrence.ts';
import { SaleEvents } from './sale-events.ts';
import type { LedgerLine } from '../../shared/sale/index.ts';

export interface Outbox {
  /** Where reading goes on; null: at the beginning. */
  readonly cursor: Cursor | null;
  /** What comes next; null when there is nothing. Rejects when the outbox cannot be read. */
  read(wanted: Wanted): Promise<Page | null>;
  /** Reading goes on from here. */
  moveTo(cursor: Cursor): void;
}

export interface Page {
  occurrences: Occurrence[];
  /** Stands behind them. */
  cursor: Cursor;
  hasMore: boolean;
}

/** Whether anybody is told of a show at all: what nobody is told is passed over. */
export type Wanted = (show: string) => boolean;

/** How many lines or events are taken in one go. */
const pageSize = 200;

export class LedgerOutbox implements Outbox {
  readonly #ledger: Pick<SaleLedger, 'lines' | 'tail'>;
  readonly #events: SaleEvents;
  #cursor: LedgerCursor | null;
  /** Which ledger this is; looked at again whenever there was nothing to read. */
  #first: string | null = null;

  constructor(ledger: Pick<SaleLedger, 'lines' | 'tail'>, shows: Pick<Shows, 'sale'>, { ledger: cursor }: Cursors) {
    this.#ledger = ledger;
    this.#events = new SaleEvents(ledger, shows);
    this.#cursor = cursor;
  }

  get cursor(): LedgerCursor | null {
    return this.#cursor;
  }

  async read(wanted: Wanted): Promise<Page | null> {
    const first = (this.#first ??= await this.#readFirst());
    if (first === null) return null;
    // Another ledger, begun anew: its positions have nothing to do with where we were.
    const isSame = this.#cursor?.first === first;
    const lines = await this.#ledger.tail(isSame ? this.#cursor!.position : null, pageSize);
    const last = lines.at(-1);
    if (!last) {
      this.#first = null;
      return null;
    }
    const occurrences: Occurrence[] = [];
    for (const line of lines) {
      const occurrence = wanted(line.show) ? await this.#events.of(line) : null;
      if (occurrence) occurrences.push(occurrence);
    }
    const cursor = { source: 'ledger', position: last.position, first } as const;
    return { occurrences, cursor, hasMore: lines.length === pageSize };
  }

  moveTo(cursor: LedgerCursor): void {
    this.#cursor = cursor;
  }

  /** Leaves out these lines, the newest there are, because nobody is told anything. */
  passOver(lines: readonly LedgerLine[]): void {
    const last = lines.at(-1);
    if (this.#cursor && last) this.#cursor = { ...this.#cursor, position: last.position };
  }

  async #readFirst(): Promise<string | null> {
    const [first] = await this.#ledger.tail(null, 1);
    return first ? nameOf(first) : null;
  }
}

/** What a ledger is known by: no two begin with the same line. */
function nameOf({ show, sale, at, position }: LedgerLine): string {
  return `${show}.${sale} ${at} ${position}`;
}

export class JournalOutbox implements Outbox {
  readonly #journal: Pick<Journal, 'events'>;
  #cursor: JournalCursor | null;

  constructor(journal: Pick<Journal, 'events'>, { journal: cursor }: Cursors) {
    this.#journal = journal;
    this.#cursor = cursor;
  }

  get cursor(): JournalCursor | null {
    return this.#cursor;
  }

  async read(wanted: Wanted): Promise<Page | null> {
    const events = await this.#journal.events(this.#cursor?.position ?? 0, pageSize);
    const last = events.at(-1);
    if (!last) return null;
    const occurrences = events.filter(({ show }) => wanted(show)).map(occurrenceOf);
    const cursor = { source: 'journal', position: last.position } as const;
    return { occurrences, cursor, hasMore: events.length === pageSize };
  }

  moveTo(cursor: JournalCursor): void {
    this.#cursor = cursor;
  }
}

function occurrenceOf({ show, type, at, data, position }: StoredEvent): Occurrence {
  // The time tells events of one journal from those of another that was begun anew.
  const message = `msg_${show}_event_${position}_${Math.round(at)}`;
  return { show, subject: show, event: type, message, at, data: { show, ...data } };
}
