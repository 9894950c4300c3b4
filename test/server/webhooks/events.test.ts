/** What shops are told, and of what they are not. */
import assert from 'node:assert/strict';
import { secret, webhookWorld } from '../../support/webhook-world.ts';
import type { WebhookWorld } from '../../support/webhook-world.ts';

const card = { product: 'SKU-1', title: 'Lamp 台灯', price: 1999, currency: 'EUR' };

describe('webhook events', () => {
  let world: WebhookWorld;
  beforeEach(async () => {
    world = await webhookWorld();
  });
  afterEach(() => world.relay.stop());

  it('[HOOK-7] a hold that is created, sold, given back or run out is told with what a shop needs of it', async () => {
    const sale = await world.sale({ holdMs: 60_000 });
    const at = world.clock.now();
    const [sold, back, late] = [await sale.grab('v1', 2), await sale.grab('v2'), await sale.grab('v3')];
    await sale.confirm(sold);
    await sale.release(back);
    await world.pass(61_000);
    await sale.expire();
    await world.pass(1000);
    const common = { show: 'demo', sale: 'lamp', ...card };
    const told = world.heard.map(({ event: { type, data } }) => ({ type, data }));
    const expiresAt = (nth: number) => at + nth * 100 + 60_000;
    assert.deepEqual(told, [
      { type: 'hold.created', data: { ...common, hold: sold, viewer: 'v1', quantity: 2, expiresAt: expiresAt(0) } },
      { type: 'hold.created', data: { ...common, hold: back, viewer: 'v2', quantity: 1, expiresAt: expiresAt(1) } },
      { type: 'hold.created', data: { ...common, hold: late, viewer: 'v3', quantity: 1, expiresAt: expiresAt(2) } },
      { type: 'order.confirmed', data: { ...common, hold: sold, viewer: 'v1', quantity: 2, order: `order of ${sold}` } },
      { type: 'hold.released', data: { ...common, hold: back, viewer: 'v2', quantity: 1, by: 'shop' } },
      { type: 'hold.expired', data: { ...common, hold: late, viewer: 'v3', quantity: 1 } },
    ]);
    assert.equal(world.heard[0]?.event.timestamp, new Date(at).toISOString());
    assert.equal(new Set(world.heard.map(({ message }) => message)).size, 6);
    for (const { message } of world.heard) assert.match(message, /^msg_[\w-]+$/);
  });

  it('[HOOK-7] a show’s start and end and its settled rounds are told from the journal, in order', async () => {
    const settled = { round: 3, winners: [{ viewer: 'v1', prize: 'Lamp' }] };
    await world.journal.commit({ show: 'demo', events: [{ type: 'show.started', at: 1000, data: { title: 'Demo' } }] });
    await world.journal.commit({ show: 'demo', core: {} });
    await world.journal.commit({
      show: 'demo',
      events: [
        { type: 'round.settled', at: 2000.4, data: settled },
        { type: 'show.ended', at: 3000, data: {} },
      ],
    });
    world.relay.wake();
    await world.settle();
    assert.deepEqual(
      world.heard.map(({ event }) => event),
      [
        { type: 'show.started', timestamp: '1970-01-01T00:00:01.000Z', data: { show: 'demo', title: 'Demo' } },
        { type: 'round.settled', timestamp: '1970-01-01T00:00:02.000Z', data: { show: 'demo', ...settled } },
        { type: 'show.ended', timestamp: '1970-01-01T00:00:03.000Z', data: { show: 'demo' } },
      ],
    );
  });

  it('[HOOK-29] settled battles and polls are told from the journal, in order with what else happened in the show', async () => {
    const battle = {
      battle: 'demo.battle-1',
      status: 'cancelled',
      winner: null,
      by: 'void',
      reason: 'cancelled',
      sides: [{ side: 'left', show: 'demo', score: 12 }],
      referee: 'demo',
      refund: true,
    };
    const poll = { poll: 'poll-1', question: '哪个？', votes: { a: 2, b: 1 }, winner: 'a' };
    await world.journal.commit({
      show: 'demo',
      receipts: [{ kind: 'battle', id: 'demo.battle-1', body: {} }],
      events: [
        { type: 'battle.settled', at: 1000, data: battle },
        { type: 'poll.settled', at: 2000, data: poll },
        { type: 'show.ended', at: 3000, data: {} },
      ],
    });
    world.relay.wake();
    await world.settle();
    assert.deepEqual(
      world.heard.map(({ event: { type, data } }) => ({ type, data })),
      [
        { type: 'battle.settled', data: { show: 'demo', ...battle } },
        { type: 'poll.settled', data: { show: 'demo', ...poll } },
        { type: 'show.ended', data: { show: 'demo' } },
      ],
    );
  });

  it('[HOOK-29] a battle between two shows is told by each of them, as an event of its own', async () => {
    const { desk } = world.relay;
    await desk.set('other', { url: 'https://b.example/', secret, events: ['battle.settled'] });
    const event = { type: 'battle.settled', at: 1000, data: { battle: 'demo.battle-1' } } as const;
    await Promise.all(['demo', 'other'].map((show) => world.journal.commit({ show, events: [event] })));
    await world.journal.commit({ show: 'other', events: [{ type: 'poll.settled', at: 1001, data: { poll: 'poll-1' } }] });
    world.relay.wake();
    await world.settle();
    const toldAt = (host: string) =>
      world.heard
        .filter(({ url }) => url.includes(host))
        .map(({ event: { type, data } }) => `${type} in ${String(data['show'])}`)
        .toSorted();
    assert.deepEqual(toldAt('b.example'), ['battle.settled in other']);
    assert.deepEqual(toldAt('shop.example'), ['battle.settled in demo', 'battle.settled in other', 'poll.settled in other']);
    assert.equal(new Set(world.heard.map(({ message }) => message)).size, 3, 'one event is one message, to whomever');
  });

  it('[HOOK-7] without a word from anybody the relay looks once a second', async () => {
    await world.journal.commit({ show: 'demo', events: [{ type: 'show.started', at: 1, data: {} }] });
    await world.settle();
    assert.deepEqual(world.told(), []);
    await world.pass(1000);
    assert.deepEqual(world.told(), ['show.started:demo']);
  });

  it('[HOOK-8] a rehearsal’s sale tells nothing, also when its terms have to be read again', async () => {
    const sale = await world.sale({ rehearsal: true });
    const hold = await sale.grab('bot-1');
    await world.relay.stop();
    world.facts.clear();
    await world.restart();
    await sale.confirm(hold);
    await sale.grab('bot-2');
    await world.pass(2000);
    assert.deepEqual(world.told(), []);
    const real = await world.sale({ sale: 'real' });
    const told = await real.grab('v1');
    assert.deepEqual(world.told(), [`hold.created:${told}`]);
  });

  it('[HOOK-8] a place in the queue that is given up was never a hold, and tells nothing', async () => {
    const sale = await world.sale({ queue: true });
    const [first, second, third] = [await sale.grab('v1'), await sale.grab('v2'), await sale.grab('v3')];
    await sale.release(second, 'v2');
    await sale.admit(1);
    await sale.release(first, 'v1');
    await world.relay.stop();
    await world.restart();
    await sale.release(third, 'v3');
    await world.pass(1000);
    assert.deepEqual(world.told(), [`hold.created:${first}`, `hold.released:${first}`]);
  });

  it('[HOOK-8] a sale that the show has forgotten is still told, with what was known of it', async () => {
    const sale = await world.sale();
    const hold = await sale.grab('v1');
    world.facts.clear();
    await sale.confirm(hold);
    assert.equal(world.heard[1]?.event.data['product'], 'SKU-1');
    await world.relay.stop();
    await world.restart();
    await sale.grab('v2');
    assert.deepEqual([world.heard[2]?.event.data['product'], world.heard[2]?.event.data['price']], [null, null]);
  });

  it('[HOOK-9] an endpoint is told the events that it wants of its show; the configured one all of every show', async () => {
    const { desk } = world.relay;
    await desk.set('demo', { url: 'https://a.example/', secret, events: ['order.confirmed'] });
    await desk.set('other', { url: 'https://b.example/', secret });
    const [demo, other] = [await world.sale(), await world.sale({ show: 'other' })];
    const [one, two] = [await demo.grab('v1'), await other.grab('v1')];
    await demo.confirm(one);
    const heardAt = (host: string) =>
      world.heard.filter(({ url }) => url.includes(host)).map(({ event: { type, data } }) => [type, data['hold']]);
    assert.deepEqual(heardAt('a.example'), [['order.confirmed', one]]);
    assert.deepEqual(heardAt('b.example'), [['hold.created', two]]);
    assert.equal(heardAt('shop.example').length, 3);
    const [first, again] = world.heard.filter(({ event }) => event.data['hold'] === two);
    assert.deepEqual([first?.message, first?.body], [again?.message, again?.body], 'one event is one message, to whomever');
  });

  it('[HOOK-9] nothing from before an endpoint was set is told, however long ago the relay last looked', async () => {
    await world.relay.stop();
    await world.restart({ configured: null });
    const sale = await world.sale();
    await sale.grab('v1');
    await world.journal.commit({ show: 'demo', events: [{ type: 'show.started', at: 1, data: {} }] });
    await world.pass(1000);
    await sale.grab('v2');
    await world.relay.desk.set('demo', { url: 'https://a.example/', secret });
    const told = await sale.grab('v3');
    await world.pass(2000);
    assert.deepEqual(world.told(), [`hold.created:${told}`]);
    await world.relay.stop();
    await world.restart({ configured: null });
    await world.pass(2000);
    assert.equal(world.heard.length, 1, 'a restart repeats nothing');
  });

  it('[HOOK-9] a show whose endpoint was removed is told nothing more', async () => {
    await world.relay.stop();
    await world.restart({ configured: null });
    await world.relay.desk.set('demo', { url: 'https://a.example/', secret });
    const sale = await world.sale();
    await world.relay.desk.remove('demo');
    await sale.grab('v1');
    await world.pass(2000);
    assert.deepEqual(world.told(), []);
    assert.deepEqual(await world.relay.desk.report('demo'), { endpoints: [], deadLetters: [] });
  });
});
