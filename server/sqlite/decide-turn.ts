/** Group commit of the ledger: decides the asks of a turn one after the other, and commits the lines of all of them together. */
import type { DatabaseSync } from 'node:sqlite';
import { sweepLimit } from '../../shared/sale/index.ts';
import type { LedgerAsk, Ruling, Shelf } from '../../shared/sale/index.ts';
import { failureOf, isFromDisk, textOf } from './errors.ts';
import type { LedgerLines } from './ledger-lines.ts';
import type { EncodedAsk } from './ledger-messages.ts';
import type { RecentBooks } from './recent-books.ts';
import { TurnDraft } from './turn-draft.ts';
import type { Outcome } from './turn-draft.ts';

/** Returns the decider. When the transaction fails, every book that has lines in it is forgotten, to be read anew. */
export function prepareDecider(
  db: DatabaseSync,
  { shelf, lines, recent }: { shelf: Shelf; lines: LedgerLines; recent: RecentBooks },
): (entries: readonly EncodedAsk[]) => Outcome {
  const begin = db.prepare('BEGIN IMMEDIATE');
  const commit = db.prepare('COMMIT');

  const rule = (draft: TurnDraft, entry: EncodedAsk, mostSwept: number): Ruling | null => {
    const isBegun = db.isTransaction;
    try {
      return shelf.rule(JSON.parse(entry) as LedgerAsk, mostSwept);
    } catch (error) {
      // A disk that fails while a book is read may take the transaction with it, and all that was decided before.
      if (isBegun && !db.isTransaction) throw error;
      // A book that cannot be read, or does not add up, stops its own sale only.
      if (isFromDisk(error)) draft.fail(failureOf(error));
      else draft.blame(textOf(error));
      return null;
    }
  };

  const decide = (draft: TurnDraft, entry: EncodedAsk): void => {
    // One sweep for all asks of a turn: those after it wait for all of it.
    const ruling = rule(draft, entry, Math.max(0, sweepLimit - draft.swept));
    if (ruling === null) return;
    recent.use(ruling.sale, ruling.lines.at(-1)?.after.seq);
    if (ruling.lines.length === 0) return draft.answer(ruling, []);
    draft.touch(ruling);
    // Begun late: a turn of questions alone, or of refusals, costs no commit.
    if (!db.isTransaction) begin.run();
    draft.answer(ruling, lines.add(ruling.sale, ruling.lines));
  };

  return (entries) => {
    const draft = new TurnDraft();
    const { last } = lines;
    try {
      for (const entry of entries) decide(draft, entry);
      if (db.isTransaction) commit.run();
      return draft.done();
    } catch (error) {
      // A rollback that fails too ends the thread, and the ledger says that it is broken.
      if (db.isTransaction) db.exec('ROLLBACK');
      lines.last = last;
      for (const sale of draft.touched) shelf.forget(sale);
      return draft.undone(entries.length, failureOf(error));
    }
  };
}
