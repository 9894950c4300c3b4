/** The contract of a sale's end: closed or cancelled, by whom ever, once. */
import assert from 'node:assert/strict';
import { statusOf } from '../../../shared/sale/index.ts';
import type { LedgerSource } from '../ledger-contract.ts';
import { holdMs, opensAt, refusalOf, SaleStand, termsOf } from '../ledger-stand.ts';

export function endRules({ fresh }: LedgerSource): void {
  const stand = async (over = {}) => SaleStand.open(await fresh(), over);

  it('[SALE-2] a sold-out sale is open again when units come back, for as long as it lasts', async () => {
    const sale = await stand({ stock: 1 });
    assert.equal(await statusAt(sale, opensAt), 'open');
    const hold = await sale.take({ viewer: 'ann' });
    assert.equal(await statusAt(sale, opensAt), 'sold-out');
    await sale.release(hold, 'ann');
    assert.equal(await statusAt(sale, opensAt), 'open');
    await sale.confirm(await sale.take({ viewer: 'ann' }), 'o-1');
    assert.equal(await statusAt(sale, opensAt), 'sold-out');
    assert.equal(await statusAt(sale, termsOf().closesAt), 'closed');
  });

  it('[SALE-18] a close takes no more grabs and leaves what is held to be confirmed until it runs out', async () => {
    const sale = await stand();
    const [paid, late] = [await sale.take({ viewer: 'ann' }), await sale.take({ viewer: 'ben' })];
    assert.equal(refusalOf(await sale.close('closed', opensAt + 10)), 'ok');
    assert.equal(await statusAt(sale, opensAt + 10), 'closed');
    assert.equal(refusalOf(await sale.grab({ viewer: 'cem', at: opensAt + 5 })), 'sale/ended');
    assert.equal(refusalOf(await sale.adjust({ stock: 3 }, opensAt + 10)), 'sale/ended');
    assert.equal(await sale.stock(), '3/2/0');
    assert.equal(refusalOf(await sale.confirm(paid, 'o-1', opensAt + holdMs - 1)), 'ok');
    await sale.expire(opensAt + holdMs);
    assert.equal(refusalOf(await sale.confirm(late, 'o-2', opensAt + holdMs)), 'hold/expired');
    assert.equal(await sale.stock(), '4/0/1');
    assert.deepEqual(await sale.kinds(), ['open', 'hold', 'hold', 'close', 'confirm', 'expire']);
  });

  it('[SALE-18] once its time is over nothing of a sale can be adjusted', async () => {
    const sale = await stand();
    const { closesAt } = termsOf();
    assert.equal(refusalOf(await sale.adjust({ stock: 4 }, closesAt - 1)), 'ok');
    assert.equal(refusalOf(await sale.adjust({ stock: 3 }, closesAt)), 'sale/ended');
  });

  it('[SALE-19] a cancellation gives back all that is held; what is sold stays sold', async () => {
    const sale = await stand();
    const [sold, held] = [await sale.take({ viewer: 'ann' }), await sale.take({ viewer: 'ann' })];
    const back = await sale.take({ viewer: 'ben' });
    await sale.confirm(sold, 'o-1');
    await sale.release(back, 'ben');
    assert.equal(refusalOf(await sale.close('cancelled')), 'ok');
    assert.equal(await statusAt(sale, opensAt), 'cancelled');
    assert.equal(await sale.stock(), '4/0/1');
    assert.equal((await sale.standing()).nextExpiryAt, null);
    assert.equal(refusalOf(await sale.confirm(held, 'o-2')), 'hold/released');
    const by = (await sale.ledger.holds(sale.ref)).map((hold) => (hold.status === 'released' ? hold.by : hold.status));
    assert.deepEqual(by, ['confirmed', 'cancellation', 'viewer']);
    assert.deepEqual(await sale.kinds(), ['open', 'hold', 'hold', 'hold', 'confirm', 'release', 'close', 'release']);
  });

  it('[SALE-19] of what runs out in the moment of a cancellation it is said that it ran out', async () => {
    const sale = await stand();
    await sale.take({ viewer: 'ann' });
    await sale.take({ viewer: 'ben', at: opensAt + 1 });
    await sale.close('cancelled', opensAt + holdMs);
    assert.deepEqual(await sale.kinds(), ['open', 'hold', 'hold', 'close', 'expire', 'release']);
  });

  it('[SALE-20] the first end stands: a second is answered with how the sale stands, and changes nothing', async () => {
    const sale = await stand();
    const hold = await sale.take({ viewer: 'ann' });
    await sale.close('closed');
    await sale.close('cancelled', opensAt + 1);
    await sale.close('closed', opensAt + 2);
    assert.equal((await sale.standing()).ended, 'closed');
    assert.equal(refusalOf(await sale.confirm(hold, 'o-1')), 'ok');
    assert.deepEqual(await sale.kinds(), ['open', 'hold', 'close', 'confirm']);
  });
}

async function statusAt(sale: SaleStand, now: number): Promise<string> {
  const { terms, totals, ended } = await sale.standing();
  return statusOf({ ...terms, ended }, totals, now);
}
