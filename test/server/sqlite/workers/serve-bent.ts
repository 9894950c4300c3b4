/** Serves the real journal from a worker thread, after a test has bent it: how faults are built in without touching the product. */
import type { DatabaseSync } from 'node:sqlite';
import type { JournalStore } from '../../../../server/sqlite/messages.ts';
import { journalSchema } from '../../../../server/sqlite/migrations.ts';
import { serveStore } from '../../../../server/sqlite/serve-store.ts';
import { createStore } from '../../../../server/sqlite/store.ts';

export function serveBent(bend: (store: JournalStore, db: DatabaseSync) => JournalStore): void {
  serveStore(journalSchema, (db) => bend(createStore(db), db));
}
