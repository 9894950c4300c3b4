/** What a store's file holds: whether it is ours, how old it is, and how it becomes a newer one. */
import type { DatabaseSync } from 'node:sqlite';
import { OpenFailure } from './errors.ts';
import { numberOf } from './single-value.ts';

export interface Schema {
  /** Stands in the file's header: tells it from any other SQLite file. */
  applicationId: number;
  /** The n-th step leads from schema n to schema n + 1. */
  steps: readonly string[];
}

/** Refuses a file that this version cannot read, without touching it; returns its schema's number, 0 for an empty one. */
export function inspect(db: DatabaseSync, { applicationId, steps }: Schema): number {
  const id = numberOf(db, 'PRAGMA application_id');
  const isEmpty = numberOf(db, 'SELECT count(*) FROM sqlite_schema') === 0;
  if (id !== applicationId && (id !== 0 || !isEmpty)) throw new OpenFailure('corrupt', 'it is the SQLite file of something else');
  const number = numberOf(db, 'PRAGMA user_version');
  if (number > steps.length) throw new OpenFailure('newer', `its schema is ${number}, this version knows ${steps.length}`);
  return number;
}

/** Brings a database to the newest schema, all steps or none; returns its number. */
export function migrate(db: DatabaseSync, schema: Schema): number {
  const { applicationId, steps } = schema;
  db.exec('BEGIN IMMEDIATE');
  try {
    for (const step of steps.slice(inspect(db, schema))) db.exec(step);
    db.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${steps.length}; COMMIT`);
    return steps.length;
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK');
    throw error;
  }
}
