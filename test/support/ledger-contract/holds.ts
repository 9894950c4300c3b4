/** The contract of holds: confirmed by the shop, given back, or run out; each ends once. */
import assert from 'node:assert/strict';
import type { LedgerSource } from '../ledger-contract.ts';
import { freshHold, holdMs, opensAt, refusalOf, SaleStand } from '../ledger-stand.ts';

export function holdRules({ fresh }: LedgerSource): void {
  const stand = async (over = {}) => SaleStand.open(await fresh(), over);
  const due = opensAt + holdMs;

  it('[SALE-13] a confirmed hold is sold; the same order again has the same answer, another order is refused', async () => {
    const sale = await stand();
    const hold = await sale.take({ viewer: 'ann', quantity: 2 });
    const answer = { hold, order: 'o-1', viewer: 'ann', quantity: 2 };
    assert.deepEqual(await sale.confirm(hold, 'o-1'), answer);
    assert.equal(await sale.stock(), '3/0/2');
    assert.deepEqual(await sale.confirm(hold, 'o-1', due + 1), answer);
    assert.equal(refusalOf(await sale.confirm(hold, 'o-2')), 'hold/confirmed');
    assert.equal(await sale.stock(), '3/0/2');
    assert.deepEqual(await sale.kinds(), ['open', 'hold', 'confirm']);
  });

  it('[SALE-13] a confirm of what is held no more says why: run out, given back, or never there', async () => {
    const sale = await stand();
    const [late, back] = [await sale.take({ viewer: 'ann' }), await sale.take({ viewer: 'ben' })];
    await sale.release(back, 'ben');
    assert.equal(refusalOf(await sale.confirm(back, 'o-1')), 'hold/released');
    assert.equal(refusalOf(await sale.confirm(late, 'o-1', due)), 'hold/expired');
    for (const nobodys of [freshHold(sale.ref), freshHold({ show: 'demo', sale: 'vase' }), 'nonsense', 'demo.lamp.', ''])
      assert.equal(refusalOf(await sale.confirm(nobodys, 'o-1')), 'hold/unknown', nobodys);
    assert.equal(await sale.stock(), '5/0/0');
  });

  it('[SALE-14] a viewer gives back only what is their own; the shop anything', async () => {
    const sale = await stand();
    const [first, second] = [await sale.take({ viewer: 'ann' }), await sale.take({ viewer: 'ann' })];
    assert.equal(refusalOf(await sale.release(first, 'eve')), 'hold/unknown');
    assert.equal(refusalOf(await sale.release(first, '')), 'hold/unknown');
    assert.equal(refusalOf(await sale.release(freshHold(sale.ref), 'ann')), 'hold/unknown');
    assert.equal(await sale.stock(), '3/2/0');
    assert.deepEqual(await sale.release(first, 'ann'), { hold: first });
    assert.deepEqual(await sale.release(second, null), { hold: second });
    assert.equal(await sale.stock(), '5/0/0');
    const by = (await sale.ledger.holds(sale.ref)).map((hold) => (hold.status === 'released' ? hold.by : hold.status));
    assert.deepEqual(by, ['viewer', 'shop']);
  });

  it('[SALE-14] giving back twice is giving back once; what is sold or has run out cannot be given back', async () => {
    const sale = await stand();
    const [back, sold] = [await sale.take({ viewer: 'ann' }), await sale.take({ viewer: 'ann' })];
    const late = await sale.take({ viewer: 'ben' });
    await sale.confirm(sold, 'o-1');
    await sale.release(back, 'ann');
    assert.deepEqual(await sale.release(back, 'ann'), { hold: back });
    assert.deepEqual(await sale.release(back, null), { hold: back });
    assert.equal(refusalOf(await sale.release(back, 'eve')), 'hold/unknown');
    assert.equal(refusalOf(await sale.release(sold, 'ann')), 'hold/confirmed');
    assert.equal(refusalOf(await sale.release(late, 'ben', due)), 'hold/expired');
    assert.deepEqual(await sale.kinds(), ['open', 'hold', 'hold', 'hold', 'confirm', 'release', 'expire']);
  });

  it('[SALE-15] a hold runs out at expiresAt, not before, once, and its units are back on sale', async () => {
    const sale = await stand();
    await sale.take({ viewer: 'ann', quantity: 2 });
    await sale.take({ viewer: 'ben', at: opensAt + 10 });
    assert.deepEqual((await sale.expire(due - 1)).totals.held, 3);
    const standing = await sale.expire(due);
    assert.deepEqual([standing.totals.available, standing.totals.held, standing.nextExpiryAt], [4, 1, due + 10]);
    await sale.expire(due);
    assert.equal((await sale.expire(due + 10)).nextExpiryAt, null);
    await sale.expire(due + 1_000_000);
    assert.deepEqual(await sale.kinds(), ['open', 'hold', 'hold', 'expire', 'expire']);
    assert.equal(await sale.stock(), '5/0/0');
  });

  it('[SALE-15] a hold confirmed in the last moment is an order', async () => {
    const sale = await stand();
    const hold = await sale.take({ viewer: 'ann' });
    assert.equal(refusalOf(await sale.confirm(hold, 'o-1', due - 1)), 'ok');
    await sale.expire(due + 1);
    assert.equal(await sale.stock(), '4/0/1');
  });

  it('[SALE-15] whoever asks next finds what has run out, without anybody having looked for it', async () => {
    const sale = await stand({ stock: 1 });
    const lost = await sale.take({ viewer: 'ann' });
    assert.equal(refusalOf(await sale.grab({ viewer: 'ben', at: due - 1 })), 'sold-out');
    const next = await sale.take({ viewer: 'ben', at: due });
    assert.deepEqual(
      (await sale.ledger.holds(sale.ref)).map(({ hold, status }) => [hold, status]),
      [
        [lost, 'expired'],
        [next, 'held'],
      ],
    );
  });

  it('[SALE-15] a refused ask, too, writes what had run out by then', async () => {
    const sale = await stand({ stock: 1 });
    const hold = await sale.take({ viewer: 'ann' });
    assert.equal(refusalOf(await sale.confirm(hold, 'o-1', due)), 'hold/expired');
    assert.deepEqual(await sale.kinds(), ['open', 'hold', 'expire']);
    const second = await sale.take({ viewer: 'ann', at: due });
    assert.deepEqual(refusalOf(await sale.grab({ viewer: 'ben', at: due + holdMs, quantity: 3 })), {
      code: 'sale/limit',
      perViewer: 2,
      mine: 0,
    });
    assert.equal(refusalOf(await sale.release(second, 'ann', due + holdMs)), 'hold/expired');
    assert.deepEqual(await sale.kinds(), ['open', 'hold', 'expire', 'hold', 'expire']);
  });

  it('[SALE-26] a clock that goes backwards dates no line before the last, and a hold never runs out early for it', async () => {
    const sale = await stand();
    const first = await sale.take({ viewer: 'ann', at: opensAt + 1000 });
    const answer = await sale.grab({ viewer: 'ben', at: opensAt + 400 });
    assert.deepEqual('expiresAt' in answer && answer.expiresAt, opensAt + 1000 + holdMs);
    await sale.confirm(first, 'o-1', opensAt + 300);
    const dates = (await sale.lines()).map(({ at }) => at - opensAt);
    assert.deepEqual(dates, [-1000, 1000, 1000, 1000]);
    assert.equal((await sale.expire(opensAt + 999 + holdMs)).totals.held, 1);
    assert.equal((await sale.expire(opensAt + 1000 + holdMs)).totals.held, 0);
  });
}
