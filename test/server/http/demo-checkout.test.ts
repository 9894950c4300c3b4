/** The demo shop over HTTP: a viewer buys what is their own, in demo mode only. */
import assert from 'node:assert/strict';
import { codeOf, openShop } from '../../support/shop.ts';

describe('api: the demo shop', () => {
  it('[SALE-168] in demo mode a viewer buys their own hold with one press, and a second press is the same order', async () => {
    const shop = await openShop();
    const { token, sub } = await shop.front.deps.tokens.mint({ role: 'viewer', show: 'demo', sub: 'v1' });
    const [mine, theirs, elsewhere] = [await shop.grab(sub), await shop.grab('v2'), await shop.grab(sub, { show: 'other' })];
    const pay = (hold: string) => shop.front.call('POST', '/api/v1/demo/checkout', { token, body: { hold } });
    const first = await pay(mine);
    const order = `demo-${mine.slice(-16)}`;
    assert.deepEqual(
      [first.status, first.json],
      [200, { hold: mine, show: 'demo', sale: 'lamp', order, viewer: 'v1', quantity: 1 }],
    );
    assert.deepEqual((await pay(mine)).json, first.json);
    for (const hold of [theirs, elsewhere, 'nonsense', mine.replace(/.$/, 'f')])
      assert.deepEqual(codeOf(await pay(hold)), [404, 'hold/unknown'], hold);
    const late = await shop.grab(sub);
    shop.front.clock.advance(60_000);
    assert.deepEqual(codeOf(await pay(late)), [409, 'hold/expired']);
  });

  it('[SALE-168] in production there is no demo shop', async () => {
    const shop = await openShop({}, { NODE_ENV: 'production', DRUMROLL_SECRET: 'x'.repeat(32) });
    const hold = await shop.grab('v1');
    assert.deepEqual(codeOf(await shop.ask('viewer', 'POST', '/demo/checkout', { hold })), [404, 'not-found']);
  });
});
