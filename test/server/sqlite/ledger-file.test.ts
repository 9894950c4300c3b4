/** The ledger's file: who it is, what it keeps, and which files it refuses. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { copyFileSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StoreCorruptError, StoreLockedError, StoreNewerError } from '../../../server/sqlite/errors.ts';
import { openSqliteJournal } from '../../../server/sqlite/journal.ts';
import { ledgerSchema } from '../../../server/sqlite/ledger-schema.ts';
import { openSqliteLedger } from '../../../server/sqlite/ledger.ts';
import type { SqliteLedger } from '../../../server/sqlite/ledger.ts';
import { openDatabase } from '../../../server/sqlite/open-database.ts';
import { SaleBook } from '../../../shared/sale/index.ts';
import { granted, holdMs, opensAt, SaleStand, termsOf } from '../../support/ledger-stand.ts';
import { keepLog, useTempDirs } from './support.ts';

const open = (dir: string): Promise<SqliteLedger> => openSqliteLedger({ dir, log: keepLog() });

describe('the ledger’s file', () => {
  const tempDir = useTempDirs();

  it('[SALE-40] the lines in the file are the whole ledger: a book that is written from them says the same', async () => {
    const dir = tempDir();
    const ledger = await open(dir);
    const lamp = await SaleStand.open(ledger, { stock: 40 });
    const vase = await SaleStand.open(ledger, { sale: 'vase', stock: 4, queue: true });
    await Promise.all(Array.from({ length: 60 }, (_, n) => lamp.grab({ viewer: `v${n % 20}`, quantity: (n % 3) + 1 })));
    await Promise.all(Array.from({ length: 6 }, (_, n) => vase.grab({ viewer: `v${n}` })));
    await vase.admit(3);
    const [first, second] = (await ledger.holds(lamp.ref)).map(({ hold }) => hold);
    await lamp.confirm(first!, 'o-1');
    await lamp.release(second!, null);
    await lamp.expire(opensAt + holdMs);
    const told = await Promise.all([lamp, vase].map(async (sale) => [await sale.standing(), await ledger.holds(sale.ref)]));
    await ledger.stop();
    const again = await open(dir);
    for (const [n, { ref }] of [lamp, vase].entries()) {
      const lines = await again.lines(ref, { after: 0, limit: 1000 });
      const book = SaleBook.replay(lines);
      assert.deepEqual([book?.standing, book?.holds()], told[n]);
      assert.deepEqual([granted(await again.totals(ref)), await again.holds(ref)], told[n]);
    }
    await again.stop();
  });

  it('[SALE-41] a ledger’s generation is born with its file: the same after every start, another in another file', async () => {
    const [dir, other] = [tempDir(), tempDir()];
    const generation = await generationOf(dir);
    assert.match(generation, /^[0-9a-f]{32}$/);
    assert.deepEqual([await generationOf(dir), await generationOf(dir)], [generation, generation]);
    assert.notEqual(await generationOf(other), generation);
  });

  it('[SALE-42] a ledger of a newer version is refused and left as it was', async () => {
    const dir = tempDir();
    const file = join(dir, 'ledger.sqlite');
    const { db } = openDatabase(file, ledgerSchema);
    db.exec('PRAGMA user_version = 99');
    db.close();
    const before = readFileSync(file);
    await assert.rejects(open(dir), (error) => {
      assert.ok(error instanceof StoreNewerError);
      assert.match(error.message, /ledger\.sqlite was written by a newer version of Drumroll \(its schema is 99/);
      return true;
    });
    assert.deepEqual(readFileSync(file), before);
  });

  const strangers: Record<string, (file: string, dir: string) => Promise<void>> = {
    'no database at all': async (file) => writeFileSync(file, randomBytes(20_000)),
    'a journal': async (file, dir) => {
      await (await openSqliteJournal({ dir, log: keepLog() })).close();
      copyFileSync(join(dir, 'drumroll.sqlite'), file);
    },
    'a ledger whose pages were overwritten': async (file, dir) => {
      const ledger = await open(dir);
      const sale = await SaleStand.open(ledger, { stock: 1000 });
      await Promise.all(Array.from({ length: 200 }, (_, n) => sale.grab({ viewer: `v${n}` })));
      await ledger.stop();
      writeFileSync(file, readFileSync(file).fill(0x5a, 3 * 4096, 6 * 4096));
    },
  };
  for (const [what, make] of Object.entries(strangers)) {
    it(`[SALE-42] a damaged or strange file is refused and left as it was: ${what}`, async () => {
      const dir = tempDir();
      const file = join(dir, 'ledger.sqlite');
      await make(file, dir);
      const before = readFileSync(file);
      await assert.rejects(open(dir), StoreCorruptError);
      assert.deepEqual(readFileSync(file), before);
    });
  }

  it('[SALE-42] one ledger at a time keeps a folder, and its file is the owner’s only', async () => {
    const dir = tempDir();
    const ledger = await open(dir);
    await assert.rejects(open(dir), StoreLockedError);
    assert.equal((statSync(join(dir, 'ledger.sqlite')).mode & 0o777).toString(8), '600');
    await ledger.stop();
    await (await open(dir)).stop();
  });

  it('[SALE-43] a line that is written is never changed or taken away, whoever asks', async () => {
    const dir = tempDir();
    const ledger = await open(dir);
    await (await SaleStand.open(ledger)).take({ viewer: 'ann' });
    await ledger.stop();
    const db = new DatabaseSync(join(dir, 'ledger.sqlite'));
    assert.throws(() => db.exec("UPDATE lines SET kind = 'release'"), /never changed/);
    assert.throws(() => db.exec('DELETE FROM lines'), /never taken away/);
    assert.throws(
      () => db.exec("INSERT INTO lines (show, sale, seq, kind, body) VALUES ('demo', 'lamp', 2, 'hold', '{}')"),
      /UNIQUE/,
    );
    db.close();
  });
});

async function generationOf(dir: string): Promise<string> {
  const ledger = await open(dir);
  const { generation } = granted(await ledger.open(termsOf(), opensAt - 1000));
  await ledger.stop();
  return generation;
}
