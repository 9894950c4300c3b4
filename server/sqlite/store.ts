/** The journal's store as its thread runs it: one turn at a time, first the writes, then the reads. */
import type { DatabaseSync } from 'node:sqlite';
import { prepareReader } from './answer-read.ts';
import { prepareCommit } from './commit-batch.ts';
import { failureOf } from './errors.ts';
import type { JournalStore, Read } from './messages.ts';
import type { Answer } from './turns.ts';
import { prepareWriter } from './write-entry.ts';

export function createStore(db: DatabaseSync): JournalStore {
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
      return { kind: 'done', failures, written: null, answers: reads.map(answer), commitMs };
    },
    close() {
      db.close();
    },
  };
}
