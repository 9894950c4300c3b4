/** Opens the store's file so that what is committed is on disk, and nobody else can write it meanwhile. */
import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { OpenFailure } from './errors.ts';
import { inspect, migrate } from './schema.ts';
import type { Schema } from './schema.ts';
import { numberOf, valueOf } from './single-value.ts';

/** Above this the health check would hold up a restart (it reads about 1 GB a second); damage then shows when it is read. */
const checkedBytes = 512 * 1024 * 1024;

/** A database that is ours alone until it is closed or the process ends; throws what `openTroubleOf` explains. */
export function openDatabase(file: string, schema: Schema): { db: DatabaseSync; schema: number } {
  createPrivately(file);
  const db = new DatabaseSync(file, { enableDoubleQuotedStringLiterals: false });
  try {
    // Exclusive before all else: the lock is then held from the first access on, and the log's index lives in memory.
    db.exec('PRAGMA locking_mode = EXCLUSIVE');
    // Looked at before anything is written, so that a file we refuse stays as it was.
    inspect(db, schema);
    checkHealth(db);
    makeDurable(db);
    return { db, schema: migrate(db, schema) };
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Viewer ids and results are nobody else's business: the folder and file are readable by their owner only. */
function createPrivately(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  try {
    // Never opens a file that exists: closing it again would drop this process's POSIX locks on it.
    closeSync(openSync(file, 'wx', 0o600));
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    chmodSync(file, 0o600);
  }
}

function checkHealth(db: DatabaseSync): void {
  if (numberOf(db, 'PRAGMA page_count') * numberOf(db, 'PRAGMA page_size') > checkedBytes) return;
  const report = String(valueOf(db, 'PRAGMA quick_check(1)'));
  if (report !== 'ok') throw new OpenFailure('corrupt', report.replaceAll(/\s+/g, ' '));
}

function makeDurable(db: DatabaseSync): void {
  const mode = valueOf(db, 'PRAGMA journal_mode = WAL');
  if (mode !== 'wal') throw new OpenFailure('unusable', `its journal mode is ${String(mode)}, not wal`);
  // FULL: each commit waits for the disk. The log is folded into the file every 1000 pages, and cut when it grew past 16 MiB.
  db.exec(`
    PRAGMA synchronous = FULL;
    PRAGMA temp_store = MEMORY;
    PRAGMA cache_size = -16384;
    PRAGMA wal_autocheckpoint = 1000;
    PRAGMA journal_size_limit = 16777216;`);
}
