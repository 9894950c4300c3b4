/** The contract of the queue: numbers instead of a free-for-all. */
import assert from 'node:assert/strict';
import type { LedgerSource } from '../ledger-contract.ts';
import { freshHold, holdMs, opensAt, refusalOf, SaleStand } from '../ledger-stand.ts';

export function queueRules({ fresh }: LedgerSource): void {
  const stand = async (over = {}) => SaleStand.open(await fresh(), { queue: true, ...over });

  it('[SALE-22] with a queue a grab gets a number, in the order of the calls, and takes nothing yet', async () => {
    const sale = await stand();
    const hold = freshHold(sale.ref);
    assert.deepEqual(await sale.grab({ viewer: 'ann', hold }), { hold, queued: 1 });
    const second = await sale.grab({ viewer: 'ben', quantity: 2 });
    assert.equal('queued' in second && second.queued, 2);
    assert.equal(await sale.stock(), '5/0/0+3');
    assert.deepEqual((await sale.ledger.holds(sale.ref))[0], {
      hold,
      viewer: 'ann',
      quantity: 1,
      sale: 'lamp',
      at: opensAt,
      status: 'queued',
      number: 1,
    });
    assert.equal(refusalOf(await sale.confirm(hold, 'o-1')), 'hold/queued');
  });

  it('[SALE-22] so many as are admitted in a step get their units, in the order of their numbers, held from then on', async () => {
    const sale = await stand();
    for (const viewer of ['ann', 'ben', 'cem']) await sale.take({ viewer });
    const { totals, nextExpiryAt } = await sale.admit(2, opensAt + 500);
    assert.deepEqual([totals.available, totals.held, totals.queued, totals.serving], [3, 2, 1, 2]);
    assert.equal(nextExpiryAt, opensAt + 500 + holdMs);
    assert.deepEqual(await statuses(sale), ['ann held', 'ben held', 'cem queued']);
    assert.equal((await sale.admit(0)).totals.serving, 2);
    assert.equal((await sale.admit(-1)).totals.serving, 2);
    assert.equal((await sale.admit(5)).totals.serving, 3);
    assert.equal((await sale.admit(5)).totals.queued, 0);
    assert.deepEqual(await sale.kinds(), ['open', 'queue', 'queue', 'queue', 'hold', 'hold', 'hold']);
  });

  it('[SALE-22] nobody overtakes whoever is first, even if there were enough for somebody behind', async () => {
    const sale = await stand({ stock: 3 });
    const first = await sale.take({ viewer: 'ann', quantity: 2 });
    await sale.admit(1);
    await sale.take({ viewer: 'ben', quantity: 2 });
    await sale.take({ viewer: 'cem' });
    await sale.admit(9);
    assert.deepEqual(await statuses(sale), ['ann held', 'ben queued', 'cem queued']);
    await sale.release(first, 'ann');
    await sale.admit(9);
    assert.deepEqual(await statuses(sale), ['ann released', 'ben held', 'cem held']);
  });

  it('[SALE-22] units that run out go to those who wait, not to whoever comes later', async () => {
    const sale = await stand({ stock: 1 });
    await sale.take({ viewer: 'ann' });
    await sale.admit(1);
    await sale.take({ viewer: 'ben' });
    await sale.grab({ viewer: 'cem', at: opensAt + holdMs });
    await sale.admit(1, opensAt + holdMs);
    assert.deepEqual(await statuses(sale), ['ann expired', 'ben held', 'cem queued']);
  });

  it('[SALE-22] an admission finds by itself what has run out', async () => {
    const sale = await stand({ stock: 1 });
    await sale.take({ viewer: 'ann' });
    await sale.admit(1);
    await sale.take({ viewer: 'ben' });
    await sale.admit(1, opensAt + holdMs - 1);
    assert.deepEqual(await statuses(sale), ['ann held', 'ben queued']);
    await sale.admit(1, opensAt + holdMs);
    assert.deepEqual(await statuses(sale), ['ann expired', 'ben held']);
  });

  it('[SALE-22] an admitted place keeps the answer of its key, and is a hold like any other', async () => {
    const sale = await stand();
    const answer = await sale.grab({ viewer: 'ann', key: 'k' });
    await sale.admit(1);
    assert.deepEqual(await sale.grab({ viewer: 'ann', key: 'k' }), answer);
    assert.equal(refusalOf(await sale.grab({ viewer: 'ann', key: 'k', quantity: 2 })), 'key-reused');
    const { hold } = answer as { hold: string };
    assert.equal(refusalOf(await sale.confirm(hold, 'o-1')), 'ok');
    assert.equal(await sale.stock(), '4/0/1');
  });

  it('[SALE-6] what a viewer waits for counts towards their limit, once, until they give it up', async () => {
    const sale = await stand();
    const place = await sale.take({ viewer: 'ann', quantity: 2 });
    const full = { code: 'sale/limit', perViewer: 2, mine: 2 };
    assert.deepEqual(refusalOf(await sale.grab({ viewer: 'ann' })), full);
    await sale.admit(1);
    assert.deepEqual(refusalOf(await sale.grab({ viewer: 'ann' })), full);
    await sale.release(place, 'ann');
    const second = await sale.take({ viewer: 'ann', quantity: 2 });
    await sale.release(second, 'ann');
    assert.equal(refusalOf(await sale.grab({ viewer: 'ann', quantity: 2 })), 'ok');
  });

  it('[SALE-23] when twice the unsold units are waited for, nobody more is let in: sold-out, until some are served', async () => {
    const sale = await stand({ stock: 2, perViewer: 1 });
    const places = [];
    for (const viewer of ['ann', 'ben', 'cem', 'dan']) places.push(await sale.take({ viewer }));
    assert.equal(refusalOf(await sale.grab({ viewer: 'eve' })), 'sold-out');
    await sale.admit(1);
    assert.equal(refusalOf(await sale.grab({ viewer: 'eve' })), 'ok');
    assert.equal(refusalOf(await sale.grab({ viewer: 'fay' })), 'sold-out');
    await sale.confirm(places[0]!, 'o-1');
    await sale.release(places[1]!, 'ben');
    await sale.release(places[2]!, 'cem');
    assert.equal(await sale.stock(), '1/0/1+2');
    assert.equal(refusalOf(await sale.grab({ viewer: 'fay' })), 'sold-out');
    await sale.release(places[3]!, 'dan');
    assert.equal(refusalOf(await sale.grab({ viewer: 'fay' })), 'ok');
  });

  it('[SALE-24] nobody waits for more than could ever come back', async () => {
    const sale = await stand({ stock: 5, perViewer: 5 });
    await sale.take({ viewer: 'ann', quantity: 3 });
    await sale.admit(1);
    await sale.take({ viewer: 'ben', quantity: 5 });
    await sale.confirm((await sale.ledger.holds(sale.ref))[0]!.hold, 'o-1');
    assert.deepEqual(refusalOf(await sale.grab({ viewer: 'cem', quantity: 3 })), 'sold-out');
    const lowered = await stand({ sale: 'vase', stock: 5, perViewer: 5 });
    assert.deepEqual(refusalOf(await lowered.adjust({ stock: 4 })), 'ok');
    assert.deepEqual(refusalOf(await lowered.grab({ viewer: 'cem', quantity: 5 })), { code: 'sale/too-few', left: 4 });
  });

  it('[SALE-24] a place that can never be served is given up for it, and those behind are served', async () => {
    const sale = await stand({ stock: 4, perViewer: 4 });
    const first = await sale.take({ viewer: 'ann', quantity: 2 });
    await sale.admit(1);
    await sale.take({ viewer: 'ben', quantity: 3 });
    await sale.take({ viewer: 'cem', quantity: 3 });
    assert.equal(refusalOf(await sale.grab({ viewer: 'dan', quantity: 1 })), 'ok');
    await sale.admit(1);
    assert.equal((await statuses(sale))[1], 'ben queued', 'ann may still let hers run out');
    await sale.confirm(first, 'o-1');
    const { totals } = await sale.admit(1);
    assert.deepEqual([totals.available, totals.held, totals.sold, totals.queued, totals.serving], [1, 1, 2, 0, 4]);
    assert.deepEqual(await statuses(sale), ['ann confirmed', 'ben released', 'cem released', 'dan held']);
    const lines = await sale.lines();
    const shortages = lines.flatMap((line) => (line.kind === 'release' ? [`${line.viewer} ${line.by} ${line.number}`] : []));
    assert.deepEqual(shortages, ['ben shortage 2', 'cem shortage 3']);
    assert.equal(refusalOf(await sale.grab({ viewer: 'ben' })), 'ok', 'the limit is free again');
  });

  it('[SALE-25] a place that is given up is passed over, and the shop can give it up, too', async () => {
    const sale = await stand();
    const places = [];
    for (const viewer of ['ann', 'ben', 'cem']) places.push(await sale.take({ viewer }));
    assert.equal(refusalOf(await sale.release(places[0]!, 'eve')), 'hold/unknown');
    assert.deepEqual(await sale.release(places[0]!, 'ann'), { hold: places[0] });
    assert.deepEqual(await sale.release(places[1]!, null), { hold: places[1] });
    assert.deepEqual(await sale.release(places[1]!, null), { hold: places[1] });
    assert.equal(await sale.stock(), '5/0/0+1');
    assert.equal((await sale.admit(1)).totals.serving, 3);
    assert.deepEqual(await statuses(sale), ['ann released', 'ben released', 'cem held']);
    const numbers = (await sale.lines()).map((line) => (line.kind === 'release' ? line.number : null)).filter(Boolean);
    assert.deepEqual(numbers, [1, 2]);
    await sale.release(places[2]!, 'cem');
    const last = (await sale.lines()).at(-1)!;
    assert.ok(!('number' in last), 'what was held is no place any more');
  });

  it('[SALE-25] the end of a sale empties its queue: nobody is admitted any more', async () => {
    const closed = await stand();
    const place = await closed.take({ viewer: 'ann' });
    await closed.close('closed');
    assert.equal(await closed.stock(), '5/0/0');
    await closed.admit(5);
    assert.equal(refusalOf(await closed.release(place, 'ann')), 'sale/ended');
    assert.equal(refusalOf(await closed.confirm(place, 'o-1')), 'hold/queued');
    assert.deepEqual(await closed.kinds(), ['open', 'queue', 'close']);

    const cancelled = await stand();
    await cancelled.take({ viewer: 'ann' });
    const left = await cancelled.take({ viewer: 'ben' });
    await cancelled.admit(1);
    await cancelled.close('cancelled');
    assert.deepEqual(await statuses(cancelled), ['ann released', 'ben queued'], 'there is nothing to give back of a place');
    assert.equal(await cancelled.stock(), '5/0/0');
    await cancelled.admit(5);
    assert.equal(refusalOf(await cancelled.release(left, 'ben')), 'sale/ended');
    assert.deepEqual(await cancelled.kinds(), ['open', 'queue', 'queue', 'hold', 'close', 'release']);
  });

  it('[SALE-25] once its time is over nobody is admitted', async () => {
    const sale = await stand({ closesAt: opensAt + 100 });
    await sale.take({ viewer: 'ann' });
    await sale.admit(1, opensAt + 100);
    assert.deepEqual(await statuses(sale), ['ann queued']);
    await sale.admit(1, opensAt + 99);
    assert.deepEqual(await statuses(sale), ['ann held']);
  });
}

async function statuses(sale: SaleStand): Promise<string[]> {
  return (await sale.ledger.holds(sale.ref)).map(({ viewer, status }) => `${viewer} ${status}`);
}
