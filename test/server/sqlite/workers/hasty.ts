/** Planted bug: says that a turn is on disk one turn before it is. */
import type { JournalTurn } from '../../../../server/sqlite/messages.ts';
import { serveBent } from './serve-bent.ts';

serveBent((store) => {
  let late: JournalTurn | null = null;
  return {
    run(turn) {
      if (late) store.run(late);
      late = { ...turn, reads: [] };
      return store.run({ ...turn, entries: [] });
    },
    close() {
      if (late) store.run(late);
      store.close();
    },
  };
});
