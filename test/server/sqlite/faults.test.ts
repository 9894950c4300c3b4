/** What goes wrong stays as small as it can, and is never silent. */
import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { Worker } from 'node:worker_threads';
import { JournalError } from '../../../rooms/journal-error.ts';
import type { JournalEntry } from '../../../rooms/journal.ts';
import { prepareCommit } from '../../../server/sqlite/commit-batch.ts';
import type { EncodedEntry } from '../../../server/sqlite/messages.ts';
import { encodeEntry } from '../../../server/sqlite/encode-entry.ts';
import { openSqliteJournal } from '../../../server/sqlite/journal.ts';
import { journalSchema } from '../../../server/sqlite/migrations.ts';
import { migrate } from '../../../server/sqlite/schema.ts';
import { numberOf } from '../../../server/sqlite/single-value.ts';
import { createStore } from '../../../server/sqlite/store.ts';
import type { StoreData } from '../../../server/sqlite/turns.ts';
import { auditOf, keepLog, useTempDirs, wholeEntry } from './support.ts';

describe('journal faults', () => {
  const tempDir = useTempDirs();

  it('[STORE-31] in a shared transaction an entry that fails fails alone', async () => {
    const journal = await openSqliteJournal({ dir: tempDir(), log: keepLog() });
    await journal.commit({ show: 'demo', audit: auditOf('taken') });
    const outcomes = await Promise.allSettled([
      journal.commit(wholeEntry('demo', 1)),
      journal.commit({ ...wholeEntry('demo', 2), audit: auditOf('taken') }),
      journal.commit(wholeEntry('demo', 3)),
    ]);
    assert.deepEqual(outcomes.map(troubleOf), ['ok', 'bad-entry', 'ok']);
    assert.equal(journal.stats().batches, 2);
    assert.deepEqual(await journal.receipts('demo', 'round', 10), [{ n: 3 }, { n: 1 }]);
    assert.equal(await journal.shard('demo', 2, 0), null);
    await journal.close();
  });

  it('[STORE-32] when the commit itself fails, every entry of the transaction fails and none is written', () => {
    const db = new DatabaseSync(':memory:');
    // A deferred reference is checked at COMMIT.
    db.exec('CREATE TABLE t (id INTEGER PRIMARY KEY, parent INTEGER REFERENCES t (id) DEFERRABLE INITIALLY DEFERRED)');
    const insert = db.prepare('INSERT INTO t (parent) VALUES (?)');
    const commit = prepareCommit(db, ({ core }: EncodedEntry) => void insert.run(core));
    const entries = [null, '99', null].map((parent) => ({ ...encodeEntry({ show: 'demo' }), core: parent }));
    assert.deepEqual(
      commit(entries).map(({ at, failure }) => [at, failure.trouble]),
      [0, 1, 2].map((at) => [at, 'bad-entry']),
    );
    assert.equal(numberOf(db, 'SELECT count(*) FROM t'), 0);
    assert.deepEqual(commit(entries.slice(0, 1)), []);
    assert.equal(numberOf(db, 'SELECT count(*) FROM t'), 1);
    db.close();
  });

  it('[STORE-33] a full disk fails what does not fit, keeps all that was written, and is over when there is space', async () => {
    const pages = new Int32Array(new SharedArrayBuffer(4));
    const log = keepLog();
    const dir = tempDir();
    const startWorker = (data: StoreData) => workerOf('small-disk', { ...data, pages });
    const journal = await openSqliteJournal({ dir, log, startWorker });
    Atomics.store(pages, 0, 60);
    const outcomes: string[] = [];
    for (let n = 1; n <= 12; n++) outcomes.push(...(await Promise.allSettled([journal.commit(bulky(n))])).map(troubleOf));
    const written = outcomes.indexOf('full');
    assert.ok(written > 0, outcomes.join());
    assert.deepEqual(await journal.shows(), [{ show: 'demo', core: bulky(written).core }]);
    assert.equal(await journal.receipt('demo', 'round', String(written + 1)), null);
    assert.equal(numberOfErrors(log), 1, 'one line, not one for each failure');
    Atomics.store(pages, 0, 0);
    await journal.commit(bulky(12));
    assert.deepEqual(await journal.shows(), [{ show: 'demo', core: bulky(12).core }]);
    assert.equal(log.lines.at(-1)?.message, 'the journal writes again');
    await journal.close();
  });

  const deaths: Record<string, { start: (data: StoreData) => Worker; kill: (worker: Worker) => Promise<unknown> }> = {
    'it is ended from outside': {
      start: (data) => workerOf('silent', data),
      kill: (worker) => worker.terminate(),
    },
    'it throws': { start: (data) => workerOf('throwing', data), kill: () => Promise.resolve() },
  };
  for (const [what, { start, kill }] of Object.entries(deaths)) {
    it(`[STORE-34] when the worker dies, all that was asked and will be asked is refused as broken: ${what}`, async () => {
      const log = keepLog();
      const dir = tempDir();
      const before = await openSqliteJournal({ dir, log });
      await before.commit(wholeEntry('demo', 1));
      await before.close();
      let worker: Worker | undefined;
      const journal = await openSqliteJournal({ dir, log, startWorker: (data) => (worker = start(data)) });
      const underWay = [journal.commit(wholeEntry('demo', 2)), journal.shows()];
      await Promise.resolve();
      const waiting = [journal.commit(wholeEntry('demo', 3)), journal.shows()];
      assert.ok(worker);
      await kill(worker);
      const outcomes = await Promise.allSettled([...underWay, ...waiting]);
      assert.deepEqual(outcomes.map(troubleOf), ['broken', 'broken', 'broken', 'broken']);
      await assert.rejects(journal.commit(wholeEntry('demo', 4)), /has broken and takes nothing more.*Restart the server/);
      await assert.rejects(journal.shows(), JournalError);
      assert.equal(journal.stats().state, 'broken');
      assert.equal(numberOfErrors(log), 1);
      await journal.close();
      const after = await openSqliteJournal({ dir, log });
      assert.deepEqual(await after.receipt('demo', 'round', '1'), { n: 1 });
      await after.close();
    });
  }

  it('[STORE-35] an entry beyond the size limit, or beyond what may wait, is refused at once and alone', async () => {
    const limits = { entrySize: 1000, queueSize: 2500 };
    const journal = await openSqliteJournal({ dir: tempDir(), log: keepLog(), limits });
    const sized = (n: number, size: number) => journal.commit({ show: `show-${n}`, core: 'x'.repeat(size - 2) });
    const outcomes = await Promise.allSettled([sized(1, 1000), sized(2, 1001), sized(3, 1000), sized(4, 1000), sized(5, 500)]);
    assert.deepEqual(outcomes.map(troubleOf), ['ok', 'too-large', 'ok', 'behind', 'ok']);
    await sized(4, 1000);
    const shows = await journal.shows();
    assert.deepEqual(
      shows.map(({ show }) => show),
      ['show-1', 'show-3', 'show-4', 'show-5'],
    );
    await journal.close();
  });

  it('[STORE-36] a read that fails fails alone', () => {
    const db = new DatabaseSync(':memory:');
    migrate(db, journalSchema);
    const store = createStore(db);
    db.exec('DROP TABLE facts');
    const { failures, answers } = store.run({
      kind: 'turn',
      entries: [encodeEntry({ show: 'demo', core: 1 })],
      reads: [{ kind: 'facts', show: 'demo', limit: 1 }, { kind: 'shows' }],
    });
    assert.deepEqual(failures, []);
    assert.ok(answers[0] && 'failure' in answers[0]);
    assert.equal(answers[0].failure.trouble, 'failed');
    assert.deepEqual(answers[1], { json: '[{"show":"demo","core":1}]' });
    store.close();
  });
});

/** An entry that grows with `n`. */
function bulky(n: number): JournalEntry {
  return { ...wholeEntry('demo', n), core: { n, filling: 'x'.repeat(20_000 * n) } };
}

function workerOf(name: string, workerData: object): Worker {
  return new Worker(new URL(`./workers/${name}.ts`, import.meta.url), { workerData });
}

function troubleOf(outcome: PromiseSettledResult<unknown>): string {
  if (outcome.status === 'fulfilled') return 'ok';
  return outcome.reason instanceof JournalError ? outcome.reason.trouble : String(outcome.reason);
}

function numberOfErrors(log: ReturnType<typeof keepLog>): number {
  return log.lines.filter(({ level }) => level === 'error').length;
}
