/** A ledger’s thread with a bug: it throws at the first turn that has asks. */
import { serveBentLedger } from './serve-bent-ledger.ts';

serveBentLedger({
  store: (store) => ({
    run(turn) {
      if (turn.entries.length > 0) throw new Error('planted');
      return store.run(turn);
    },
    close: () => store.close(),
  }),
});
