/** How deliveries reach a shop that is well, slow or failing: in order, again and again, and at nobody else’s cost. */
import assert from 'node:assert/strict';
import { waitsMs } from '../../../server/webhooks/schedule.ts';
import { ok, secret, status, webhookWorld } from '../../support/webhook-world.ts';
import type { WebhookWorld } from '../../support/webhook-world.ts';

const never = (): Promise<never> => new Promise(() => undefined);
const minute = 60_000;

describe('webhook delivery', () => {
  let world: WebhookWorld;
  beforeEach(async () => {
    world = await webhookWorld();
  });
  afterEach(() => world.relay.stop());

  const kindsOf = (hold: string): string[] =>
    world.heard.filter(({ event }) => event.data['hold'] === hold).map(({ event }) => event.type);

  it('[HOOK-10] later events of a hold wait for the one before them; those of other holds do not', async () => {
    const sale = await world.sale();
    world.answer = ({ event }) => (event.data['viewer'] === 'v1' ? status(500) : ok);
    const [one, two] = [await sale.grab('v1'), await sale.grab('v2')];
    await sale.confirm(one);
    await sale.confirm(two);
    assert.deepEqual(kindsOf(one), ['hold.created']);
    assert.deepEqual(kindsOf(two), ['hold.created', 'order.confirmed']);
    world.answer = () => ok;
    await world.pass(6000);
    assert.deepEqual(kindsOf(one), ['hold.created', 'hold.created', 'order.confirmed']);
    const [first, again] = world.heard.filter(({ event }) => event.data['hold'] === one);
    assert.deepEqual([again?.message, again?.body], [first?.message, first?.body]);
    assert.deepEqual(await world.relay.desk.report('demo'), {
      endpoints: [
        {
          id: 'configured',
          scope: 'all',
          url: 'https://shop.example',
          events: [
            'hold.created',
            'hold.expired',
            'hold.released',
            'order.confirmed',
            'round.settled',
            'battle.settled',
            'poll.settled',
            'show.started',
            'show.ended',
          ],
          stoppedAt: null,
          waiting: 0,
          dead: 0,
        },
      ],
      deadLetters: [],
    });
  });

  it('[HOOK-10] events of one show from the journal keep their order as well', async () => {
    world.answer = () => status(503);
    const events = (['show.started', 'show.ended'] as const).map((type, at) => ({ type, at, data: {} }));
    await world.journal.commit({ show: 'demo', events });
    await world.journal.commit({ show: 'other', events: events.slice(0, 1) });
    await world.pass(1000);
    assert.deepEqual(world.told(), ['show.started:demo', 'show.started:other']);
    world.answer = () => ok;
    await world.pass(6000);
    assert.deepEqual(world.told().slice(2), ['show.started:demo', 'show.started:other', 'show.ended:demo']);
  });

  it('[HOOK-11] what fails is tried again after 5 s, 5 min, 30 min, 2, 5, 10 and 10 hours, then given up; the next goes on', async function () {
    this.timeout(60_000);
    const sale = await world.sale({ holdMs: 1000 * minute });
    world.answer = ({ event }) => (event.type === 'hold.created' ? { kind: 'unanswered', error: 'ECONNREFUSED' } : ok);
    const hold = await sale.grab('v1');
    await sale.confirm(hold);
    for (const waitMs of waitsMs) {
      const before = world.heard.length;
      const last = world.heard.at(-1)!.atMs;
      await skip(world, last + waitMs - 1001);
      assert.equal(world.heard.length, before, `not before ${waitMs} ms`);
      await world.pass(3000);
      assert.equal(world.heard.length > before, true, `after ${waitMs} ms`);
    }
    assert.deepEqual(kindsOf(hold), [...Array.from({ length: 8 }, () => 'hold.created'), 'order.confirmed']);
    const report = await world.relay.desk.report('demo');
    assert.ok('deadLetters' in report);
    const [letter] = report.deadLetters;
    assert.deepEqual(report.deadLetters.length, 1);
    assert.deepEqual(
      [letter?.event, letter?.subject, letter?.attempts, letter?.lastError, letter?.endpoint],
      ['hold.created', hold, 8, 'ECONNREFUSED', 'configured'],
    );
    assert.deepEqual([report.endpoints[0]?.waiting, report.endpoints[0]?.dead], [0, 1]);
    await world.pass(1000);
    assert.equal(world.gauges.get('drumroll_webhook_dead_letters'), 1);
    assert.deepEqual(Object.fromEntries(world.outcomes), {
      'hold.created dead': 1,
      'hold.created failed': 7,
      'order.confirmed delivered': 1,
    });

    world.answer = () => ok;
    assert.equal(await world.relay.desk.retry('demo', letter!.delivery), undefined);
    await world.settle();
    assert.equal(world.heard.at(-1)?.message, world.heard[0]?.message);
    await world.pass(1000);
    assert.equal(world.gauges.get('drumroll_webhook_dead_letters'), 0);
    for (const unknown of [letter!.delivery, '0', '1e3', '-1', '９', '', '1'.repeat(40)])
      assert.deepEqual(((await world.relay.desk.retry('demo', unknown)) as { code: string }).code, 'webhook/unknown', unknown);
  });

  it('[HOOK-11] a wait is up to a fifth longer by chance', async () => {
    await world.relay.stop();
    await world.restart({ random: () => 0.999 });
    const sale = await world.sale();
    world.answer = () => status(500);
    await sale.grab('v1');
    const failedAt = world.heard[0]!.atMs;
    world.answer = () => ok;
    await world.pass(9000);
    const tookMs = world.heard[1]!.atMs - failedAt;
    assert.ok(tookMs >= 5999 && tookMs <= 7000, String(tookMs));
  });

  it('[HOOK-11] a dead letter of another show is unknown, and what is delivered cannot be tried again', async () => {
    const sale = await world.sale();
    world.answer = () => status(410);
    await sale.grab('v1');
    const report = await world.relay.desk.report('demo');
    assert.ok('deadLetters' in report);
    const { delivery } = report.deadLetters[0]!;
    assert.deepEqual(((await world.relay.desk.retry('other', delivery)) as { code: string }).code, 'webhook/unknown');
  });

  it('[HOOK-12] at most 8 attempts are under way for an endpoint, each for at most 5 s', async () => {
    const sale = await world.sale();
    world.answer = never;
    for (let i = 0; i < 20; i++) await sale.grab(`v${i}`);
    assert.equal(world.heard.length, 8);
    await world.pass(4000);
    assert.equal(world.heard.filter(({ isAborted }) => isAborted()).length > 0, true);
    const [first] = world.heard;
    assert.ok(first?.isAborted());
    assert.ok(world.heard.filter(({ isAborted }) => !isAborted()).length <= 8);
    const report = await world.relay.desk.report('demo');
    assert.ok('endpoints' in report);
    assert.equal(report.endpoints[0]?.waiting, 20);
  });

  it('[HOOK-12] a flood is told at 200 a second at most; what trickles in is told at once', async () => {
    const events = Array.from({ length: 180 }, (_, n) => ({ show: `show-${n}`, type: 'show.started', at: n, data: {} }) as const);
    for (const { show, ...event } of events) await world.journal.commit({ show, events: [event] });
    world.relay.wake();
    await world.settle();
    assert.equal(world.heard.length, 32);
    world.clock.advance(159);
    await world.settle();
    assert.equal(world.heard.length, 32);
    world.clock.advance(1);
    await world.settle();
    assert.equal(world.heard.length, 64);
    await world.pass(1000);
    await world.pass(1000);
    await world.pass(1000);
    await world.pass(1000);
    assert.equal(world.heard.length, 180);
    const sale = await world.sale();
    await sale.grab('v1');
    assert.equal(world.heard.length, 181);
  });

  it('[HOOK-12] a shop that never answers holds up no other shop', async () => {
    await world.relay.stop();
    await world.restart({ configured: null });
    await world.relay.desk.set('demo', { url: 'https://slow.example/', secret });
    await world.relay.desk.set('other', { url: 'https://quick.example/', secret });
    world.answer = ({ url }) => (url.includes('slow') ? never() : ok);
    const [slow, quick] = [await world.sale({ stock: 1000 }), await world.sale({ show: 'other' })];
    for (let i = 0; i < 60; i++) await slow.grab(`v${i}`);
    const hold = await quick.grab('v1');
    await quick.confirm(hold);
    assert.deepEqual(kindsOf(hold), ['hold.created', 'order.confirmed']);
  });

  it('[HOOK-14] a shop that asks for patience is told nothing until then, and never before its turn', async () => {
    const sale = await world.sale();
    world.answer = () => status(429, 2 * minute);
    const one = await sale.grab('v1');
    world.answer = () => ok;
    const two = await sale.grab('v2');
    await world.pass(minute + 55_000);
    assert.equal(world.heard.length, 1);
    await world.pass(10_000);
    assert.deepEqual([kindsOf(one), kindsOf(two)], [['hold.created', 'hold.created'], ['hold.created']]);
  });
});

/** Lets time pass up to a moment of the monotonic clock with few looks in between. */
async function skip(world: WebhookWorld, untilMs: number): Promise<void> {
  const left = untilMs - world.clock.monotonic();
  if (left > 0) world.clock.advance(left);
  await world.pass(1000);
}
