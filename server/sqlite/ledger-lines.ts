/** Adds lines to the ledger's file and reads them, with statements that were prepared once. Knows nothing of transactions. */
import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import type { SaleLine, SaleName } from '../../shared/sale/index.ts';
import { numberOf } from './single-value.ts';

type Row = Record<string, SQLOutputValue>;

export interface LedgerLines {
  /** Adds a sale's next lines; returns each as a `LedgerLine`, in JSON text. */
  add(sale: SaleName, lines: readonly SaleLine[]): string[];
  /** The newest line's position; set back by whoever undoes the transaction that added it. */
  last: number;
  /** A sale's lines, from the first. */
  of(sale: SaleName): Iterable<SaleLine>;
  /** JSON arrays of `LedgerLine`. */
  page(sale: SaleName, page: { after: number; limit: number }): string;
  tail(after: number, limit: number): string;
}

export function prepareLines(db: DatabaseSync): LedgerLines {
  const insert = db.prepare('INSERT INTO lines (position, show, sale, seq, kind, body) VALUES (?, ?, ?, ?, ?, ?)');
  const whole = db.prepare('SELECT body FROM lines WHERE show = ? AND sale = ? ORDER BY seq');
  const page = db.prepare(
    'SELECT position, show, sale, body FROM lines WHERE show = ? AND sale = ? AND seq > ? ORDER BY seq LIMIT ?',
  );
  const tail = db.prepare('SELECT position, show, sale, body FROM lines WHERE position > ? ORDER BY position LIMIT ?');

  return {
    last: numberOf(db, 'SELECT max(position) FROM lines'),
    add({ show, sale }, lines) {
      const named = `"show":${JSON.stringify(show)},"sale":${JSON.stringify(sale)}`;
      return lines.map((line) => {
        const position = ++this.last;
        const body = JSON.stringify(line);
        insert.run(position, show, sale, line.after.seq, line.kind, body);
        return placed(position, named, body);
      });
    },
    *of({ show, sale }) {
      for (const row of whole.iterate(show, sale)) yield JSON.parse(String(row['body'])) as SaleLine;
    },
    page: ({ show, sale }, { after, limit }) => listOf(page.all(show, sale, after, limit)),
    tail: (after, limit) => listOf(tail.all(after, limit)),
  };
}

function listOf(rows: Row[]): string {
  return `[${rows.map(lineOf).join(',')}]`;
}

function lineOf({ position, show, sale, body }: Row): string {
  return placed(Number(position), `"show":${JSON.stringify(show)},"sale":${JSON.stringify(sale)}`, String(body));
}

/** A stored line with its place in front; `named` says whose it is. Text is put together as text, and parsed by whoever asked. */
function placed(position: number, named: string, body: string): string {
  return `{"position":"${position}",${named},${body.slice(1)}`;
}
