/** Many asks, few transactions; and what an operator can read about it. */
import assert from 'node:assert/strict';
import type { Metrics } from '../../../rooms/metrics.ts';
import { openSqliteLedger } from '../../../server/sqlite/ledger.ts';
import type { SqliteLedger, SqliteLedgerOptions } from '../../../server/sqlite/ledger.ts';
import { sweepLimit } from '../../../shared/sale/index.ts';
import { holdMs, opensAt, refusalOf, SaleStand } from '../../support/ledger-stand.ts';
import { keepLog, useTempDirs } from './support.ts';

describe('group commit of the ledger', () => {
  const tempDir = useTempDirs();
  let ledger: SqliteLedger;
  const open = async (options: Partial<SqliteLedgerOptions> = {}): Promise<SaleStand> => {
    ledger = await openSqliteLedger({ dir: tempDir(), log: keepLog(), ...options });
    return SaleStand.open(ledger, { stock: 5000 });
  };
  afterEach(() => ledger.stop());

  it('[SALE-44] a thousand grabs called in one go share a transaction', async () => {
    const sale = await open();
    const before = ledger.stats();
    await Promise.all(Array.from({ length: 1000 }, (_, n) => sale.grab({ viewer: `v${n}` })));
    const { entries, batches, largestBatch } = ledger.stats();
    assert.deepEqual([entries - before.entries, batches - before.batches, largestBatch], [1000, 1, 1000]);
  });

  it('[SALE-44] a hundred viewers who each wait for their own answer share transactions with one another', async () => {
    const sale = await open();
    const before = ledger.stats().batches;
    const grabTen = async (viewer: number): Promise<void> => {
      for (let n = 0; n < 10; n++) await sale.grab({ viewer: `${viewer}-${n}` });
    };
    await Promise.all(Array.from({ length: 100 }, (_, viewer) => grabTen(viewer)));
    assert.equal((await sale.standing()).totals.held, 1000);
    const batches = ledger.stats().batches - before;
    assert.ok(batches <= 50, `${batches} transactions`);
  });

  it('[SALE-44] a transaction takes no more asks than its limit says, and those behind come next, in order', async () => {
    const sale = await open({ limits: { batchEntries: 10 } });
    const before = ledger.stats().batches;
    const viewers = Array.from({ length: 95 }, (_, n) => `v${n}`);
    await Promise.all(viewers.map((viewer) => sale.grab({ viewer })));
    assert.deepEqual([ledger.stats().batches - before, ledger.stats().largestBatch], [10, 10]);
    const holders = (await ledger.holds(sale.ref)).map(({ viewer }) => viewer);
    assert.deepEqual(holders, viewers);
  });

  it('[SALE-209] asks that share a transaction share its step of what is due, too', async () => {
    const sale = await open();
    await Promise.all(Array.from({ length: 3 * sweepLimit }, (_, n) => sale.take({ viewer: `v${n}` })));
    await Promise.all(Array.from({ length: 50 }, (_, n) => sale.take({ viewer: `w${n}`, at: opensAt + holdMs })));
    const kinds = (await sale.kinds()).slice(1 + 3 * sweepLimit);
    assert.deepEqual([kinds.length, kinds.lastIndexOf('expire')], [sweepLimit + 50, sweepLimit - 1]);
    assert.equal((await sale.expire(opensAt + holdMs)).totals.held, sweepLimit + 50, 'the next has a step of its own');
  });

  it('[SALE-45] questions and refusals cost no transaction', async () => {
    const sale = await open();
    await sale.take({ viewer: 'ann', quantity: 2, key: 'k' });
    const before = ledger.stats();
    const answers = await Promise.all([
      sale.grab({ viewer: 'ann', quantity: 2, key: 'k' }),
      sale.grab({ viewer: 'ann' }),
      sale.grab({ viewer: 'ben', at: opensAt - 1 }),
      sale.expire(opensAt),
    ]);
    assert.deepEqual(answers.map(refusalOf), [
      'ok',
      { code: 'sale/limit', perViewer: 2, mine: 2 },
      { code: 'not-open', opensAt },
      'ok',
    ]);
    const after = ledger.stats();
    assert.deepEqual([after.entries - before.entries, after.batches - before.batches], [4, 0]);
  });

  it('[SALE-52] the operator can see lines by kind, how long answers took, and what could not be written', async () => {
    const counted: Record<string, number> = {};
    const observed: number[] = [];
    const metrics: Pick<Metrics, 'count' | 'observe'> = {
      count: (...[name, by, labels]) => {
        const key = `${name} ${Object.values(labels ?? {}).join()}`;
        counted[key] = (counted[key] ?? 0) + by;
      },
      observe: (...[name, seconds]) => {
        assert.equal(name, 'drumroll_ledger_commit_duration_seconds');
        observed.push(seconds);
      },
    };
    const sale = await open({ metrics });
    await sale.confirm(await sale.take({ viewer: 'ann' }), 'o-1');
    await Promise.all(['ben', 'cem'].map((viewer) => sale.grab({ viewer })));
    await sale.expire(opensAt + holdMs);
    assert.equal(ledger.stats().waiting, 0);
    await ledger.stop();
    assert.equal(refusalOf(await sale.grab({ viewer: 'dan' })), 'ledger-unavailable');
    assert.deepEqual(counted, {
      'drumroll_ledger_lines_total open': 1,
      'drumroll_ledger_lines_total hold': 3,
      'drumroll_ledger_lines_total confirm': 1,
      'drumroll_ledger_lines_total expire': 2,
      'drumroll_ledger_unavailable_total closed': 1,
    });
    assert.equal(observed.length, 6);
    assert.ok(observed.every((seconds) => seconds > 0));
    const { state, entries, failed } = ledger.stats();
    assert.deepEqual({ state, entries, failed }, { state: 'closed', entries: 6, failed: 0 });
  });
});
