/** The ledger's thread: not the journal's, so that what a show writes never holds up a grab. */
import { ledgerSchema } from './ledger-schema.ts';
import { createLedgerStore } from './ledger-store.ts';
import { serveStore } from './serve-store.ts';

serveStore(ledgerSchema, (db) => createLedgerStore(db));
