/** A ledger’s thread that opens its file and then hangs, like one whose disk does: only an end from outside ends it. */
import { serveBentLedger } from './serve-bent-ledger.ts';

serveBentLedger({
  store: (store) => ({
    run(turn) {
      // Nobody wakes it.
      if (turn.entries.length > 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
      return store.run(turn);
    },
    close: () => store.close(),
  }),
});
