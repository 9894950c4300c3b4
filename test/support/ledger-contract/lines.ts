/** The contract of lines: what is written, how it is read back in pages, and who hears of it first. */
import assert from 'node:assert/strict';
import type { LedgerSource } from '../ledger-contract.ts';
import { freshHold, holdMs, opensAt, SaleStand, termsOf } from '../ledger-stand.ts';
import type { LedgerLine } from '../../../shared/sale/index.ts';

export function lineRules({ fresh }: LedgerSource): void {
  it('[SALE-5] every line says what happened, when, and how the stock stands after it', async () => {
    const sale = await SaleStand.open(await fresh());
    const [first, second] = [freshHold(sale.ref), freshHold(sale.ref)];
    await sale.grab({ viewer: 'ann', quantity: 2, key: 'k1', hold: first, at: opensAt + 1 });
    await sale.grab({ viewer: 'ben', key: 'k2', hold: second, at: opensAt + 2 });
    await sale.confirm(first, 'o-1', opensAt + 3);
    await sale.release(second, 'ben', opensAt + 4);
    await sale.adjust({ stock: 4 }, opensAt + 5);
    await sale.close('closed', opensAt + 6);
    const after = { stock: 5, perViewer: 2, queued: 0, serving: 0 };
    const [ann, ben] = [
      { hold: first, viewer: 'ann', quantity: 2 },
      { hold: second, viewer: 'ben', quantity: 1 },
    ];
    const expected = [
      { kind: 'open', at: opensAt - 1000, terms: termsOf(), after: { ...after, seq: 1, available: 5, held: 0, sold: 0 } },
      {
        kind: 'hold',
        at: opensAt + 1,
        ...ann,
        key: 'k1',
        expiresAt: opensAt + 1 + holdMs,
        after: { ...after, seq: 2, available: 3, held: 2, sold: 0 },
      },
      {
        kind: 'hold',
        at: opensAt + 2,
        ...ben,
        key: 'k2',
        expiresAt: opensAt + 2 + holdMs,
        after: { ...after, seq: 3, available: 2, held: 3, sold: 0 },
      },
      { kind: 'confirm', at: opensAt + 3, ...ann, order: 'o-1', after: { ...after, seq: 4, available: 2, held: 1, sold: 2 } },
      { kind: 'release', at: opensAt + 4, ...ben, by: 'viewer', after: { ...after, seq: 5, available: 3, held: 0, sold: 2 } },
      {
        kind: 'adjust',
        at: opensAt + 5,
        terms: termsOf({ stock: 4 }),
        after: { ...after, stock: 4, seq: 6, available: 2, held: 0, sold: 2 },
      },
      { kind: 'close', at: opensAt + 6, how: 'closed', after: { ...after, stock: 4, seq: 7, available: 2, held: 0, sold: 2 } },
    ];
    const lines = await sale.lines();
    assert.deepEqual(
      lines.map(withoutPosition),
      expected.map((line) => ({ ...line, show: 'demo', sale: 'lamp' })),
    );
  });

  it('[SALE-5] the lines of a queue say whose turn it was', async () => {
    const sale = await SaleStand.open(await fresh(), { queue: true });
    const hold = freshHold(sale.ref);
    await sale.grab({ viewer: 'ann', key: 'k1', hold });
    await sale.admit(1, opensAt + 1);
    const after = { stock: 5, perViewer: 2, sold: 0 };
    const ann = { hold, viewer: 'ann', quantity: 1, show: 'demo', sale: 'lamp' };
    assert.deepEqual((await sale.lines()).slice(1).map(withoutPosition), [
      {
        kind: 'queue',
        at: opensAt,
        ...ann,
        key: 'k1',
        number: 1,
        after: { ...after, seq: 2, available: 5, held: 0, queued: 1, serving: 0 },
      },
      {
        kind: 'hold',
        at: opensAt + 1,
        ...ann,
        key: '',
        number: 1,
        expiresAt: opensAt + 1 + holdMs,
        after: { ...after, seq: 3, available: 4, held: 1, queued: 0, serving: 1 },
      },
    ]);
  });

  it('[SALE-31] a sale’s lines are read in pages, after a number', async () => {
    const sale = await SaleStand.open(await fresh(), { stock: 50 });
    for (let n = 0; n < 9; n++) await sale.take({ viewer: `v${n}` });
    const page = async (after: number, limit: number) =>
      (await sale.ledger.lines(sale.ref, { after, limit })).map((line) => line.after.seq);
    assert.deepEqual(await page(0, 4), [1, 2, 3, 4]);
    assert.deepEqual(await page(4, 4), [5, 6, 7, 8]);
    assert.deepEqual(await page(8, 4), [9, 10]);
    assert.deepEqual(await page(10, 4), []);
    assert.deepEqual(await page(99, 4), []);
    assert.deepEqual(await sale.ledger.lines({ show: 'demo', sale: 'none' }, { after: 0, limit: 4 }), []);
  });

  it('[SALE-31] the lines of all sales are read in the order in which they were written, after a position', async () => {
    const ledger = await fresh();
    assert.deepEqual(await ledger.tail(null, 10), []);
    const lamp = await SaleStand.open(ledger);
    const vase = await SaleStand.open(ledger, { sale: 'vase' });
    const night = await SaleStand.open(ledger, { show: 'night' });
    for (const sale of [vase, night, lamp, vase]) await sale.take({ viewer: 'ann' });
    const all = await ledger.tail(null, 100);
    assert.deepEqual(all.map(name), [
      'demo/lamp 1 open',
      'demo/vase 1 open',
      'night/lamp 1 open',
      'demo/vase 2 hold',
      'night/lamp 2 hold',
      'demo/lamp 2 hold',
      'demo/vase 3 hold',
    ]);
    for (let at = 0; at < all.length; at++) assert.deepEqual(await ledger.tail(all[at]!.position, 2), all.slice(at + 1, at + 3));
    const pages: LedgerLine[] = [];
    for (;;) {
      const page = await ledger.tail(pages.at(-1)?.position ?? null, 3);
      if (page.length === 0) break;
      pages.push(...page);
    }
    assert.deepEqual(pages, all);
    assert.deepEqual(
      await lamp.lines(),
      all.filter(({ show, sale }) => show === 'demo' && sale === 'lamp'),
    );
  });

  it('[SALE-31] lines that one ask wrote have positions of their own, too', async () => {
    const ledger = await fresh();
    const sale = await SaleStand.open(ledger);
    for (const viewer of ['ann', 'ben', 'cem']) await sale.take({ viewer });
    await sale.close('cancelled');
    const all = await ledger.tail(null, 100);
    assert.equal(all.length, 8);
    assert.equal(new Set(all.map(({ position }) => position)).size, 8);
    const one = await ledger.tail(null, 1);
    const pages = [...one];
    for (let page = one; page.length > 0; pages.push(...page)) page = await ledger.tail(page[0]!.position, 1);
    assert.deepEqual(pages, all);
  });

  it('[SALE-30] watchers are told of lines, not of asks that wrote none', async () => {
    const ledger = await fresh();
    const told: number[] = [];
    ledger.watch((lines) => told.push(lines.length));
    const sale = await SaleStand.open(ledger);
    await sale.grab({ viewer: 'ann', at: opensAt - 1 });
    await sale.expire(opensAt);
    await sale.standing();
    await sale.take({ viewer: 'ann' });
    assert.deepEqual(told, [1, 1]);
  });

  it('[SALE-30] watchers hear every line, in order, before the ask that wrote it is answered, as it can be read later', async () => {
    const ledger = await fresh();
    const [heard, order]: [LedgerLine[], string[]] = [[], []];
    ledger.watch((lines) => {
      heard.push(...lines);
      for (const line of lines) order.push(`heard ${line.kind} ${line.after.seq}`);
    });
    const sale = await SaleStand.open(ledger, { stock: 2 });
    order.push('answered 1');
    const grabs = ['ann', 'ben', 'cem'].map(async (viewer, n) => {
      await sale.grab({ viewer });
      order.push(`answered ${n + 2}`);
    });
    await Promise.all(grabs);
    assert.deepEqual(order.slice(0, 2), ['heard open 1', 'answered 1']);
    assert.ok(order.indexOf('heard hold 2') < order.indexOf('answered 2'));
    assert.ok(order.indexOf('heard hold 3') < order.indexOf('answered 3'));
    await sale.expire(opensAt + holdMs);
    assert.deepEqual(heard, await ledger.tail(null, 100));
    assert.deepEqual(
      heard.map(({ after }) => after.seq),
      [1, 2, 3, 4, 5],
    );
  });

  it('[SALE-30] a watcher that ends, or throws, keeps nobody from hearing, nor the asker from the answer', async () => {
    const ledger = await fresh();
    const [first, last]: [string[], string[]] = [[], []];
    const end = ledger.watch((lines) => first.push(...lines.map(({ kind }) => kind)));
    ledger.watch(() => {
      throw new Error('a watcher’s own trouble');
    });
    ledger.watch((lines) => last.push(...lines.map(({ kind }) => kind)));
    const sale = await SaleStand.open(ledger);
    end();
    end();
    await sale.take({ viewer: 'ann' });
    assert.deepEqual([first, last], [['open'], ['open', 'hold']]);
    assert.equal(await sale.stock(), '4/1/0');
  });

  it('[SALE-30] the same function may watch twice, and end once', async () => {
    const ledger = await fresh();
    let heard = 0;
    const listener = (lines: readonly LedgerLine[]) => {
      heard += lines.length;
    };
    const end = ledger.watch(listener);
    ledger.watch(listener);
    const sale = await SaleStand.open(ledger);
    assert.equal(heard, 2);
    end();
    await sale.take({ viewer: 'ann' });
    assert.equal(heard, 3);
  });
}

function name({ show, sale, kind, after }: LedgerLine): string {
  return `${show}/${sale} ${after.seq} ${kind}`;
}

/** Positions are each ledger's own. */
function withoutPosition(line: LedgerLine): object {
  const { position, ...rest } = line;
  assert.ok(typeof position === 'string' && position !== '');
  return rest;
}
