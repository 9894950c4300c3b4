/** Serves the real ledger from a worker thread, after a test has bent it: how faults are built in without touching the product. */
import type { DatabaseSync } from 'node:sqlite';
import type { LedgerStore } from '../../../../server/sqlite/ledger-messages.ts';
import { ledgerSchema } from '../../../../server/sqlite/ledger-schema.ts';
import { createLedgerStore } from '../../../../server/sqlite/ledger-store.ts';
import { serveStore } from '../../../../server/sqlite/serve-store.ts';

export interface Bends {
  /** Before the store prepares its statements. */
  database?: (db: DatabaseSync) => void;
  store?: (store: LedgerStore, db: DatabaseSync) => LedgerStore;
}

export function serveBentLedger({ database, store = (real) => real }: Bends): void {
  serveStore(ledgerSchema, (db) => {
    database?.(db);
    return store(createLedgerStore(db), db);
  });
}
