/** Where a page's token comes from, with the browser's few parts played by hand. */
import assert from 'node:assert/strict';
import { refuse } from '../../../shared/protocol/errors.ts';
import { RefusedError } from '../../../web/kit/refusal.ts';
import { readClaims, takeToken, tokenSource } from '../../../web/kit/token.ts';

interface Call {
  path: string;
  authorization: string | undefined;
  body: unknown;
}

const names = ['location', 'history', 'sessionStorage', 'window', 'fetch'] as const;
const before = names.map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const);

function put(name: (typeof names)[number], value: unknown): void {
  Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
}

/** A page at an address; `answer` is the server. */
function openPage(hash: string, answer: (call: Call) => { status: number; body: unknown }) {
  const calls: Call[] = [];
  const stored = new Map<string, string>();
  const listeners: ((event: object) => void)[] = [];
  const place = { pathname: '/', search: '?show=demo', hash, origin: 'http://localhost' };
  const parent = { postMessage: () => undefined };
  put('location', place);
  put('history', {
    state: null,
    replaceState: (_state: unknown, _title: string, url: string) => (place.hash = new URL(url, 'http://x').hash),
  });
  put('sessionStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
    removeItem: (key: string) => stored.delete(key),
  });
  const frame = { opener: null, addEventListener: (_type: string, hear: (event: object) => void) => listeners.push(hear) };
  put('window', Object.assign(frame, { parent: frame }));
  put('fetch', (path: string, init: { headers: Record<string, string>; body: string | null }) => {
    const call = { path, authorization: init.headers['authorization'], body: init.body === null ? null : JSON.parse(init.body) };
    calls.push(call);
    const { status, body } = answer(call);
    return Promise.resolve(new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } }));
  });
  const post = (source: object, data: unknown): void => {
    for (const hear of listeners) hear({ source, origin: 'http://shop.example', data });
  };
  return { calls, stored, place, parent, frame, post };
}

const tokenUntil = (expiresAt: number, sub = 'mei'): string => {
  const claims = Buffer.from(JSON.stringify({ sub, role: 'viewer', show: 'demo', exp: Math.floor(expiresAt / 1000) })).toString(
    'base64url',
  );
  return `head.${claims}.signature`;
};
const long = (): number => Date.now() + 3_600_000;
const demoOnly = () => ({ status: 200, body: { token: tokenUntil(long(), 'demo-viewer'), sub: 'demo-viewer' } });

describe('token', () => {
  afterEach(() => {
    for (const [name, descriptor] of before)
      if (descriptor) Object.defineProperty(globalThis, name, descriptor);
      else Reflect.deleteProperty(globalThis, name);
  });

  it('[PAGE-32] is taken from the fragment, which then no longer shows it', () => {
    const { place } = openPage('#token=abc&x=1', demoOnly);
    assert.equal(takeToken(), 'abc');
    assert.equal(place.hash, '#x=1');
    assert.equal(takeToken(), null);
  });

  it('[PAGE-32] a token from the fragment is used, and kept for a reload of this tab', async () => {
    const token = tokenUntil(long());
    const { calls, stored } = openPage(`#token=${token}`, demoOnly);
    assert.equal(await tokenSource({ role: 'viewer', show: 'demo' }).get(), token);
    assert.deepEqual([...stored.values()], [token]);
    assert.equal(calls.length, 0);
  });

  it('[PAGE-32] without one, demo mode gives one, and a reload is the same viewer', async () => {
    const { calls } = openPage('', demoOnly);
    const first = await tokenSource({ role: 'viewer', show: 'demo' }).get();
    assert.equal(readClaims(first)?.sub, 'demo-viewer');
    assert.equal(await tokenSource({ role: 'viewer', show: 'demo' }).get(), first);
    assert.deepEqual(calls, [{ path: '/api/v1/demo/tokens', authorization: undefined, body: { role: 'viewer', show: 'demo' } }]);
  });

  it('[PAGE-32] where there is no demo mode, what is missing is an invitation', async () => {
    openPage('', () => ({ status: 404, body: { error: refuse('not-found') } }));
    const wanted = tokenSource({ role: 'viewer', show: 'demo' }).get();
    await assert.rejects(wanted, (error) => error instanceof RefusedError && error.refusal.code === 'auth/missing');
  });

  it('[PAGE-32] where there is no demo mode, a token that is no longer good is what is wrong', async () => {
    openPage(`#token=${tokenUntil(Date.now() - 1000)}`, ({ path }) =>
      path.endsWith('/renew')
        ? { status: 401, body: { error: refuse('auth/expired') } }
        : { status: 404, body: { error: refuse('not-found') } },
    );
    const source = tokenSource({ role: 'viewer', show: 'demo' });
    for (const time of ['first', 'second']) {
      const refused = await source.get().catch((error: unknown) => error instanceof RefusedError && error.refusal.code);
      assert.equal(refused, 'auth/expired', `asked a ${time} time`);
    }
  });

  it('[PAGE-32] a token that has ended while the server could not be asked is kept for the next try', async () => {
    const fresh = tokenUntil(long());
    let up = false;
    openPage(`#token=${tokenUntil(Date.now() - 1000)}`, () =>
      up ? { status: 200, body: { token: fresh } } : { status: 503, body: { error: refuse('busy') } },
    );
    const source = tokenSource({ role: 'viewer', show: 'demo' });
    await assert.rejects(source.get(), (error) => error instanceof RefusedError && error.refusal.retry);
    up = true;
    assert.equal(await source.get(), fresh);
  });

  it('[PAGE-32] a token about to end is renewed before use', async () => {
    const old = tokenUntil(Date.now() + 30_000);
    const fresh = tokenUntil(long());
    const { calls } = openPage(`#token=${old}`, () => ({ status: 200, body: { token: fresh } }));
    const source = tokenSource({ role: 'viewer', show: 'demo' });
    assert.equal(await source.get(), fresh);
    assert.equal(await source.get(), fresh);
    assert.deepEqual(
      calls.map(({ path, authorization }) => [path, authorization]),
      [['/api/v1/tokens/renew', `Bearer ${old}`]],
    );
  });

  it('[PAGE-32] a token that the server does not take is forgotten', async () => {
    const { stored } = openPage('#token=stale', demoOnly);
    const source = tokenSource({ role: 'viewer', show: 'demo' });
    const fresh = await source.get(refuse('auth/invalid'));
    assert.equal(readClaims(fresh)?.sub, 'demo-viewer');
    assert.ok([...stored.values()].includes(fresh));
    assert.ok(![...stored.values()].includes('stale'));
  });

  it('[PAGE-32] the page around this one may hand over a token; others may not', async () => {
    const token = tokenUntil(long(), 'shop-viewer');
    const { parent, frame, post } = openPage('#token=first', demoOnly);
    Object.assign(frame, { parent });
    let renewed = 0;
    const source = tokenSource({ role: 'viewer', show: 'demo', onNew: () => renewed++ });
    assert.equal(await source.get(), 'first');
    post({}, { type: 'drumroll.token', token: 'from a stranger' });
    assert.equal(await source.get(), 'first');
    post(parent, { type: 'drumroll.token', token });
    assert.equal(await source.get(), token);
    assert.equal(renewed, 1);
  });

  it('[PAGE-149] the page knows a demo’s token as one, over reloads, until it is given another', async () => {
    const { frame, parent, post } = openPage('', demoOnly);
    const wanted = { role: 'viewer', show: 'demo' } as const;
    const source = tokenSource(wanted);
    assert.equal(source.isDemo(), false, 'there is none yet');
    await source.get();
    assert.equal(source.isDemo(), true);
    assert.equal(tokenSource(wanted).isDemo(), true, 'after a reload');
    assert.equal(tokenSource({ role: 'viewer', show: 'other' }).isDemo(), false, 'of another show');
    Object.assign(frame, { parent });
    const framed = tokenSource(wanted);
    post(parent, { type: 'drumroll.token', token: tokenUntil(long(), 'shop-viewer') });
    assert.equal(framed.isDemo(), false);
    assert.equal(tokenSource(wanted).isDemo(), false, 'nor after a reload');
  });
});
