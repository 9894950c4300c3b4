/** Reads the one value that a statement gives. */
import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';

export function valueOf(db: DatabaseSync, sql: string): SQLOutputValue {
  return Object.values(db.prepare(sql).get() ?? {})[0] ?? null;
}

export function numberOf(db: DatabaseSync, sql: string): number {
  return Number(valueOf(db, sql));
}
