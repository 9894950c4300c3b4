/** The HTTP API of holds: what shops and panels may ask, and what nobody else learns. */
import assert from 'node:assert/strict';
import { LedgerError } from '../../../rooms/sale-ledger.ts';
import { holdList } from '../../../server/http/sale-schemas.ts';
import { codeOf, lamp, openShop } from '../../support/shop.ts';

describe('api: holds', () => {
  it('[SALE-207] a list that takes long to read is read for a tenth of the time at most; a reading that failed is not kept', async () => {
    const shop = await openShop();
    const hold = await shop.grab('v1');
    const inner = { ...shop.ledger };
    let reads = 0;
    let isDown = false;
    shop.ledger.holds = (sale) => {
      reads++;
      if (isDown) return Promise.reject(new LedgerError('as the test wants it'));
      shop.front.clock.advance(300);
      return inner.holds(sale);
    };
    const list = () => shop.ask('service', 'GET', '/shows/demo/sales/lamp/holds');
    assert.equal((await list()).json.holds[0].hold, hold);
    const other = await shop.grab('v2');
    shop.front.clock.advance(2699);
    assert.equal((await list()).json.total, 1);
    assert.equal(reads, 1);
    shop.front.clock.advance(1);
    const { json } = await list();
    assert.deepEqual([json.total, json.holds[0].hold, reads], [2, other, 2]);
    shop.front.clock.advance(2700);
    isDown = true;
    assert.deepEqual(codeOf(await list()), [503, 'ledger-unavailable']);
    isDown = false;
    assert.equal((await list()).json.total, 2);
  });

  it('[SALE-204] the described list of holds has every end that a place in a queue can have', async () => {
    const shop = await openShop({ stock: 3, queue: true });
    const ref = { show: 'demo', ...lamp };
    const [first] = [await shop.grab('v1', { quantity: 2 }), await shop.grab('v2', { quantity: 2 })];
    await shop.ledger.admit(ref, 1, shop.front.clock.now());
    await shop.ask('service', 'POST', `/holds/${first}/confirm`, { order: 'o1' });
    await shop.ledger.admit(ref, 1, shop.front.clock.now());
    const { json } = await shop.ask('service', 'GET', '/shows/demo/sales/lamp/holds');
    assert.equal(json.holds[0].by, 'shortage');
    assert.equal(holdList.safeParse(json).error, undefined);
  });

  it('[SALE-160] a confirmed hold is an order; the same order again is the same answer, another is refused', async () => {
    const shop = await openShop();
    const hold = await shop.grab('v1', { quantity: 2 });
    const confirm = (order: string) => shop.ask('service', 'POST', `/holds/${hold}/confirm`, { order });
    const told = { hold, show: 'demo', sale: 'lamp', order: '订单 #1', viewer: 'v1', quantity: 2 };
    const first = await confirm('订单 #1');
    assert.deepEqual([first.status, first.json], [200, told]);
    assert.deepEqual((await confirm('订单 #1')).json, told);
    assert.deepEqual(codeOf(await confirm('2')), [409, 'hold/confirmed']);
    assert.deepEqual(codeOf(await shop.ask('service', 'POST', `/holds/${hold}/release`)), [409, 'hold/confirmed']);
  });

  it('[SALE-160] a confirmation that comes too late is refused so that the shop knows to refund', async () => {
    const shop = await openShop();
    const [late, back] = [await shop.grab('v1'), await shop.grab('v2')];
    await shop.ask('service', 'POST', `/holds/${back}/release`);
    shop.front.clock.advance(60_000);
    const expired = await shop.ask('service', 'POST', `/holds/${late}/confirm`, { order: 'o1' });
    assert.deepEqual(codeOf(expired), [409, 'hold/expired']);
    assert.deepEqual([expired.json.error.retry, /Refund/.test(expired.json.error.message)], [false, true]);
    const released = await shop.ask('service', 'POST', `/holds/${back}/confirm`, { order: 'o1' });
    assert.deepEqual(codeOf(released), [409, 'hold/released']);
  });

  it('[SALE-160] an order’s id is any text of 1 to 128 characters that every store keeps as it came', async () => {
    const shop = await openShop();
    const hold = await shop.grab('v1');
    for (const order of ['', 'x'.repeat(129), 'a\u0000b', 'a\nb', '\uD800', 7, null, undefined]) {
      const answer = await shop.ask('service', 'POST', `/holds/${hold}/confirm`, { order });
      assert.deepEqual(codeOf(answer), [400, 'bad-request'], JSON.stringify(order));
    }
    assert.deepEqual(codeOf(await shop.ask('service', 'POST', `/holds/${hold}/confirm`)), [400, 'bad-request']);
    const taken = await shop.ask('service', 'POST', `/holds/${hold}/confirm`, { order: '🎁'.repeat(64) });
    assert.equal(taken.status, 200);
  });

  it('[SALE-161] the shop gives back what is held, once, and may say so twice', async () => {
    const shop = await openShop();
    const hold = await shop.grab('v1');
    const release = () => shop.ask('service', 'POST', `/holds/${hold}/release`);
    for (const { status, json } of [await release(), await release()])
      assert.deepEqual([status, json], [200, { hold, show: 'demo', sale: 'lamp' }]);
    const { json } = await shop.ask('service', 'GET', '/shows/demo/sales/lamp/holds');
    assert.deepEqual([json.holds[0].status, json.holds[0].by], ['released', 'shop']);
  });

  it('[SALE-162] a hold that is unknown, malformed or another show’s is hold/unknown, and told nothing else of', async () => {
    const shop = await openShop();
    const foreign = await shop.grab('v1', { show: 'other' });
    const mine = await shop.grab('v1');
    const unknown = mine.replace(/.$/, 'f');
    const answers: string[] = [];
    const hostile = [
      '%2e%2e',
      '..%2f..',
      'demo',
      'demo.lamp',
      `${mine}.x`,
      `${mine}%00`,
      mine.toUpperCase(),
      'a'.repeat(5000),
      '%F0%9F%8E%81',
      `demo%2Flamp.${'0'.repeat(16)}`,
    ];
    for (const hold of [foreign, unknown, ...hostile])
      for (const [act, body] of [
        ['confirm', { order: 'o1' }],
        ['release', undefined],
      ] as const) {
        const answer = await shop.ask('service', 'POST', `/holds/${hold}/${act}`, body);
        assert.deepEqual(codeOf(answer), [404, 'hold/unknown'], `${act} ${hold.slice(0, 40)}`);
        answers.push(answer.text);
      }
    assert.equal(new Set(answers).size, 1);
    for (const broken of ['%', '%zz', '%C3'])
      assert.deepEqual(codeOf(await shop.ask('service', 'POST', `/holds/${broken}/release`)), [404, 'not-found']);
    assert.equal((await shop.ask('service', 'GET', '/shows/demo/sales/lamp/holds')).json.holds[0].status, 'held');
    const any = await shop.front.call('POST', `/api/v1/holds/${foreign}/confirm`, {
      token: await shop.front.token('service', '*'),
      body: { order: 'o1' },
    });
    assert.equal(any.status, 200, 'a token for every show');
  });

  it('[SALE-163] a ledger that cannot write says so, with 503, and that asking again may help', async () => {
    const shop = await openShop();
    const hold = await shop.grab('v1');
    await shop.ledger.stop();
    const answer = await shop.ask('service', 'POST', `/holds/${hold}/confirm`, { order: 'o1' });
    assert.deepEqual([...codeOf(answer), answer.json.error.retry], [503, 'ledger-unavailable', true]);
  });
});
