/** The ledger's store as its thread runs it: one turn at a time, first the asks, then the reads. */
import type { DatabaseSync } from 'node:sqlite';
import { Shelf } from '../../shared/sale/index.ts';
import { prepareDecider } from './decide-turn.ts';
import { failureOf } from './errors.ts';
import { prepareLines } from './ledger-lines.ts';
import type { LedgerRead, LedgerStore } from './ledger-messages.ts';
import { RecentBooks } from './recent-books.ts';
import { valueOf } from './single-value.ts';
import type { Answer } from './turns.ts';

/** Some 250 MB of books. */
const linesInMemory = 400_000;

/** `keep`: how many lines of books may stay in memory. */
export function createLedgerStore(db: DatabaseSync, { keep = linesInMemory }: { keep?: number } = {}): LedgerStore {
  const generation = String(valueOf(db, 'SELECT generation FROM about'));
  const lines = prepareLines(db);
  const recent = new RecentBooks(keep);
  const shelf = new Shelf(generation, (sale) => {
    const read = [...lines.of(sale)];
    recent.use(sale, read.length);
    return read;
  });
  const decide = prepareDecider(db, { shelf, lines, recent });

  const find = (read: LedgerRead): string => {
    switch (read.kind) {
      case 'generation':
        return JSON.stringify(generation);
      case 'holds':
        return JSON.stringify(shelf.book(read.sale)?.holds() ?? []);
      case 'lines':
        return lines.page(read.sale, read);
      case 'tail':
        return lines.tail(read.after, read.limit);
    }
  };
  const answer = (read: LedgerRead): Answer => {
    try {
      return { json: find(read) };
    } catch (error) {
      return { failure: failureOf(error) };
    }
  };

  return {
    run({ entries, reads }) {
      const startedAt = performance.now();
      const outcome = decide(entries);
      const isIdle = outcome.written.lines === '' && outcome.failures.length === 0;
      const commitMs = isIdle ? 0 : performance.now() - startedAt;
      const answers = reads.map(answer);
      // Between turns every book says what is on disk: it can be read again.
      for (const sale of recent.surplus()) shelf.forget(sale);
      return { kind: 'done', ...outcome, answers, commitMs };
    },
    close() {
      db.close();
    },
  };
}
