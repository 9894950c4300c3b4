/** The contract of grabs: who gets units, when, how many, and what a key means. */
import assert from 'node:assert/strict';
import type { LedgerSource } from '../ledger-contract.ts';
import { freshHold, holdMs, opensAt, refusalOf, SaleStand, termsOf } from '../ledger-stand.ts';

export function grabRules({ fresh }: LedgerSource): void {
  const stand = async (over = {}) => SaleStand.open(await fresh(), over);

  it('[SALE-3] a grab counts by when it arrived: from opensAt on, and before closesAt', async () => {
    const sale = await stand();
    const { closesAt } = termsOf();
    assert.deepEqual(refusalOf(await sale.grab({ viewer: 'ann', at: opensAt - 1 })), { code: 'not-open', opensAt });
    assert.equal(refusalOf(await sale.grab({ viewer: 'ann', at: opensAt })), 'ok');
    assert.equal(refusalOf(await sale.grab({ viewer: 'ann', at: closesAt - 1 })), 'ok');
    assert.equal(refusalOf(await sale.grab({ viewer: 'ben', at: closesAt })), 'sale/ended');
  });

  it('[SALE-3] a sale without an opening is not open, at any time', async () => {
    const sale = await stand({ opensAt: 0, closesAt: 0 });
    assert.deepEqual(refusalOf(await sale.grab({ viewer: 'ann' })), { code: 'not-open', opensAt: 0 });
    assert.equal(await sale.stock(), '5/0/0');
  });

  it('[SALE-4] a grab takes its units from those available and holds them for holdMs', async () => {
    const sale = await stand();
    const hold = freshHold(sale.ref);
    const answer = await sale.grab({ viewer: 'ann', quantity: 2, hold, at: opensAt + 7 });
    assert.deepEqual(answer, { hold, expiresAt: opensAt + 7 + holdMs });
    assert.equal(await sale.stock(), '3/2/0');
    assert.equal((await sale.standing()).nextExpiryAt, opensAt + 7 + holdMs);
    assert.deepEqual(await sale.ledger.holds(sale.ref), [
      { hold, viewer: 'ann', quantity: 2, sale: 'lamp', at: opensAt + 7, status: 'held', expiresAt: opensAt + 7 + holdMs },
    ]);
  });

  it('[SALE-6] a viewer has at most perViewer units, held and bought together', async () => {
    const sale = await stand({ perViewer: 3 });
    const first = await sale.take({ viewer: 'ann', quantity: 2 });
    await sale.confirm(first, 'o-1');
    assert.deepEqual(refusalOf(await sale.grab({ viewer: 'ann', quantity: 2 })), { code: 'sale/limit', perViewer: 3, mine: 2 });
    await sale.take({ viewer: 'ann', quantity: 1 });
    assert.deepEqual(refusalOf(await sale.grab({ viewer: 'ann' })), { code: 'sale/limit', perViewer: 3, mine: 3 });
    await sale.take({ viewer: 'ben', quantity: 2 });
    assert.equal(await sale.stock(), '0/3/2');
  });

  it('[SALE-6] what a viewer gave back, or let run out, does not count any more; what was bought does', async () => {
    const sale = await stand();
    const [first, second] = [await sale.take({ viewer: 'ann' }), await sale.take({ viewer: 'ann' })];
    await sale.release(first, 'ann');
    await sale.take({ viewer: 'ann' });
    assert.deepEqual(refusalOf(await sale.grab({ viewer: 'ann' })), { code: 'sale/limit', perViewer: 2, mine: 2 });
    await sale.confirm(second, 'o-1');
    await sale.expire(opensAt + holdMs);
    const later = opensAt + holdMs;
    await sale.take({ viewer: 'ann', at: later });
    assert.deepEqual(refusalOf(await sale.grab({ viewer: 'ann', at: later })), { code: 'sale/limit', perViewer: 2, mine: 2 });
  });

  it('[SALE-7] no grab gets more than there is: fewer left is said, and nothing left is sold-out', async () => {
    const sale = await stand({ stock: 3 });
    await sale.take({ viewer: 'ann', quantity: 2 });
    assert.deepEqual(refusalOf(await sale.grab({ viewer: 'ben', quantity: 2 })), { code: 'sale/too-few', left: 1 });
    await sale.take({ viewer: 'ben' });
    assert.equal(refusalOf(await sale.grab({ viewer: 'cem' })), 'sold-out');
    assert.equal(refusalOf(await sale.grab({ viewer: 'cem', quantity: 2 })), 'sold-out');
    assert.equal(await sale.stock(), '0/3/0');
  });

  it('[SALE-8] the same key with the same quantity has the same answer for ever, and one effect', async () => {
    const sale = await stand({ stock: 2 });
    const ask = { viewer: 'ann', key: 'k', quantity: 1 };
    const first = await sale.grab(ask);
    assert.deepEqual(await sale.grab({ ...ask, at: opensAt + 5 }), first);
    await sale.take({ viewer: 'ben' });
    assert.deepEqual(await sale.grab(ask), first, 'sold out');
    await sale.expire(opensAt + holdMs);
    assert.deepEqual(await sale.grab({ ...ask, at: opensAt + holdMs + 1 }), first, 'expired');
    await sale.close('closed', opensAt + holdMs + 2);
    assert.deepEqual(await sale.grab({ ...ask, at: opensAt + holdMs + 3 }), first, 'closed');
    assert.deepEqual(await sale.grab({ ...ask, at: opensAt - 50_000 }), first, 'whenever it arrives');
    assert.deepEqual(await sale.kinds(), ['open', 'hold', 'hold', 'expire', 'expire', 'close']);
  });

  it('[SALE-8] a key with another quantity is refused as key-reused, and changes nothing', async () => {
    const sale = await stand();
    await sale.take({ viewer: 'ann', key: 'k', quantity: 1 });
    assert.equal(refusalOf(await sale.grab({ viewer: 'ann', key: 'k', quantity: 2 })), 'key-reused');
    await sale.close('cancelled');
    assert.equal(refusalOf(await sale.grab({ viewer: 'ann', key: 'k', quantity: 2 })), 'key-reused');
    assert.deepEqual(await sale.kinds(), ['open', 'hold', 'close', 'release']);
  });

  it('[SALE-9] a refusal is not remembered: the same key may ask again, for another quantity too', async () => {
    const sale = await stand({ stock: 2 });
    assert.deepEqual(refusalOf(await sale.grab({ viewer: 'ann', key: 'k', at: opensAt - 1 })), { code: 'not-open', opensAt });
    const other = await sale.take({ viewer: 'ben', quantity: 2 });
    assert.equal(refusalOf(await sale.grab({ viewer: 'ann', key: 'k' })), 'sold-out');
    await sale.release(other, 'ben');
    assert.equal(refusalOf(await sale.grab({ viewer: 'ann', key: 'k', quantity: 2 })), 'ok');
    assert.equal(await sale.stock(), '0/2/0');
  });

  it('[SALE-10] keys of two viewers never meet, nor those of two sales', async () => {
    const ledger = await fresh();
    const lamp = await SaleStand.open(ledger, { stock: 20, perViewer: 10 });
    const vase = await SaleStand.open(ledger, { sale: 'vase', stock: 20, perViewer: 10 });
    const pairs = [
      ['ann', 'k'],
      ['an', 'nk'],
      ['ann', ':k'],
      ['ann:', 'k'],
      ['ann', 'k '],
      ['ann', ' k'],
      ['ann.k', 'k'],
      ['ann', 'k.k'],
    ] as const;
    const holds = new Set<string>();
    for (const sale of [lamp, vase]) for (const [viewer, key] of pairs) holds.add(await sale.take({ viewer, key }));
    assert.equal(holds.size, 16);
    assert.deepEqual([await lamp.stock(), await vase.stock()], ['12/8/0', '12/8/0']);
  });

  it('[SALE-11] a quantity that is no whole number of at least one is refused and changes nothing', async () => {
    const sale = await stand({ perViewer: 1000, stock: 1000 });
    for (const quantity of [0, -1, -1000, 0.5, 1.5, -0.5]) {
      assert.equal(refusalOf(await sale.grab({ viewer: 'eve', quantity })), 'bad-request', String(quantity));
    }
    for (const quantity of [1001, 2 ** 31, 2 ** 32 + 1, 2 ** 53, 1e300]) {
      const refused = { code: 'sale/limit', perViewer: 1000, mine: 0 };
      assert.deepEqual(refusalOf(await sale.grab({ viewer: 'eve', quantity })), refused, String(quantity));
    }
    assert.deepEqual(await sale.kinds(), ['open']);
  });

  it('[SALE-12] a hold’s id that is taken already is not taken again: the hold stays its viewer’s', async () => {
    const sale = await stand();
    const hold = await sale.take({ viewer: 'ann', quantity: 2 });
    assert.equal(refusalOf(await sale.grab({ viewer: 'eve', hold, key: 'other' })), 'busy');
    assert.deepEqual(
      (await sale.ledger.holds(sale.ref)).map(({ viewer, quantity }) => `${viewer} ${quantity}`),
      ['ann 2'],
    );
    assert.equal(refusalOf(await sale.grab({ viewer: 'eve', key: 'other' })), 'ok', 'the key was not used');
  });
}
