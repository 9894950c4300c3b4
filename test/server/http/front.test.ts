/** The front door: what every request meets before and after its route. */
import assert from 'node:assert/strict';
import { testFront } from '../../support/front.ts';
import { errors } from '../../../shared/protocol/index.ts';

describe('front', () => {
  it('[WIRE-24] an unknown address is 404 not-found, whatever the method', async () => {
    const { call } = testFront();
    for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'BREW'])
      for (const path of ['/nowhere', '/api/v1', '/api/v1/shows/', '/monitor', '/playground', '/.env', '//', '/__healthcheck'])
        assert.equal((await call(method, path)).status, 404, `${method} ${path}`);
    assert.equal((await call('GET', '/nowhere')).json.error.code, 'not-found');
  });

  it('[WIRE-24] a known address with another method is 405 and tells which it takes', async () => {
    const { call } = testFront();
    const answer = await call('DELETE', '/api/v1/shows');
    assert.equal(answer.status, 405);
    assert.equal(answer.json.error.code, 'method-not-allowed');
    assert.equal(answer.headers['allow'], 'GET, HEAD, POST, OPTIONS');
    assert.equal((await call('GET', '/matchmake/joinOrCreate/crowd')).status, 405);
  });

  it('[WIRE-24] broken percent-encoding is not-found, not an error', async () => {
    const { call, token, logged } = testFront();
    assert.equal((await call('GET', '/api/v1/shows/%E0%A4%A', { token: await token('viewer') })).status, 404);
    assert.deepEqual(logged, []);
  });

  it('[WIRE-25] HEAD is answered as GET is', async () => {
    const { call } = testFront();
    const get = await call('GET', '/api/v1/games');
    const head = await call('HEAD', '/api/v1/games');
    assert.equal(head.status, 200);
    assert.deepEqual(head.headers, get.headers);
  });

  it('[WIRE-26] a handler that throws answers internal, is logged and counted, and the next request is served', async () => {
    const { call, logged, metrics } = testFront({
      deps: {
        matchmaking: () => {
          throw new Error('boom with secret details');
        },
      },
    });
    const broken = await call('POST', '/matchmake/joinOrCreate/crowd', { body: {} });
    assert.equal(broken.status, 500);
    assert.ok(broken.json.message.startsWith('internal '));
    assert.ok(!broken.text.includes('boom'));
    assert.equal(logged.length, 1);
    assert.ok((await metrics.text()).includes('drumroll_handler_errors_total{where="http"} 1'));
    assert.equal((await call('GET', '/livez')).status, 200);
  });

  const origins: [what: string, origin: string | undefined, allowed: boolean][] = [
    ['none', undefined, true],
    ['a listed one', 'https://shop.example', true],
    ['the server’s own', 'http://localhost:2567', true],
    ['the server’s own behind TLS', 'https://localhost:2567', true],
    ['an unlisted one', 'https://evil.example', false],
    ['a listed one on another port', 'https://shop.example:8443', false],
    ['a listed one without TLS', 'http://shop.example', false],
    ['a subdomain of a listed one', 'https://x.shop.example', false],
    ['a listed one as a prefix', 'https://shop.example.evil.example', false],
    ['a listed one in capitals', 'https://SHOP.example', false],
    ['null', 'null', false],
    ['an empty one', '', false],
    ['the host on another port', 'http://localhost:3000', false],
  ];
  for (const [what, origin, allowed] of origins) {
    it(`[WIRE-27] an Origin that is ${what} is ${allowed ? 'served' : 'refused'}`, async () => {
      const { call } = testFront();
      const headers: Record<string, string> = origin === undefined ? {} : { origin };
      const answer = await call('GET', '/api/v1/time', { headers });
      assert.equal(answer.status, allowed ? 200 : 403);
      const reflected = answer.headers['access-control-allow-origin'];
      assert.equal(reflected, allowed ? origin : undefined);
      assert.equal(answer.headers['vary'], 'origin');
      if (!allowed) assert.equal(answer.json.error.code, 'origin/refused');
    });
  }

  it('[WIRE-27] a preflight from a listed Origin is told what it may send; from another it is refused', async () => {
    const { call } = testFront();
    const headers = { origin: 'https://shop.example', 'access-control-request-method': 'POST' };
    const listed = await call('OPTIONS', '/matchmake/joinOrCreate/crowd', { headers });
    assert.equal(listed.status, 204);
    assert.equal(listed.headers['access-control-allow-origin'], 'https://shop.example');
    assert.equal(listed.headers['access-control-allow-credentials'], 'true');
    assert.ok(listed.headers['access-control-allow-methods']?.includes('POST'));
    assert.ok(listed.headers['access-control-allow-headers']?.includes('authorization'));
    const other = await call('OPTIONS', '/matchmake/joinOrCreate/crowd', { headers: { origin: 'https://evil.example' } });
    assert.equal(other.status, 403);
    assert.equal(other.headers['access-control-allow-headers'], undefined);
  });

  const hosts: [host: string | undefined, allowed: boolean][] = [
    ['localhost:2567', true],
    ['LOCALHOST:2567', true],
    ['127.0.0.1:2567', true],
    ['[::1]:2567', true],
    ['localhost', false],
    ['localhost:2568', false],
    ['rebound.example:2567', false],
    ['localhost.rebound.example:2567', false],
    ['127.0.0.1.nip.io:2567', false],
    ['localhost:2567@rebound.example', false],
    ['', false],
    [undefined, false],
  ];
  for (const [host, allowed] of hosts) {
    it(`[WIRE-28] in demo mode the Host ${JSON.stringify(host)} is ${allowed ? 'served' : 'refused'}`, async () => {
      const { deps, front } = testFront({ env: { HOST: '' } });
      assert.equal(deps.config.localHostsOnly, true);
      const headers: Record<string, string> = host === undefined ? {} : { host };
      const { status, body } = await front.handle({
        method: 'GET',
        path: '/livez',
        query: '',
        headers,
        body: null,
        ip: '127.0.0.1',
      });
      assert.equal(status, allowed ? 200 : 403);
      if (!allowed) assert.ok(String(body).includes('host/refused'));
    });
  }

  it('[WIRE-28] with HOST set any Host is served', async () => {
    const { call } = testFront({ env: { HOST: '0.0.0.0' } });
    assert.equal((await call('GET', '/livez', { headers: { host: 'stage.example' } })).status, 200);
  });

  it('[WIRE-29] every answer carries the security headers, refusals too', async () => {
    const { call } = testFront();
    for (const [method, path] of [
      ['GET', '/livez'],
      ['GET', '/nowhere'],
      ['DELETE', '/api/v1/shows'],
      ['OPTIONS', '/api/v1/shows'],
      ['GET', '/api/v1/shows'],
    ] as const) {
      const { headers } = await call(method, path);
      assert.equal(headers['x-content-type-options'], 'nosniff', path);
      assert.equal(headers['referrer-policy'], 'no-referrer', path);
      assert.equal(headers['cross-origin-resource-policy'], 'same-origin', path);
      assert.equal(headers['content-security-policy'], "default-src 'none'; frame-ancestors 'none'", path);
      assert.equal(headers['cache-control'], 'no-store', path);
    }
  });

  it('[WIRE-30] a body that is missing, no JSON, no UTF-8 or of another shape is bad-request and says what is wrong', async () => {
    const { call, token } = testFront();
    const service = await token('service', '*');
    const bodies: [body: unknown, detail: RegExp][] = [
      [undefined, /empty/],
      ['', /empty/],
      ['{"title":', /not JSON/],
      [Buffer.from([0x22, 0xff, 0x22]), /not JSON/],
      ['[]', /expected object/],
      ['null', /expected object/],
      [{}, /title/],
      [{ title: '  ' }, /title/],
      [{ title: 'x', id: 'Not An Id' }, /id: lower-case/],
      [{ title: 'x', expectedViewers: -1 }, /expectedViewers/],
    ];
    for (const [body, detail] of bodies) {
      const answer = await call('POST', '/api/v1/shows', { token: service, body });
      assert.equal(answer.status, 400, String(body));
      assert.equal(answer.json.error.code, 'bad-request');
      assert.match(answer.json.error.detail, detail);
    }
  });

  it('[WIRE-31] a request that a transport could not read is refused in the shape of its route', () => {
    const { front } = testFront();
    const request = { method: 'POST', query: '', headers: { host: 'localhost:2567' }, body: null, ip: '127.0.0.1' };
    const refusal = { code: 'too-large', message: errors['too-large'].message, retry: false } as const;
    const api = front.refuse({ ...request, path: '/api/v1/shows' }, refusal);
    assert.equal(api.status, 413);
    assert.equal(JSON.parse(String(api.body)).error.code, 'too-large');
    const join = front.refuse({ ...request, path: '/matchmake/joinOrCreate/crowd' }, refusal);
    assert.ok(JSON.parse(String(join.body)).message.startsWith('too-large '));
  });

  it('[OPS-12] requests are counted by route pattern, and unknown paths as one', async () => {
    const { call, token, metrics } = testFront();
    await call('GET', '/api/v1/shows/demo', { token: await token('viewer') });
    await call('GET', '/api/v1/shows/nope', { token: await token('viewer', '*') });
    await call('GET', '/a');
    await call('GET', '/b');
    const text = await metrics.text();
    assert.ok(text.includes('drumroll_http_requests_total{method="GET",route="/api/v1/shows/:show",status="200"} 1'));
    assert.ok(text.includes('drumroll_http_requests_total{method="GET",route="/api/v1/shows/:show",status="404"} 1'));
    assert.ok(text.includes('drumroll_http_requests_total{method="GET",route="unmatched",status="404"} 2'));
    assert.ok(text.includes('drumroll_refusals_total{code="not-found"} 2'));
    assert.ok(text.includes('drumroll_refusals_total{code="show/unknown"} 1'));
  });
});
