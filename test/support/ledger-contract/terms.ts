/** The contract of terms: how a sale is set up, and what may still be changed of it. */
import assert from 'node:assert/strict';
import { statusOf } from '../../../shared/sale/index.ts';
import type { LedgerSource } from '../ledger-contract.ts';
import { granted, holdMs, opensAt, refusalOf, SaleStand, termsOf } from '../ledger-stand.ts';

export function termsRules({ fresh }: LedgerSource): void {
  const stand = async (over = {}) => SaleStand.open(await fresh(), over);

  it('[SALE-21] a sale that is set up stands with all its stock available', async () => {
    const ledger = await fresh();
    const { generation, standing } = granted(await ledger.open(termsOf(), opensAt - 1000));
    assert.ok(generation.length > 0);
    const totals = { seq: 1, stock: 5, perViewer: 2, available: 5, held: 0, sold: 0, queued: 0, serving: 0 };
    assert.deepEqual(standing, { terms: termsOf(), totals, ended: null, nextExpiryAt: null });
    const sale = new SaleStand(ledger, { show: 'demo', sale: 'lamp', generation });
    assert.deepEqual(await sale.standing(), standing);
    assert.deepEqual(await sale.ledger.holds(sale.ref), []);
  });

  it('[SALE-21] the same terms again do nothing, whatever the order of their fields, also once units are taken', async () => {
    const sale = await stand();
    await sale.take({ viewer: 'ann' });
    const again = Object.fromEntries(Object.entries(termsOf()).toReversed()) as ReturnType<typeof termsOf>;
    const { generation, standing } = granted(await sale.ledger.open(again, opensAt + 5));
    assert.equal(generation, sale.ref.generation);
    assert.deepEqual(standing, await sale.standing());
    assert.deepEqual(await sale.kinds(), ['open', 'hold']);
  });

  it('[SALE-21] other terms count while nobody has got anything; from then on, and after the end, the id is taken', async () => {
    const sale = await stand();
    await sale.grab({ viewer: 'ann', at: opensAt - 1 });
    const { standing } = granted(await sale.ledger.open(termsOf({ stock: 9, perViewer: 4 }), opensAt - 900));
    assert.deepEqual([standing.totals.available, standing.totals.perViewer, standing.totals.seq], [9, 4, 2]);
    const hold = await sale.take({ viewer: 'ann', quantity: 4 });
    await sale.release(hold, 'ann');
    assert.equal(refusalOf(await sale.ledger.open(termsOf(), opensAt)), 'sale/exists');
    assert.deepEqual((await sale.standing()).terms, termsOf({ stock: 9, perViewer: 4 }));

    const ended = await SaleStand.open(sale.ledger, { sale: 'vase' });
    await ended.close('cancelled', opensAt - 1);
    assert.equal(refusalOf(await sale.ledger.open(termsOf({ sale: 'vase', stock: 6 }), opensAt)), 'sale/exists');
    assert.equal(refusalOf(await sale.ledger.open(termsOf({ sale: 'vase' }), opensAt)), 'ok', 'the very same terms');
    assert.deepEqual(await ended.kinds(), ['open', 'close']);
  });

  it('[SALE-16] stock and limit only go down, and stock never below what is held and sold', async () => {
    const sale = await stand({ stock: 10, perViewer: 4 });
    await sale.confirm(await sale.take({ viewer: 'ann', quantity: 3 }), 'o-1');
    await sale.take({ viewer: 'ben', quantity: 2 });
    assert.equal(refusalOf(await sale.adjust({ stock: 11 }, opensAt)), 'sale/only-down');
    assert.equal(refusalOf(await sale.adjust({ perViewer: 5 }, opensAt)), 'sale/only-down');
    assert.equal(refusalOf(await sale.adjust({ stock: 4 }, opensAt)), 'sale/below-taken');
    const { terms, totals } = granted(await sale.ledger.adjust(sale.ref, { stock: 6, perViewer: 3 }, opensAt));
    assert.deepEqual(terms, termsOf({ stock: 6, perViewer: 3 }));
    assert.deepEqual([totals.available, totals.held, totals.sold, totals.perViewer], [1, 2, 3, 3]);
    assert.equal(refusalOf(await sale.adjust({ stock: 5 }, opensAt)), 'ok');
    assert.equal(await sale.stock(), '0/2/3');
    assert.deepEqual(refusalOf(await sale.grab({ viewer: 'ann' })), { code: 'sale/limit', perViewer: 3, mine: 3 });
  });

  it('[SALE-16] an adjustment counts whole or not at all, and what changes nothing writes nothing', async () => {
    const sale = await stand();
    assert.equal(refusalOf(await sale.adjust({ stock: 3, perViewer: 9 })), 'sale/only-down');
    assert.equal(refusalOf(await sale.adjust({ stock: 3, opensAt: opensAt + 1, closesAt: opensAt + 2 })), 'bad-request');
    for (const nothing of [{}, { stock: 5 }, { perViewer: 2 }, { stock: undefined }, { opensAt, closesAt: termsOf().closesAt }])
      assert.equal(refusalOf(await sale.adjust(nothing)), 'ok', JSON.stringify(nothing));
    assert.deepEqual(await sale.kinds(), ['open']);
    assert.equal(await sale.stock(), '5/0/0');
  });

  it('[SALE-16] a stock or limit that is no whole number of at least one is refused', async () => {
    const sale = await stand();
    for (const wrong of [0, -1, 0.5, -0.5]) {
      assert.equal(refusalOf(await sale.adjust({ stock: wrong })), 'bad-request', `stock ${wrong}`);
      assert.equal(refusalOf(await sale.adjust({ perViewer: wrong })), 'bad-request', `perViewer ${wrong}`);
    }
    assert.deepEqual(await sale.kinds(), ['open']);
  });

  it('[SALE-16] what has run out counts as available when stock is lowered', async () => {
    const sale = await stand();
    await sale.take({ viewer: 'ann', quantity: 2 });
    assert.equal(refusalOf(await sale.adjust({ stock: 1 }, opensAt + holdMs - 1)), 'sale/below-taken');
    assert.equal(refusalOf(await sale.adjust({ stock: 1 }, opensAt + holdMs)), 'ok');
    assert.equal(await sale.stock(), '1/0/0');
  });

  it('[SALE-17] an opening can be moved earlier before it has come, with its close', async () => {
    const sale = await stand();
    const times = { opensAt: opensAt - 400, closesAt: opensAt + 100 };
    assert.equal(refusalOf(await sale.adjust(times, opensAt - 400)), 'ok');
    assert.deepEqual((await sale.standing()).terms, termsOf(times));
    assert.equal(refusalOf(await sale.grab({ viewer: 'ann', at: opensAt - 400 })), 'ok');
    assert.equal(refusalOf(await sale.grab({ viewer: 'ben', at: opensAt + 100 })), 'sale/ended');
  });

  it('[SALE-17] before the opening its close alone can be moved, too', async () => {
    const sale = await stand();
    const times = { opensAt, closesAt: opensAt + 9 };
    assert.equal(refusalOf(await sale.adjust(times)), 'ok');
    assert.deepEqual((await sale.standing()).terms, termsOf(times));
  });

  it('[SALE-17] a sale that is opened by hand may open at any time', async () => {
    const sale = await stand({ opensAt: 0, closesAt: 0 });
    assert.equal(refusalOf(await sale.adjust({ opensAt: 0, closesAt: 0 }, opensAt + 5)), 'ok');
    assert.equal(refusalOf(await sale.adjust({ opensAt: 0, closesAt: 9 }, opensAt + 5)), 'bad-request');
    assert.equal(refusalOf(await sale.adjust({ opensAt: opensAt + 5, closesAt: opensAt + 50 }, opensAt + 5)), 'ok');
    assert.equal(refusalOf(await sale.grab({ viewer: 'ann', at: opensAt + 5 })), 'ok');
    const { terms, totals, ended } = await sale.standing();
    assert.equal(statusOf({ ...terms, ended }, totals, opensAt + 5), 'open');
  });

  it('[SALE-17] an opening is not moved later, taken away, or left without its close', async () => {
    const sale = await stand();
    const wrong = [
      { opensAt: opensAt + 1, closesAt: opensAt + 2 },
      { opensAt: opensAt - 1 },
      { closesAt: opensAt + 5 },
      { opensAt: 0, closesAt: 0 },
      { opensAt: 0, closesAt: opensAt },
      { opensAt: -5, closesAt: opensAt },
      { opensAt: opensAt - 1, closesAt: opensAt - 1 },
      { opensAt: opensAt - 0.5, closesAt: opensAt },
    ];
    for (const change of wrong) assert.equal(refusalOf(await sale.adjust(change)), 'bad-request', JSON.stringify(change));
    assert.deepEqual((await sale.standing()).terms, termsOf());
  });

  it('[SALE-17] a sale that has opened keeps its times', async () => {
    const sale = await stand();
    const { closesAt } = termsOf();
    const wrong = [
      { opensAt: opensAt - 1, closesAt },
      { opensAt, closesAt: closesAt + 1 },
      { opensAt: opensAt + 1, closesAt },
    ];
    for (const change of wrong) assert.equal(refusalOf(await sale.adjust(change, opensAt)), 'sale/open', JSON.stringify(change));
    assert.equal(refusalOf(await sale.adjust({ opensAt, closesAt }, opensAt)), 'ok');
    // By its lines it has opened, whatever the asker's clock says.
    await sale.take({ viewer: 'ann' });
    assert.equal(refusalOf(await sale.adjust(wrong[0]!, opensAt - 1)), 'sale/open');
    assert.deepEqual((await sale.standing()).terms, termsOf());
  });
}
