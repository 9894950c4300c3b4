/** A disk whose size a test sets while the ledger runs: `pages` in the shared memory, 0 for no limit. */
import { workerData } from 'node:worker_threads';
import { serveBentLedger } from './serve-bent-ledger.ts';

const { pages } = workerData as { pages: Int32Array };
// SQLite's own upper bound.
const noLimit = 0xfffffffe;

serveBentLedger({
  store: (store, db) => ({
    run(turn) {
      db.exec(`PRAGMA max_page_count = ${Atomics.load(pages, 0) || noLimit}`);
      return store.run(turn);
    },
    close: () => store.close(),
  }),
});
