/** What is kept of deliveries over crashes, full disks and shops that take nothing. */
import assert from 'node:assert/strict';
import { JournalError } from '../../../rooms/journal-error.ts';
import { createMemoryLedger } from '../../../server/memory/ledger.ts';
import { createMemoryWebhooks } from '../../../server/memory/webhooks.ts';
import { waitingAtMost } from '../../../server/webhooks/limits.ts';
import { ok, status, webhookWorld } from '../../support/webhook-world.ts';
import type { WebhookWorld } from '../../support/webhook-world.ts';

const never = (): Promise<never> => new Promise(() => undefined);
const minute = 60_000;

describe('what webhooks keep', () => {
  let world: WebhookWorld;
  beforeEach(async () => {
    world = await webhookWorld();
  });
  afterEach(() => world.relay.stop());

  const kindsOf = (hold: string): string[] =>
    world.heard.filter(({ event }) => event.data['hold'] === hold).map(({ event }) => event.type);

  it('[HOOK-15] after a crash in mid-attempt it is made again, with the same id and body; what was done is not', async () => {
    const sale = await world.sale();
    const done = await sale.grab('v1');
    world.answer = never;
    const hold = await sale.grab('v2');
    world.crash();
    world.answer = () => ok;
    await world.restart();
    await world.pages();
    assert.deepEqual([kindsOf(done), kindsOf(hold)], [['hold.created'], ['hold.created', 'hold.created']]);
    const [first, again] = world.heard.filter(({ event }) => event.data['hold'] === hold);
    assert.deepEqual([again?.message, again?.body], [first?.message, first?.body]);
  });

  it('[HOOK-15] a stop breaks off what is under way, and it counts as no attempt', async () => {
    const sale = await world.sale();
    world.answer = never;
    await sale.grab('v1');
    await world.relay.stop();
    assert.ok(world.heard[0]?.isAborted());
    const [waiting] = await world.store.due('configured', { now: world.clock.now(), limit: 10 });
    assert.equal(waiting?.attempts, 0);
  });

  it('[HOOK-16] a ledger that was begun anew is read from its beginning', async () => {
    const before = await world.sale();
    for (let i = 0; i < 5; i++) await before.grab(`v${i}`);
    await world.relay.stop();
    world.ledger = createMemoryLedger({ generation: 'another' });
    await world.restart({ ledger: world.ledger });
    world.clock.advance(60_000);
    const sale = await world.sale({ sale: 'new' });
    const told = await sale.grab('v9');
    await world.pass(1000);
    assert.deepEqual(kindsOf(told), ['hold.created']);
    assert.equal(world.heard.length, 6);
  });

  it('[HOOK-17] what cannot be kept right now is taken over later, and nothing is left out', async () => {
    let isFull = false;
    const inner = createMemoryWebhooks();
    const take: typeof inner.take = (taken) => (isFull ? Promise.reject(new JournalError('full')) : inner.take(taken));
    const store = { ...inner, take };
    await world.relay.stop();
    world.store = store;
    await world.restart();
    const sale = await world.sale();
    isFull = true;
    const hold = await sale.grab('v1');
    await sale.confirm(hold);
    await world.pass(3000);
    assert.deepEqual(world.told(), []);
    isFull = false;
    await world.pass(1000);
    assert.deepEqual(kindsOf(hold), ['hold.created', 'order.confirmed']);
    const levels = world.log.lines.map(({ level, message }) => `${level}: ${message}`);
    assert.deepEqual(levels, ['error: webhooks cannot be taken over for now', 'info: webhooks are taken over again']);
  });

  it('[HOOK-17] while nobody can write down what arrived, nothing is sent over and over', async () => {
    let isFull = false;
    const inner = createMemoryWebhooks();
    const settle: typeof inner.settle = (outcomes, at) =>
      isFull ? Promise.reject(new JournalError('full')) : inner.settle(outcomes, at);
    const store = { ...inner, settle };
    await world.relay.stop();
    world.store = store;
    await world.restart();
    const sale = await world.sale();
    isFull = true;
    const one = await sale.grab('v1');
    const two = await sale.grab('v2');
    await world.pass(10_000);
    assert.deepEqual([kindsOf(one), kindsOf(two)], [['hold.created'], []]);
    isFull = false;
    await world.pass(2000);
    await sale.confirm(one);
    assert.deepEqual([kindsOf(one), kindsOf(two)], [['hold.created', 'order.confirmed'], ['hold.created']]);
    assert.equal(await world.relay.stop(), undefined);
  });

  it('[HOOK-17] whoever sets an endpoint while nothing can be written is told that the server is busy', async () => {
    const store = { ...createMemoryWebhooks(), saveEndpoint: () => Promise.reject(new JournalError('full')) };
    await world.relay.stop();
    world.store = store;
    await world.restart();
    const refused = await world.relay.desk.set('demo', { url: 'https://a.example/' });
    assert.ok('code' in refused && refused.code === 'busy');
  });

  it('[HOOK-20] for a shop that takes nothing only so much is kept; what comes above is counted, and the rest goes on', async () => {
    const inner = createMemoryWebhooks();
    let waiting = waitingAtMost - 1;
    const store = { ...inner, backlog: async () => (await inner.backlog()).map((one) => ({ ...one, waiting })) };
    await world.relay.stop();
    world.store = store;
    await world.restart();
    world.answer = () => status(500);
    const sale = await world.sale();
    await sale.grab('v1');
    await world.pass(1000);
    const [last, over] = [await sale.grab('v2'), await sale.grab('v3')];
    assert.deepEqual([kindsOf(last), kindsOf(over)], [['hold.created'], []]);
    assert.equal(world.outcomes.get('hold.created dropped'), 1);
    waiting = 2;
    await world.pass(1000);
    const next = await sale.grab('v4');
    assert.deepEqual(kindsOf(next), ['hold.created']);
  });

  it('[HOOK-20] how old the oldest waiting event is can be seen from outside', async () => {
    const sale = await world.sale();
    await world.pass(1000);
    assert.equal(world.gauges.get('drumroll_webhook_lag_seconds'), 0);
    world.answer = () => status(500);
    await sale.grab('v1');
    await world.pass(30_000);
    const lag = world.gauges.get('drumroll_webhook_lag_seconds')!;
    assert.ok(lag > 28 && lag <= 30.1, String(lag));
    world.answer = () => ok;
    await skip(world, world.clock.monotonic() + 5 * minute);
    assert.equal(world.gauges.get('drumroll_webhook_lag_seconds'), 0);
  });
});

/** Lets time pass up to a moment of the monotonic clock with few looks in between. */
async function skip(world: WebhookWorld, untilMs: number): Promise<void> {
  const left = untilMs - world.clock.monotonic();
  if (left > 0) world.clock.advance(left);
  await world.pass(1000);
}
