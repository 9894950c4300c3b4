/** The HTTP API of webhooks: endpoints and dead letters. */
import assert from 'node:assert/strict';
import { refuse } from '../../../shared/protocol/index.ts';
import { testFront } from '../../support/front.ts';
import { codeOf } from '../../support/shop.ts';

describe('api: webhooks', () => {
  it('[HOOK-26] an endpoint is set with 201 and its secret; what is malformed never reaches the relay', async () => {
    const { call, token } = testFront();
    const service = await token('service');
    const set = (body: unknown) => call('POST', '/api/v1/shows/demo/webhooks', { token: service, body });
    const made = await set({ url: 'https://shop.example/hooks', events: ['hold.created'] });
    assert.deepEqual([made.status, made.json.id, made.json.secret.startsWith('whsec_')], [201, 'ep_1', true]);
    const bad = [{}, { url: 7 }, { url: 'https://x.example/'.padEnd(2001, 'x') }, { url: 'https://a.example/', events: [] }];
    const worse = [
      { url: 'https://a.example/', events: ['hold.made'] },
      { url: 'https://a.example/', secret: 'hunter2' },
    ];
    for (const body of [...bad, ...worse])
      assert.deepEqual(codeOf(await set(body)), [400, 'bad-request'], JSON.stringify(body).slice(0, 80));
  });

  it('[HOOK-26] a refusal of the relay is the answer', async () => {
    const webhooks = {
      ...testFront().deps.webhooks,
      set: async () => refuse('webhook/bad-url'),
      report: async () => refuse('busy'),
      remove: async () => refuse('busy'),
    };
    const { call, token } = testFront({ deps: { webhooks } });
    const service = await token('service');
    const ask = async (method: string, body?: unknown) =>
      codeOf(await call(method, '/api/v1/shows/demo/webhooks', { token: service, body }));
    assert.deepEqual(await ask('POST', { url: 'http://10.0.0.1/' }), [400, 'webhook/bad-url']);
    assert.deepEqual(
      [await ask('GET'), await ask('DELETE')],
      [
        [503, 'busy'],
        [503, 'busy'],
      ],
    );
  });

  it('[HOOK-26] a dead letter is tried again by its number, in its own show only', async () => {
    const { call, token } = testFront();
    const any = await token('service', '*');
    const retry = (show: string, delivery: string) =>
      call('POST', `/api/v1/shows/${show}/webhooks/deliveries/${delivery}/retry`, { token: any });
    assert.equal((await retry('demo', '7')).status, 200);
    for (const [show, delivery] of [
      ['other', '7'],
      ['demo', '8'],
      ['demo', '%2e%2e'],
      ['demo', '7%00'],
    ] as const)
      assert.deepEqual(codeOf(await retry(show, delivery)), [404, 'webhook/unknown'], `${show} ${delivery}`);
    const removed = await call('DELETE', '/api/v1/shows/demo/webhooks', { token: any });
    assert.deepEqual([removed.status, removed.json], [200, {}]);
    const options = await call('OPTIONS', '/api/v1/shows/demo/webhooks');
    assert.match(options.headers['allow'] ?? '', /DELETE/);
  });

  it('[SALE-169] the API’s description has every route of sales, holds and webhooks', async () => {
    const { call } = testFront();
    const { json } = await call('GET', '/api/openapi.json');
    const routes = Object.entries<object>(json.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path.replace('/api/v1', '')}`),
    );
    for (const route of [
      'post /holds/{hold}/confirm',
      'post /holds/{hold}/release',
      'post /demo/checkout',
      'get /shows/{show}/sales/{sale}/ledger',
      'get /shows/{show}/sales/{sale}/holds',
      'post /shows/{show}/webhooks',
      'get /shows/{show}/webhooks',
      'delete /shows/{show}/webhooks',
      'post /shows/{show}/webhooks/deliveries/{delivery}/retry',
    ])
      assert.ok(routes.includes(route), route);
    const confirm = json.paths['/api/v1/holds/{hold}/confirm'].post;
    assert.deepEqual(confirm.requestBody.content['application/json'].schema.required, ['order']);
  });
});
