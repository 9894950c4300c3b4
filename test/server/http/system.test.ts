/** What operators and tools ask: alive, ready, version, metrics, and the API's description. */
import assert from 'node:assert/strict';
import { commands } from '../../../shared/protocol/index.ts';
import { testFront } from '../../support/front.ts';

const metricsToken = 'metrics-token-of-a-test';
const production = { NODE_ENV: 'production', DRUMROLL_SECRET: 'x'.repeat(32), DRUMROLL_METRICS_TOKEN: metricsToken };

describe('system routes', () => {
  it('[OPS-13] the server stays alive while it drains, but is not ready', async () => {
    let draining = false;
    const { call } = testFront({ deps: { isDraining: () => draining } });
    assert.deepEqual([(await call('GET', '/livez')).status, (await call('GET', '/readyz')).status], [200, 200]);
    draining = true;
    const ready = await call('GET', '/readyz');
    assert.deepEqual([(await call('GET', '/livez')).status, ready.status, ready.json.error.code], [200, 503, 'draining']);
  });

  it('[OPS-13] the version is told', async () => {
    const { json } = await testFront().call('GET', '/version');
    assert.deepEqual(json, { name: 'drumroll', version: '1.2.3', protocol: 1 });
  });

  const readers: [who: string, options: { ip?: string; headers?: Record<string, string> }, status: number][] = [
    ['loopback', { ip: '127.0.0.1' }, 200],
    ['loopback in IPv6', { ip: '::1' }, 200],
    ['loopback in IPv6, written in full', { ip: '0000:0000:0000:0000:0000:0000:0000:0001' }, 200],
    ['loopback for a dual-stack socket', { ip: '0000:0000:0000:0000:0000:ffff:7f00:0001' }, 200],
    ['another address', { ip: '203.0.113.7' }, 401],
    ['a proxy on this machine', { ip: '127.0.0.1', headers: { 'x-forwarded-for': '203.0.113.7' } }, 401],
    ['the right token', { ip: '203.0.113.7', headers: { authorization: `Bearer ${metricsToken}` } }, 200],
    ['a wrong token', { ip: '127.0.0.1', headers: { authorization: `Bearer ${metricsToken}!` } }, 401],
  ];
  for (const [who, options, status] of readers) {
    it(`[OPS-14] in production /metrics answers ${status} to ${who}`, async () => {
      const answer = await testFront({ env: production }).call('GET', '/metrics', options);
      assert.equal(answer.status, status);
      assert.equal(answer.text.includes('drumroll_build_info'), status === 200);
    });
  }

  it('[OPS-14] without a metrics token no token opens /metrics from outside', async () => {
    const { call } = testFront({ env: { ...production, DRUMROLL_METRICS_TOKEN: '' } });
    assert.equal((await call('GET', '/metrics', { ip: '203.0.113.7', headers: { authorization: 'Bearer ' } })).status, 401);
    assert.equal((await call('GET', '/metrics', { ip: '203.0.113.7', headers: { authorization: 'Bearer null' } })).status, 401);
  });

  it('[WIRE-44] the API describes every route there is, with its parameters, body and answer', async () => {
    const { call, front } = testFront();
    const { json } = await call('GET', '/api/openapi.json');
    assert.equal(json.openapi, '3.1.0');
    for (const route of front.routes) {
      const operation = json.paths[route.path.replaceAll(/:(\w+)/g, '{$1}')]?.[route.method.toLowerCase()];
      assert.ok(operation, `${route.method} ${route.path}`);
      assert.equal(operation.summary, route.summary);
      assert.equal(operation.security.length, route.access === 'anybody' ? 0 : 1);
      assert.equal('requestBody' in operation, route.body !== undefined);
      const named = operation.parameters.filter((parameter: { in: string }) => parameter.in === 'path');
      assert.equal(named.length, (route.path.match(/:/g) ?? []).length);
      assert.ok(operation.responses[route.reply.status].content[route.reply.type]);
    }
    const ids = Object.values<Record<string, { operationId: string }>>(json.paths).flatMap((path) =>
      Object.values(path).map(({ operationId }) => operationId),
    );
    assert.equal(new Set(ids).size, front.routes.length);
  });

  it('[WIRE-44] the description has the arguments of every order, and who may give it', async () => {
    const { json } = await testFront().call('GET', '/api/openapi.json');
    const { anyOf } = json.paths['/api/v1/shows/{show}/commands'].post.requestBody.content['application/json'].schema;
    type Args = { properties: Record<string, { pattern?: string }>; additionalProperties: unknown };
    type Shape = { title: string; description: string; required: string[]; properties: { name: { const: string }; args: Args } };
    const orders = new Map((anyOf as Shape[]).map((order) => [order.title, order]));
    assert.deepEqual([...orders.keys()], Object.keys(commands));
    const schedule = orders.get('sale.schedule')!;
    assert.equal(schedule.properties.name.const, 'sale.schedule');
    assert.equal(schedule.properties.args.properties['currency']?.pattern, '^[A-Z]{3}$');
    assert.equal(schedule.properties.args.additionalProperties, false);
    assert.deepEqual(schedule.required, ['id', 'name', 'args']);
    assert.deepEqual(orders.get('round.next')!.required, ['id', 'name'], 'nothing to say');
    assert.equal(orders.get('chat.pin')!.description, 'Roles: streamer, moderator, service.');
  });

  it('[BATTLE-218] the description has gifts and receipts, and the strict arguments of orders about battles, polls and rules', async () => {
    const { json } = await testFront().call('GET', '/api/openapi.json');
    const bodyOf = (path: string) => json.paths[path].post.requestBody.content['application/json'].schema;
    const gift = bodyOf('/api/v1/shows/{show}/gifts');
    assert.deepEqual(gift.required, ['key', 'viewer', 'value']);
    assert.equal(gift.additionalProperties, false);
    assert.deepEqual(bodyOf('/api/v1/demo/gifts').properties.gift.enum, ['rose', 'rocket']);
    const receiptAt = (path: string) => json.paths[path].get.responses[200].content['application/json'].schema.properties;
    assert.ok('inputs' in receiptAt('/api/v1/shows/{show}/battles/{battle}'));
    assert.ok(!('inputs' in receiptAt('/api/v1/shows/{show}/battles').battles.items.properties));
    assert.ok('counted' in receiptAt('/api/v1/shows/{show}/polls/{poll}'));
    const orders = bodyOf('/api/v1/shows/{show}/commands').anyOf as { title: string; properties: { args: Args } }[];
    type Args = { required?: string[]; additionalProperties: unknown };
    const contest = orders.filter(({ title }) => /^(?:battle|poll|rule)\./v.test(title));
    assert.equal(contest.length, 11);
    for (const { title, properties } of contest) assert.equal(properties.args.additionalProperties, false, title);
    assert.deepEqual(contest.find(({ title }) => title === 'battle.start')?.properties.args.required, ['sides']);
  });

  it('[WIRE-44] the description shows the shapes that are really checked', async () => {
    const { json } = await testFront().call('GET', '/api/openapi.json');
    const create = json.paths['/api/v1/shows'].post.requestBody.content['application/json'].schema;
    assert.deepEqual(create.required, ['title']);
    assert.equal(create.properties.title.maxLength, 120);
    const audit = json.paths['/api/v1/shows/{show}/audit'].get.parameters;
    assert.deepEqual(
      audit.map(({ name, required }: { name: string; required: boolean }) => [name, required]),
      [
        ['show', true],
        ['limit', false],
        ['before', false],
      ],
    );
    assert.ok(json.components.schemas.Error.properties.error.properties.code.enum.includes('show/unknown'));
  });
});
