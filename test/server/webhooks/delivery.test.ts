/** How deliveries reach a shop that is well, slow, failing or gone: in order, at least once, and at nobody else's cost. */
import assert from 'node:assert/strict';
import { Webhook } from 'standardwebhooks';
import { JournalError } from '../../../rooms/journal-error.ts';
import { createMemoryLedger } from '../../../server/memory/ledger.ts';
import { createMemoryWebhooks } from '../../../server/memory/webhooks.ts';
import { waitingAtMost } from '../../../server/webhooks/limits.ts';
import { waitsMs } from '../../../server/webhooks/schedule.ts';
import { isRefusal } from '../../../shared/protocol/index.ts';
import { ok, secret, status, webhookWorld } from '../../support/webhook-world.ts';
import type { Heard, WebhookWorld } from '../../support/webhook-world.ts';

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

  it('[HOOK-13] an endpoint that says it is gone is told nothing more: what waits is given up, until somebody asks again', async () => {
    const sale = await world.sale();
    world.answer = () => status(500);
    for (let i = 0; i < 3; i++) await sale.grab(`v${i}`);
    world.answer = () => status(410);
    await sale.grab('v3');
    await world.pass(1000);
    const heard = world.heard.length;
    await sale.grab('v4');
    await world.pass(10_000);
    assert.equal(world.heard.length, heard);
    const report = await world.relay.desk.report('demo');
    assert.ok('deadLetters' in report);
    const [endpoint] = report.endpoints;
    assert.deepEqual([endpoint?.waiting, endpoint?.dead, typeof endpoint?.stoppedAt], [0, 4, 'number']);
    assert.equal(report.deadLetters[0]?.lastError, 'HTTP 410, gone');

    world.answer = () => ok;
    assert.equal(await world.relay.desk.retry('demo', report.deadLetters[0]?.delivery ?? ''), undefined);
    await world.settle();
    assert.equal(world.heard.length, heard + 1);
    const told = await sale.grab('v5');
    assert.deepEqual(kindsOf(told), ['hold.created']);
  });

  it('[HOOK-13] a show’s endpoint that is gone stays so over a restart, and is told again once it is set anew', async () => {
    await world.relay.stop();
    await world.restart({ configured: null });
    await world.relay.desk.set('demo', { url: 'https://a.example/', secret });
    const sale = await world.sale();
    world.answer = () => status(410);
    await sale.grab('v1');
    await world.relay.stop();
    await world.restart({ configured: null });
    world.answer = () => ok;
    await sale.grab('v2');
    assert.equal(world.heard.length, 1);
    await world.relay.desk.set('demo', { url: 'https://a.example/', secret });
    const told = await sale.grab('v3');
    assert.deepEqual(kindsOf(told), ['hold.created']);
    assert.equal(world.heard.length, 2);
  });

  it('[HOOK-13] an endpoint that is set anew while what is old is still being given up keeps what is new', async () => {
    const inner = createMemoryWebhooks();
    const { promise, resolve } = Promise.withResolvers<void>();
    const bury: typeof inner.bury = (...args) => promise.then(() => inner.bury(...args));
    await world.relay.stop();
    world.store = { ...inner, bury };
    await world.restart({ configured: null });
    await world.relay.desk.set('demo', { url: 'https://a.example/', secret });
    const sale = await world.sale();
    world.answer = () => status(410);
    await sale.grab('v1');
    world.answer = () => ok;
    const set = world.relay.desk.set('demo', { url: 'https://b.example/', secret });
    await world.pass(2000);
    resolve();
    await set;
    const told = await sale.grab('v2');
    assert.deepEqual(kindsOf(told), ['hold.created']);
    assert.match(world.heard.at(-1)!.url, /b\.example/);
  });

  it('[SALE-208] what is asked of a show’s endpoint while another ask is still being written comes after it', async () => {
    const inner = createMemoryWebhooks();
    const writing: (() => void)[] = [];
    const slow = (): Promise<void> => new Promise((resolve) => void writing.push(resolve));
    const go = async (): Promise<void> => {
      await world.settle();
      for (const write of writing.splice(0)) write();
    };
    await world.relay.stop();
    world.store = {
      ...inner,
      saveEndpoint: async (endpoint) => {
        await inner.saveEndpoint(endpoint);
        await slow();
      },
      removeEndpoint: async (id) => {
        await slow();
        await inner.removeEndpoint(id);
      },
    };
    await world.restart({ configured: null });
    const { desk } = world.relay;
    const asks = [
      desk.set('demo', { url: 'https://a.example/', secret }),
      desk.set('demo', { url: 'https://b.example/', secret }),
      desk.remove('demo'),
      desk.set('demo', { url: 'https://c.example/', secret }),
    ];
    for (const _ of asks) await go();
    const answers = await Promise.all(asks);
    assert.ok(answers.every((answer) => !isRefusal(answer)));
    assert.deepEqual(
      (await inner.endpoints()).map(({ url }) => url),
      ['https://c.example/'],
    );
    const sale = await world.sale();
    await sale.grab('v1');
    assert.match(world.heard.at(-1)?.url ?? '', /c\.example/);
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

  it('[HOOK-18] every attempt is signed at its time, as the Standard Webhooks library verifies it', async () => {
    const real = Date.now;
    Date.now = () => world.clock.now();
    try {
      const sale = await world.sale();
      world.answer = () => status(500);
      await sale.grab('v1');
      await world.pass(10 * minute);
      assert.equal(world.heard.length, 3);
      const stamps = world.heard.map(({ headers }) => Number(headers['webhook-timestamp']));
      assert.equal(new Set(stamps).size, 3);
      const last = world.heard.at(-1)!;
      Date.now = () => Number(last.headers['webhook-timestamp']) * 1000;
      assert.deepEqual(new Webhook(secret).verify(last.body, last.headers), last.event);
      assert.throws(() => new Webhook(secret).verify(last.body.replace('v1', 'v2'), last.headers), /No matching signature/);
      assert.throws(() => new Webhook(secret).verify(world.heard[0]!.body, world.heard[0]!.headers), /too old/);
    } finally {
      Date.now = real;
    }
  });

  it('[HOOK-19] a new secret signs beside the old one for a day, then alone', async () => {
    await world.relay.stop();
    await world.restart({ configured: null });
    const first = await world.relay.desk.set('demo', { url: 'https://a.example/' });
    const second = await world.relay.desk.set('demo', { url: 'https://a.example/' });
    assert.ok('secret' in first && 'secret' in second);
    assert.equal(first.id, second.id);
    assert.notEqual(first.secret, second.secret);
    assert.match(second.secret, /^whsec_[A-Za-z0-9+/]{43}=$/);
    const sale = await world.sale({ stock: 10, closesAt: world.clock.now() + 48 * 60 * minute });
    await sale.grab('v1');
    await world.pass(1000);
    await skip(world, 24 * 60 * minute);
    await sale.grab('v2');
    const [early, late] = world.heard as [Heard, Heard];
    assert.deepEqual([signs(early, first.secret), signs(early, second.secret)], [true, true]);
    assert.deepEqual([signs(late, first.secret), signs(late, second.secret)], [false, true]);
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

  it('[HOOK-20] what waits for an endpoint that is configured no more becomes dead letters, which can be tried once it is back', async () => {
    const sale = await world.sale();
    world.answer = () => status(500);
    await sale.grab('v1');
    await world.relay.stop();
    await world.restart({ configured: null });
    await world.pass(1000);
    assert.equal(world.gauges.get('drumroll_webhook_lag_seconds'), 0);
    const report = await world.relay.desk.report('demo');
    assert.ok('deadLetters' in report);
    const { delivery, lastError } = report.deadLetters[0]!;
    assert.equal(lastError, 'no endpoint is configured any more');
    assert.deepEqual(((await world.relay.desk.retry('demo', delivery)) as { code: string }).code, 'webhook/unknown');
    await world.relay.stop();
    world.answer = () => ok;
    await world.restart();
    assert.equal(await world.relay.desk.retry('demo', delivery), undefined);
    await world.settle();
    assert.equal(world.heard.length, 2);
  });
});

function signs({ headers, body }: Heard, by: string): boolean {
  const at = new Date(Number(headers['webhook-timestamp']) * 1000);
  return headers['webhook-signature']!.split(' ').includes(new Webhook(by).sign(headers['webhook-id']!, at, body));
}

/** Lets time pass up to a moment of the monotonic clock with few looks in between. */
async function skip(world: WebhookWorld, untilMs: number): Promise<void> {
  const left = untilMs - world.clock.monotonic();
  if (left > 0) world.clock.advance(left);
  await world.pass(1000);
}
