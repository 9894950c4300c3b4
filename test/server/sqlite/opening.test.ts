/** Who may open a folder, and which files are refused, with what words. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Worker } from 'node:worker_threads';
import { StoreCorruptError, StoreLockedError, StoreNewerError, StoreUnusableError } from '../../../server/sqlite/errors.ts';
import { openSqliteJournal } from '../../../server/sqlite/journal.ts';
import type { SqliteJournal } from '../../../server/sqlite/journal.ts';
import { journalSchema } from '../../../server/sqlite/migrations.ts';
import { openDatabase } from '../../../server/sqlite/open-database.ts';
import { valueOf } from '../../../server/sqlite/single-value.ts';
import { startWriter, untilOpen } from './crash-run.ts';
import { keepLog, useTempDirs, wholeEntry } from './support.ts';

describe('opening the store', () => {
  const tempDir = useTempDirs();

  it('[STORE-19] a folder in use by a live process is refused, with what to do; after kill -9 it is not', async () => {
    const dir = tempDir();
    const writer = startWriter(dir);
    await untilOpen(writer);
    await assert.rejects(open(dir), (error) => {
      assert.ok(error instanceof StoreLockedError);
      assert.match(error.message, /drumroll\.sqlite is in use by another process\. Stop that process, or .* DRUMROLL_DATA_DIR/);
      return true;
    });
    assert.equal(writer.child.exitCode, null);
    writer.child.kill('SIGKILL');
    await writer.exited;
    const journal = await open(dir);
    await journal.commit(wholeEntry('after', 1));
    await journal.close();
  });

  it('[STORE-20] a second opening in the same process is refused, and does not give the first one’s lock away', async () => {
    const dir = tempDir();
    const journal = await open(dir);
    await assert.rejects(open(dir), StoreLockedError);
    const writer = startWriter(dir);
    await writer.exited;
    assert.match(writer.complaints(), /StoreLockedError/);
    await journal.commit(wholeEntry('demo', 1));
    await journal.close();
    await (await open(dir)).close();
  });

  it('[STORE-21] a file of a newer version is refused and left as it was', async () => {
    const dir = tempDir();
    const file = join(dir, 'drumroll.sqlite');
    const { db } = openDatabase(file, journalSchema);
    db.exec('PRAGMA user_version = 99');
    db.close();
    const before = readFileSync(file);
    await assert.rejects(open(dir), (error) => {
      assert.ok(error instanceof StoreNewerError);
      assert.match(error.message, /newer version of Drumroll \(its schema is 99, this version knows \d+\)\. Start that version/);
      return true;
    });
    assert.deepEqual(readFileSync(file), before);
  });

  const damages: Record<string, (file: string) => void> = {
    'no database at all': (file) => writeFileSync(file, randomBytes(20_000)),
    'a database whose pages were overwritten': (file) => {
      writeFileSync(file, filledStore(file).fill(0x5a, 3 * 4096, 6 * 4096));
    },
    'a database that was cut short': (file) => {
      const whole = filledStore(file);
      writeFileSync(file, whole.subarray(0, whole.length / 2));
    },
    'the database of something else': (file) => {
      const db = new DatabaseSync(file);
      db.exec('CREATE TABLE songs (title TEXT)');
      db.close();
    },
  };
  for (const [what, damage] of Object.entries(damages)) {
    it(`[STORE-22] a damaged or strange file is refused and left as it was: ${what}`, async () => {
      const dir = tempDir();
      const file = join(dir, 'drumroll.sqlite');
      damage(file);
      const before = readFileSync(file);
      await assert.rejects(open(dir), (error) => {
        assert.ok(error instanceof StoreCorruptError, String(error));
        assert.match(error.message, /damaged or not a Drumroll store \(.+\)\. Nothing was changed\. Move it/);
        return true;
      });
      assert.deepEqual(readFileSync(file), before);
    });
  }

  it('[STORE-23] a folder that cannot be made, or a worker that does not start, is named', async () => {
    const dir = tempDir();
    writeFileSync(join(dir, 'file'), '');
    await assert.rejects(open(join(dir, 'file', 'data')), (error) => {
      assert.ok(error instanceof StoreUnusableError);
      assert.match(error.message, /cannot be opened \(.*not a directory.*\)\. Check that the folder/);
      return true;
    });
    await assert.rejects(
      open(dir, () => new Worker('process.exit(3)', { eval: true })),
      /its worker ended with code 3/,
    );
  });

  it('[STORE-24] folder and files are their owner’s only, also when they were not before', async () => {
    const dir = join(tempDir(), 'new', 'data');
    const file = join(dir, 'drumroll.sqlite');
    const journal = await open(dir);
    await journal.commit(wholeEntry('demo', 1));
    assert.equal(modeOf(dir), '700');
    assert.equal(modeOf(file), '600');
    assert.equal(modeOf(`${file}-wal`), '600');
    await journal.close();
    chmodSync(file, 0o644);
    const again = await open(dir);
    assert.equal(modeOf(file), '600');
    await again.close();
  });

  it('[STORE-25] commits wait for the disk, in a write-ahead log, under an exclusive lock', () => {
    const { db } = openDatabase(join(tempDir(), 'drumroll.sqlite'), journalSchema);
    assert.equal(valueOf(db, 'PRAGMA synchronous'), 2);
    assert.equal(valueOf(db, 'PRAGMA journal_mode'), 'wal');
    assert.equal(valueOf(db, 'PRAGMA locking_mode'), 'exclusive');
    db.close();
  });
});

function open(dir: string, startWorker?: () => Worker): Promise<SqliteJournal> {
  return openSqliteJournal({ dir, log: keepLog(), ...(startWorker ? { startWorker } : {}) });
}

/** The bytes of a healthy store with some hundred pages. */
function filledStore(file: string): Buffer {
  const { db } = openDatabase(file, journalSchema);
  const insert = db.prepare('INSERT INTO shows (show, core) VALUES (?, ?)');
  for (let n = 0; n < 100; n++) insert.run(`show-${n}`, JSON.stringify('x'.repeat(3000)));
  db.close();
  return readFileSync(file);
}

function modeOf(path: string): string {
  return (statSync(path).mode & 0o777).toString(8);
}
