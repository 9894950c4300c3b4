/** Endpoints that are set, gone, removed and set anew: what of their deliveries goes on, and what is given up. */
import assert from 'node:assert/strict';
import { createMemoryWebhooks } from '../../../server/memory/webhooks.ts';
import { isRefusal } from '../../../shared/protocol/index.ts';
import { ok, secret, status, webhookWorld } from '../../support/webhook-world.ts';
import type { WebhookWorld } from '../../support/webhook-world.ts';

describe('webhook endpoints', () => {
  let world: WebhookWorld;
  beforeEach(async () => {
    world = await webhookWorld();
  });
  afterEach(() => world.relay.stop());

  const kindsOf = (hold: string): string[] =>
    world.heard.filter(({ event }) => event.data['hold'] === hold).map(({ event }) => event.type);

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
