/** Many writes, few transactions; and what an operator can read about it. */
import assert from 'node:assert/strict';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Metrics } from '../../../rooms/metrics.ts';
import { openSqliteJournal } from '../../../server/sqlite/journal.ts';
import type { SqliteJournal, SqliteJournalOptions } from '../../../server/sqlite/journal.ts';
import { auditOf, keepLog, useTempDirs, wholeEntry } from './support.ts';

describe('group commit', () => {
  const tempDir = useTempDirs();
  let journal: SqliteJournal;
  let dir: string;
  const open = async (options: Partial<SqliteJournalOptions> = {}): Promise<SqliteJournal> => {
    dir = tempDir();
    journal = await openSqliteJournal({ dir, log: keepLog(), ...options });
    return journal;
  };
  afterEach(() => journal.close());

  it('[STORE-27] a thousand writes called in one go share a transaction', async () => {
    await open();
    await Promise.all(Array.from({ length: 1000 }, (_, n) => journal.commit(wholeEntry('demo', n))));
    const { entries, batches, largestBatch } = journal.stats();
    assert.deepEqual({ entries, batches, largestBatch }, { entries: 1000, batches: 1, largestBatch: 1000 });
  });

  it('[STORE-27] a hundred writers that each wait for their own write share transactions with one another', async () => {
    await open();
    const writeTen = async (writer: number): Promise<void> => {
      for (let n = 0; n < 10; n++) await journal.commit({ show: 'demo', audit: auditOf(`${writer}-${n}`) });
    };
    await Promise.all(Array.from({ length: 100 }, (_, writer) => writeTen(writer)));
    const { entries, batches } = journal.stats();
    assert.equal(entries, 1000);
    assert.ok(batches <= 50, `${batches} transactions`);
  });

  it('[STORE-28] a transaction takes no more entries, and no more data, than its limits say', async () => {
    await open({ limits: { batchEntries: 10 } });
    const write = (count: number, size: number) =>
      Promise.all(Array.from({ length: count }, () => journal.commit({ show: 'demo', core: 'x'.repeat(size) })));
    await write(100, 10);
    assert.deepEqual([journal.stats().batches, journal.stats().largestBatch], [10, 10]);
    await journal.close();
    await open({ limits: { batchSize: 5000 } });
    await write(100, 1000);
    assert.deepEqual([journal.stats().batches, journal.stats().largestBatch], [20, 5]);
  });

  it('[STORE-13] a read sees every write that was called before it, also when they fill many transactions', async () => {
    await open({ limits: { batchEntries: 3 } });
    const reads = [1, 2, 3].map((round) => {
      for (let n = 0; n < 10; n++) void journal.commit({ show: 'demo', core: `${round}-${n}` });
      return journal.shows();
    });
    for (const [at, shows] of (await Promise.all(reads)).entries()) {
      // What was called after it in the same transaction may be seen too.
      assert.ok(String(shows[0]?.core) >= `${at + 1}-9`, `read ${at + 1} saw ${String(shows[0]?.core)}`);
    }
    assert.equal(journal.stats().batches, 10);
  });

  it('[STORE-29] the operator can see entries, transactions and their time', async () => {
    const observed: [string, number][] = [];
    const observe: Metrics['observe'] = (...[name, seconds]) => {
      observed.push([name, seconds]);
    };
    await open({ metrics: { observe } });
    const writes = [1, 2, 3].map((n) => journal.commit({ show: 'demo', audit: auditOf(`a${n % 3}`) }));
    assert.equal(journal.stats().waiting, 3);
    await Promise.all(writes);
    await assert.rejects(journal.commit({ show: 'demo', audit: auditOf('a1') }));
    const { lastCommitMs, ...counts } = journal.stats();
    assert.deepEqual(counts, { state: 'open', entries: 3, failed: 1, batches: 2, largestBatch: 3, waiting: 0 });
    assert.ok(lastCommitMs > 0);
    assert.deepEqual(
      observed.map(([name, seconds]) => [name, seconds > 0]),
      Array.from({ length: 3 }, () => ['drumroll_commit_duration_seconds', true]),
    );
  });

  it('[STORE-30] the log beside the file stays small, also after one huge entry, and is gone after closing', async () => {
    await open();
    const wal = join(dir, 'drumroll.sqlite-wal');
    const limit = 16 * 1024 * 1024;
    for (let n = 0; n < 100; n++) await journal.commit({ show: 'demo', core: 'x'.repeat(200_000) });
    assert.ok(statSync(wal).size <= limit, `${statSync(wal).size} bytes after many entries`);
    await journal.commit({ show: 'demo', core: 'x'.repeat(40_000_000) });
    for (let n = 0; n < 3; n++) await journal.commit({ show: 'demo', core: n });
    assert.ok(statSync(wal).size <= limit, `${statSync(wal).size} bytes after a huge one`);
    await journal.close();
    assert.equal(existsSync(wal), false);
  });
});
