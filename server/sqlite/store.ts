/** The store as its worker runs it: one turn at a time, first the writes, then the reads. */
import type { DatabaseSync } from 'node:sqlite';
import { prepareReader } from './answer-read.ts';
import { failureOf, prepareCommit } from './commit-batch.ts';
import type { Answer, Read, Turn, TurnDone } from './messages.ts';
import { prepareWriter } from './write-entry.ts';

export interface Store {
  run(turn: Turn): TurnDone;
  /** SQLite folds the log into the file, removes it, and gives up the lock. */
  close(): void;
}

export function createStore(db: DatabaseSync): Store {
  const commit = prepareCommit(db, prepareWriter(db));
  const read = prepareReader(db);

  const answer = (asked: Read): Answer => {
    try {
      return { json: read(asked) };
    } catch (error) {
      return { failure: failureOf(error) };
    }
  };

  return {
    run({ entries, reads }) {
      const startedAt = performance.now();
      const failures = entries.length > 0 ? commit(entries) : [];
      const commitMs = entries.length > 0 ? performance.now() - startedAt : 0;
      return { kind: 'done', failures, answers: reads.map(answer), commitMs };
    },
    close() {
      db.close();
    },
  };
}
