/** A worker with a bug: it throws at the first turn that has entries. */
import { serveBent } from './serve-bent.ts';

serveBent((store) => ({
  run(turn) {
    if (turn.entries.length > 0) throw new Error('planted');
    return store.run(turn);
  },
  close: () => store.close(),
}));
