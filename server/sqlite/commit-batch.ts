/** Group commit: all entries of a batch in one transaction, each behind a savepoint of its own. */
import type { DatabaseSync } from 'node:sqlite';
import { failureOf } from './errors.ts';
import type { Failure, TurnDone } from './turns.ts';

type Failures = TurnDone<null>['failures'];
type Commit<Entry> = (entries: readonly Entry[]) => Failures;

/** Returns the committer. An entry that fails is left out alone; when the transaction itself fails, nothing was written. */
export function prepareCommit<Entry>(db: DatabaseSync, write: (entry: Entry) => void): Commit<Entry> {
  const begin = db.prepare('BEGIN IMMEDIATE');
  const commit = db.prepare('COMMIT');
  const savepoint = db.prepare('SAVEPOINT entry');
  const release = db.prepare('RELEASE entry');
  const undo = db.prepare('ROLLBACK TO entry');

  const attempt = (entry: Entry): Failure | null => {
    savepoint.run();
    try {
      write(entry);
      release.run();
      return null;
    } catch (error) {
      // A full disk makes SQLite roll back the whole transaction, and the savepoints with it.
      if (!db.isTransaction) throw error;
      undo.run();
      release.run();
      return failureOf(error);
    }
  };

  return (entries) => {
    const failures: Failures = [];
    try {
      begin.run();
      for (const [at, entry] of entries.entries()) {
        const failure = attempt(entry);
        if (failure) failures.push({ at, failure });
      }
      commit.run();
      return failures;
    } catch (error) {
      // A rollback that fails too ends the worker, and the journal says that it is broken.
      if (db.isTransaction) db.exec('ROLLBACK');
      return entries.map((_, at) => ({ at, failure: failureOf(error) }));
    }
  };
}
