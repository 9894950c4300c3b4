/** Webhooks from a real server to a real shop, which is slow or away while the server is killed: at least once, in order. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { join } from '../support/sdk-join.ts';
import { ServerProcess, tokenFor } from '../support/server-process.ts';
import { until } from '../support/until.ts';
import { openWebhookShop } from '../support/webhook-shop.ts';
import type { WebhookShop } from '../support/webhook-shop.ts';
import { secret } from '../support/webhook-world.ts';
import { poll } from '../support/within.ts';

describe('webhooks of a real server', function () {
  this.timeout(60_000);
  let dir: string;
  let shop: WebhookShop;
  let server: ServerProcess;

  const start = async (env: Record<string, string> = {}): Promise<void> => {
    server = await ServerProcess.start({ transport: 'ws', dir, env });
  };
  const configured = (): Record<string, string> => ({ DRUMROLL_WEBHOOK_URL: shop.url, DRUMROLL_WEBHOOK_SECRET: secret });
  const told = (): string[] => shop.received.map(({ event }) => event?.type ?? 'unsigned');

  beforeEach(async () => {
    dir = await mkdtemp(joinPath(tmpdir(), 'drumroll-hooks-'));
    shop = await openWebhookShop(secret);
  });
  afterEach(async () => {
    await server.dispose();
    await shop.close();
    await rm(dir, { recursive: true, force: true });
  });

  it('[HOOK-27] what had arrived when the server was killed, but was not yet written down, arrives again under the same id', async () => {
    await start(configured());
    const open: ServerResponse[] = [];
    shop.answer = (_got, response) => void open.push(response);
    assert.ok((await server.command('show.end')).ok);
    await until('the shop has it', () => open.length === 1);
    await server.kill();

    shop.answer = (_got, response) => void response.writeHead(204).end();
    await start(configured());
    await until('it comes again', () => shop.received.length === 2);
    assert.deepEqual(told(), ['show.ended', 'show.ended']);
    const [first, again] = shop.received;
    assert.deepEqual([again?.message, again?.body], [first?.message, first?.body]);
    await poll('it is written down', async () => (await backlog()) === 0);
    await server.kill();

    await start(configured());
    assert.ok((await server.command('show.start')).ok);
    await until('the next one comes', () => shop.received.length === 3);
    assert.equal(told()[2], 'show.started', 'and nothing comes a third time');
  });

  it('[HOOK-27] what happens while the shop is away is told in order once it is back, also after a kill', async () => {
    await start(configured());
    const sale = await openSale();
    const [one, two] = [await grab('v1', sale), await grab('v2', sale)];
    await until('both holds are told', () => shop.received.length === 2);
    shop.answer = (_got, response) => void response.writeHead(503).end();
    const service = await tokenFor('shop-1', { role: 'service' });
    const confirmed = await server.post(`/api/v1/holds/${one}/confirm`, { order: 'o-1' }, service);
    assert.deepEqual([confirmed.status, confirmed.body.viewer], [200, 'v1']);
    await server.post(`/api/v1/holds/${two}/release`, {}, service);
    await until('both were tried', () => shop.received.length === 4);
    await server.kill();

    shop.answer = (_got, response) => void response.writeHead(204).end();
    await start(configured());
    await until('both come again', () => shop.received.length === 6, 20_000);
    const byHold = (hold: string) =>
      shop.received.filter(({ event }) => event?.data['hold'] === hold).map(({ event }) => event?.type);
    assert.deepEqual(byHold(one), ['hold.created', 'order.confirmed', 'order.confirmed']);
    assert.deepEqual(byHold(two), ['hold.created', 'hold.released', 'hold.released']);
    const order = shop.received.find(({ event }) => event?.type === 'order.confirmed')?.event?.data;
    assert.deepEqual(
      [order?.['order'], order?.['product'], order?.['price'], order?.['currency'], order?.['quantity']],
      ['o-1', 'SKU-1', 1999, 'EUR', 1],
    );
  });

  it('[HOOK-27] a show’s own endpoint is set over the API, told, and counted in the metrics', async () => {
    await start();
    const service = await tokenFor('shop-1', { role: 'service' });
    const path = '/api/v1/shows/demo/webhooks';
    const refused = await server.post(path, { url: 'http://10.0.0.1/' }, service);
    assert.deepEqual([refused.status, refused.body.error.code], [400, 'webhook/bad-url']);
    const made = await server.post(path, { url: `${shop.url}?key=hunter2`, secret }, service);
    assert.deepEqual([made.status, made.body.secret], [201, secret]);
    assert.ok((await server.command('show.end')).ok);
    await until('the shop has it', () => shop.received.length === 1);
    assert.deepEqual([told(), shop.received[0]?.path], [['show.ended'], '/hooks?key=hunter2']);
    const { body } = await server.get(path, await tokenFor('s1', { role: 'streamer' }));
    assert.deepEqual(body.endpoints[0].url, `${shop.url}?…`);
    assert.ok(!JSON.stringify(body).includes('whsec_') && !JSON.stringify(body).includes('hunter2'));
    await poll(
      'it is counted',
      async () => (await server.metric('drumroll_webhook_deliveries_total', 'outcome="delivered"')) === 1,
    );
    assert.ok(!server.output().includes('hunter2') && !server.output().includes(secret));
  });

  it('[HOOK-27] a shop that never answers does not hold up the stop of the server', async () => {
    await start(configured());
    shop.answer = () => undefined;
    assert.ok((await server.command('show.end')).ok);
    await until('the shop has it', () => shop.received.length === 1);
    const askedAt = performance.now();
    server.terminate();
    assert.equal((await server.exited).code, 0);
    assert.ok(performance.now() - askedAt < 4000);
  });

  async function backlog(): Promise<number> {
    const { body } = await server.get('/api/v1/shows/demo/webhooks', await tokenFor('s1', { role: 'streamer' }));
    return body.endpoints[0].waiting as number;
  }

  async function openSale(): Promise<string> {
    const product = { product: 'SKU-1', title: 'Lamp', price: 1999, currency: 'EUR' };
    const reply = await server.command('sale.schedule', {
      ...product,
      stock: 10,
      perViewer: 1,
      holdMs: 60_000,
      durationMs: 600_000,
    });
    assert.ok(reply.ok && reply.sale !== undefined, JSON.stringify(reply));
    assert.ok((await server.command('sale.open', { sale: reply.sale })).ok);
    return reply.sale;
  }

  async function grab(name: string, sale: string): Promise<string> {
    const viewer = await join(server, name);
    const { hold } = await viewer.request('grab', { sale, quantity: 1, key: `key-of-${name}` });
    await viewer.leave();
    return hold;
  }
});
