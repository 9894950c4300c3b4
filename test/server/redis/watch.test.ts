/** Several processes that share one ledger: each hears of every line, whoever wrote it. */
import assert from 'node:assert/strict';
import { holdMs, opensAt, refusalOf, SaleStand } from '../../support/ledger-stand.ts';
import { poll } from '../../support/within.ts';
import { useRedis } from './support.ts';
import type { LedgerLine } from '../../../shared/sale/index.ts';

describe('a ledger that processes share', () => {
  const stand = useRedis();

  it('[SALE-63] a line that one wrote is heard by all, in the same order, once', async () => {
    const ledgers = [await stand.open(), await stand.open(), await stand.open()];
    const heard = ledgers.map((ledger) => {
      const lines: LedgerLine[] = [];
      ledger.watch((more) => lines.push(...more));
      return lines;
    });
    const { ref } = await SaleStand.open(ledgers[0]!, { stock: 1000 });
    const sales = ledgers.map((ledger) => new SaleStand(ledger, ref));
    const asks = Array.from({ length: 300 }, (_, n) => sales[n % 3]!.grab({ viewer: `v${n}` }));
    assert.deepEqual((await Promise.all(asks)).map(refusalOf), Array(300).fill('ok'));
    for (const lines of heard) await poll('all are heard', () => lines.length === 301);
    const written = await ledgers[0]!.tail(null, 1000);
    for (const lines of heard) assert.deepEqual(lines, written);
  });

  it('[SALE-63] whoever begins to watch later hears what comes from then on, and finds the rest in the lines', async () => {
    const sale = await SaleStand.open(await stand.open());
    await sale.take({ viewer: 'ann' });
    const late = await stand.open();
    const heard: LedgerLine[] = [];
    late.watch((lines) => heard.push(...lines));
    await new SaleStand(late, sale.ref).take({ viewer: 'ben' });
    assert.deepEqual(
      heard.map(({ after }) => after.seq),
      [3],
    );
    assert.deepEqual(
      (await late.holds(sale.ref)).map(({ viewer }) => viewer),
      ['ann', 'ben'],
    );
  });

  it('[SALE-63] a connection that is cut again and again leaves no gap, and tells nothing twice', async () => {
    const [writer, watcher] = [await stand.open(), await stand.open()];
    const heard: number[] = [];
    watcher.watch((lines) => heard.push(...lines.map(({ after }) => after.seq)));
    const sale = await SaleStand.open(writer, { stock: 1000 });
    let answered = 0;
    for (let round = 0; round < 10; round++) {
      await stand.say('CLIENT', 'KILL', 'TYPE', 'normal');
      const viewers = Array.from({ length: 20 }, (_, n) => `v${round}-${n}`);
      const askAll = () => Promise.all(viewers.map((viewer) => sale.grab({ viewer, key: 'k' })));
      await poll('the writer is back', async () => (await askAll()).every((answer) => refusalOf(answer) === 'ok'));
      answered += viewers.length;
    }
    await poll('all are heard', () => heard.length > answered);
    assert.deepEqual(
      heard,
      Array.from({ length: answered + 1 }, (_, n) => n + 1),
    );
  });

  it('[SALE-63] processes that begin the first ledger in one moment begin one', async () => {
    const ledgers = await Promise.all(['lamp', 'vase', 'sofa'].map(() => stand.open()));
    const sales = await Promise.all(['lamp', 'vase', 'sofa'].map((sale, n) => SaleStand.open(ledgers[n]!, { sale })));
    assert.equal(new Set(sales.map(({ ref }) => ref.generation)).size, 1);
    for (const sale of sales) assert.equal(refusalOf(await sale.grab({ viewer: 'ann' })), 'ok');
  });

  it('[SALE-63] what one has sold out is sold out for all, and a viewer’s limit and keys are the same everywhere', async () => {
    const [first, second] = [await stand.open(), await stand.open()];
    const here = await SaleStand.open(first, { stock: 3 });
    const there = new SaleStand(second, here.ref);
    const answer = await here.grab({ viewer: 'ann', key: 'k', quantity: 2 });
    assert.deepEqual(await there.grab({ viewer: 'ann', key: 'k', quantity: 2 }), answer);
    assert.deepEqual(refusalOf(await there.grab({ viewer: 'ann' })), { code: 'sale/limit', perViewer: 2, mine: 2 });
    await there.take({ viewer: 'ben' });
    assert.equal(refusalOf(await here.grab({ viewer: 'cem' })), 'sold-out');
    assert.equal((await there.expire(opensAt + holdMs)).totals.available, 3);
    assert.equal(await here.stock(), '3/0/0');
  });
});
