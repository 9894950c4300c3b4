/** The HTTP API of sales and holds: what shops and panels may ask, and what nobody else learns. */
import assert from 'node:assert/strict';
import { LedgerError } from '../../../rooms/sale-ledger.ts';
import type { SaleLedger } from '../../../rooms/sale-ledger.ts';
import type { SaleFacts } from '../../../rooms/services.ts';
import { holdList } from '../../../server/http/sale-schemas.ts';
import { createMemoryLedger } from '../../../server/memory/ledger.ts';
import { isRefusal, refuse } from '../../../shared/protocol/index.ts';
import type { Role } from '../../../shared/protocol/index.ts';
import { holdIdOf } from '../../../shared/sale/index.ts';
import type { LedgerLine, SaleTerms } from '../../../shared/sale/index.ts';
import { fakeShows, testFront } from '../../support/front.ts';
import type { Answer, TestFront } from '../../support/front.ts';

const facts: SaleFacts = {
  product: 'SKU-1',
  title: 'Lamp',
  price: 1999,
  currency: 'EUR',
  rehearsal: false,
  status: 'open',
  stopped: null,
  generation: 'memory',
  commitment: 'c0ffee',
  seed: null,
};

interface Shop {
  front: TestFront;
  ledger: SaleLedger;
  /** What the shows say of the sale `lamp`; null: nothing any more. */
  facts: SaleFacts | null;
  grab(viewer: string, options?: { quantity?: number; show?: string }): Promise<string>;
  ask(role: Role, method: string, path: string, body?: unknown): Promise<Answer>;
  end(how: 'closed' | 'cancelled'): Promise<void>;
}

const lamp = { sale: 'lamp', generation: 'memory' };

async function openShop(change: Partial<SaleTerms> = {}, env: Record<string, string> = {}): Promise<Shop> {
  const ledger = createMemoryLedger();
  const shows = { ...fakeShows(), sale: (_show: string, sale: string) => (sale === 'lamp' ? shop.facts : null) };
  const front = testFront({ env, deps: { ledger, shows } });
  const now = front.clock.now();
  for (const show of ['demo', 'other']) {
    const times = { opensAt: now, closesAt: now + 600_000, holdMs: 60_000 };
    const kind = { queue: false, rehearsal: false };
    const opened = await ledger.open({ show, sale: 'lamp', stock: 10, perViewer: 5, ...times, ...kind, ...change }, now);
    assert.ok(!isRefusal(opened));
  }
  let last = 0;
  const shop: Shop = {
    front,
    ledger,
    facts,
    grab: async (viewer, { quantity = 1, show = 'demo' } = {}) => {
      const hold = holdIdOf({ show, sale: 'lamp' }, (++last).toString(16).padStart(16, '0'));
      const grabbed = await ledger.grab({ show, ...lamp }, { viewer, key: hold, quantity, arrivedAt: front.clock.now(), hold });
      assert.ok(!isRefusal(grabbed), JSON.stringify(grabbed));
      return hold;
    },
    ask: async (role, method, path, body) => front.call(method, `/api/v1${path}`, { token: await front.token(role), body }),
    end: async (how) => {
      assert.ok(!isRefusal(await ledger.close({ show: 'demo', ...lamp }, how, front.clock.now())));
    },
  };
  return shop;
}

const codeOf = ({ status, json }: Answer): [number, unknown] => [status, json?.error?.code];

describe('api: holds', () => {
  it('[SALE-207] a list that takes long to read is read for a tenth of the time at most; a reading that failed is not kept', async () => {
    const shop = await openShop();
    const hold = await shop.grab('v1');
    const inner = { ...shop.ledger };
    let reads = 0;
    let isDown = false;
    shop.ledger.holds = (sale) => {
      reads++;
      if (isDown) return Promise.reject(new LedgerError('as the test wants it'));
      shop.front.clock.advance(300);
      return inner.holds(sale);
    };
    const list = () => shop.ask('service', 'GET', '/shows/demo/sales/lamp/holds');
    assert.equal((await list()).json.holds[0].hold, hold);
    const other = await shop.grab('v2');
    shop.front.clock.advance(2699);
    assert.equal((await list()).json.total, 1);
    assert.equal(reads, 1);
    shop.front.clock.advance(1);
    const { json } = await list();
    assert.deepEqual([json.total, json.holds[0].hold, reads], [2, other, 2]);
    shop.front.clock.advance(2700);
    isDown = true;
    assert.deepEqual(codeOf(await list()), [503, 'ledger-unavailable']);
    isDown = false;
    assert.equal((await list()).json.total, 2);
  });

  it('[SALE-204] the described list of holds has every end that a place in a queue can have', async () => {
    const shop = await openShop({ stock: 3, queue: true });
    const ref = { show: 'demo', ...lamp };
    const [first] = [await shop.grab('v1', { quantity: 2 }), await shop.grab('v2', { quantity: 2 })];
    await shop.ledger.admit(ref, 1, shop.front.clock.now());
    await shop.ask('service', 'POST', `/holds/${first}/confirm`, { order: 'o1' });
    await shop.ledger.admit(ref, 1, shop.front.clock.now());
    const { json } = await shop.ask('service', 'GET', '/shows/demo/sales/lamp/holds');
    assert.equal(json.holds[0].by, 'shortage');
    assert.equal(holdList.safeParse(json).error, undefined);
  });

  it('[SALE-160] a confirmed hold is an order; the same order again is the same answer, another is refused', async () => {
    const shop = await openShop();
    const hold = await shop.grab('v1', { quantity: 2 });
    const confirm = (order: string) => shop.ask('service', 'POST', `/holds/${hold}/confirm`, { order });
    const told = { hold, show: 'demo', sale: 'lamp', order: '订单 #1', viewer: 'v1', quantity: 2 };
    const first = await confirm('订单 #1');
    assert.deepEqual([first.status, first.json], [200, told]);
    assert.deepEqual((await confirm('订单 #1')).json, told);
    assert.deepEqual(codeOf(await confirm('2')), [409, 'hold/confirmed']);
    assert.deepEqual(codeOf(await shop.ask('service', 'POST', `/holds/${hold}/release`)), [409, 'hold/confirmed']);
  });

  it('[SALE-160] a confirmation that comes too late is refused so that the shop knows to refund', async () => {
    const shop = await openShop();
    const [late, back] = [await shop.grab('v1'), await shop.grab('v2')];
    await shop.ask('service', 'POST', `/holds/${back}/release`);
    shop.front.clock.advance(60_000);
    const expired = await shop.ask('service', 'POST', `/holds/${late}/confirm`, { order: 'o1' });
    assert.deepEqual(codeOf(expired), [409, 'hold/expired']);
    assert.deepEqual([expired.json.error.retry, /Refund/.test(expired.json.error.message)], [false, true]);
    const released = await shop.ask('service', 'POST', `/holds/${back}/confirm`, { order: 'o1' });
    assert.deepEqual(codeOf(released), [409, 'hold/released']);
  });

  it('[SALE-160] an order’s id is any text of 1 to 128 characters that every store keeps as it came', async () => {
    const shop = await openShop();
    const hold = await shop.grab('v1');
    for (const order of ['', 'x'.repeat(129), 'a\u0000b', 'a\nb', '\uD800', 7, null, undefined]) {
      const answer = await shop.ask('service', 'POST', `/holds/${hold}/confirm`, { order });
      assert.deepEqual(codeOf(answer), [400, 'bad-request'], JSON.stringify(order));
    }
    assert.deepEqual(codeOf(await shop.ask('service', 'POST', `/holds/${hold}/confirm`)), [400, 'bad-request']);
    const taken = await shop.ask('service', 'POST', `/holds/${hold}/confirm`, { order: '🎁'.repeat(64) });
    assert.equal(taken.status, 200);
  });

  it('[SALE-161] the shop gives back what is held, once, and may say so twice', async () => {
    const shop = await openShop();
    const hold = await shop.grab('v1');
    const release = () => shop.ask('service', 'POST', `/holds/${hold}/release`);
    for (const { status, json } of [await release(), await release()])
      assert.deepEqual([status, json], [200, { hold, show: 'demo', sale: 'lamp' }]);
    const { json } = await shop.ask('service', 'GET', '/shows/demo/sales/lamp/holds');
    assert.deepEqual([json.holds[0].status, json.holds[0].by], ['released', 'shop']);
  });

  it('[SALE-162] a hold that is unknown, malformed or another show’s is hold/unknown, and told nothing else of', async () => {
    const shop = await openShop();
    const foreign = await shop.grab('v1', { show: 'other' });
    const mine = await shop.grab('v1');
    const unknown = mine.replace(/.$/, 'f');
    const answers: string[] = [];
    const hostile = [
      '%2e%2e',
      '..%2f..',
      'demo',
      'demo.lamp',
      `${mine}.x`,
      `${mine}%00`,
      mine.toUpperCase(),
      'a'.repeat(5000),
      '%F0%9F%8E%81',
      `demo%2Flamp.${'0'.repeat(16)}`,
    ];
    for (const hold of [foreign, unknown, ...hostile])
      for (const [act, body] of [
        ['confirm', { order: 'o1' }],
        ['release', undefined],
      ] as const) {
        const answer = await shop.ask('service', 'POST', `/holds/${hold}/${act}`, body);
        assert.deepEqual(codeOf(answer), [404, 'hold/unknown'], `${act} ${hold.slice(0, 40)}`);
        answers.push(answer.text);
      }
    assert.equal(new Set(answers).size, 1);
    for (const broken of ['%', '%zz', '%C3'])
      assert.deepEqual(codeOf(await shop.ask('service', 'POST', `/holds/${broken}/release`)), [404, 'not-found']);
    assert.equal((await shop.ask('service', 'GET', '/shows/demo/sales/lamp/holds')).json.holds[0].status, 'held');
    const any = await shop.front.call('POST', `/api/v1/holds/${foreign}/confirm`, {
      token: await shop.front.token('service', '*'),
      body: { order: 'o1' },
    });
    assert.equal(any.status, 200, 'a token for every show');
  });

  it('[SALE-163] a ledger that cannot write says so, with 503, and that asking again may help', async () => {
    const shop = await openShop();
    const hold = await shop.grab('v1');
    await shop.ledger.stop();
    const answer = await shop.ask('service', 'POST', `/holds/${hold}/confirm`, { order: 'o1' });
    assert.deepEqual([...codeOf(answer), answer.json.error.retry], [503, 'ledger-unavailable', true]);
  });
});

async function busyShop(): Promise<Shop> {
  const shop = await openShop();
  const [sold, back, late] = [await shop.grab('v1', { quantity: 2 }), await shop.grab('v2'), await shop.grab('v3')];
  await shop.ask('service', 'POST', `/holds/${sold}/confirm`, { order: 'o1' });
  await shop.ask('service', 'POST', `/holds/${back}/release`);
  shop.front.clock.advance(60_000);
  await shop.ask('service', 'POST', `/holds/${late}/release`);
  await shop.grab('v4', { quantity: 3 });
  return shop;
}

describe('api: a sale’s ledger', () => {
  const path = '/shows/demo/sales/lamp/ledger';

  it('[SALE-164] every line is served, page by page, and the last page holds what all lines add up to', async () => {
    const shop = await busyShop();
    const whole = (await shop.ask('service', 'GET', path)).json;
    const kinds = whole.lines.map(({ kind }: { kind: string }) => kind);
    assert.deepEqual(kinds, ['open', 'hold', 'hold', 'hold', 'confirm', 'release', 'expire', 'hold']);
    const totals = { seq: 8, stock: 10, perViewer: 5, available: 5, held: 3, sold: 2, queued: 0, serving: 0 };
    assert.deepEqual([whole.totals, whole.agrees, whole.firstWrong, whole.next], [totals, true, null, null]);
    assert.deepEqual(
      Object.keys(whole.lines[4]).toSorted((a, b) => a.localeCompare(b)),
      ['after', 'at', 'hold', 'kind', 'order', 'quantity', 'viewer'],
    );
    const paged: unknown[] = [];
    for (let after: number | null = 0; after !== null;) {
      const page: Answer = await shop.ask('service', 'GET', `${path}?limit=3&after=${after}`);
      const { lines, next, totals: sum } = page.json;
      paged.push(...lines);
      assert.equal(sum === null, next !== null);
      after = next;
    }
    assert.deepEqual(paged, whole.lines);
    const beyond = (await shop.ask('service', 'GET', `${path}?after=99`)).json;
    assert.deepEqual([beyond.lines, beyond.totals], [[], totals]);
    for (const query of ['limit=0', 'limit=1001', 'after=-1', 'after=x', 'limit=1e9', 'after=9007199254740993'])
      assert.deepEqual(codeOf(await shop.ask('service', 'GET', `${path}?${query}`)), [400, 'bad-request'], query);
  });

  it('[SALE-165] a ledger whose lines do not follow from each other is found out, with the first wrong line', async () => {
    const shop = await busyShop();
    const lines = await shop.ledger.lines({ show: 'demo', sale: 'lamp' }, { after: 0, limit: 100 });
    const bent: [name: string, wrong: number, lines: LedgerLine[]][] = [
      ['a unit too many', 5, lines.map((line, i) => (i === 4 ? { ...line, after: { ...line.after, sold: 3 } } : line))],
      ['a line is missing', 4, lines.filter((_, i) => i !== 3)],
      ['sold twice', 6, lines.toSpliced(5, 0, lines[4]!)],
      ['another quantity', 5, lines.map((line, i) => (i === 4 && line.kind === 'confirm' ? { ...line, quantity: 1 } : line))],
      ['no beginning', 1, lines.slice(1)],
    ];
    for (const [name, wrong, told] of bent) {
      const ledger = { ...shop.ledger, lines: async () => told };
      const { call, token } = testFront({ deps: { ledger, shows: { ...fakeShows(), sale: () => facts } } });
      const { json } = await call('GET', `/api/v1${path}`, { token: await token('service') });
      assert.deepEqual([json.agrees, json.firstWrong], [false, wrong], name);
    }
  });

  it('[SALE-165] queues and admissions add up as well', async () => {
    const shop = await openShop({ queue: true });
    const holds = [];
    for (let i = 0; i < 5; i++) holds.push(await shop.grab(`v${i}`));
    const ref = { show: 'demo', sale: 'lamp', generation: 'memory' };
    await shop.ask('service', 'POST', `/holds/${holds[1]}/release`);
    await shop.ledger.admit(ref, 2, shop.front.clock.now());
    await shop.end('closed');
    const { json } = await shop.ask('service', 'GET', path);
    assert.deepEqual([json.agrees, json.totals.held, json.totals.queued, json.totals.serving], [true, 2, 0, 3]);
  });

  it('[SALE-166] the commitment is served from the beginning, the seed once the sale is over', async () => {
    const shop = await openShop();
    const during = (await shop.ask('service', 'GET', path)).json;
    assert.deepEqual([during.commitment, during.seed], ['c0ffee', null]);
    shop.facts = { ...facts, status: 'closed', seed: '5eed' };
    assert.equal((await shop.ask('service', 'GET', path)).json.seed, '5eed');
    shop.facts = null;
    const forgotten = await shop.ask('service', 'GET', path);
    assert.deepEqual([forgotten.status, forgotten.json.commitment, forgotten.json.lines.length], [200, null, 1]);
  });

  it('[SALE-166] a sale that nobody knows is sale/unknown, whatever it is called', async () => {
    const shop = await openShop();
    for (const sale of ['nope', '%2e%2e', '..%2fdemo', 'LAMP', 'lamp%00', 'lamp.x', '%E7%81%AF', 'x'.repeat(65)])
      for (const part of ['ledger', 'holds']) {
        const answer = await shop.ask('service', 'GET', `/shows/demo/sales/${sale}/${part}`);
        assert.deepEqual(codeOf(answer), [404, 'sale/unknown'], sale);
      }
    const nowhere = await shop.front.call('GET', '/api/v1/shows/nope/sales/lamp/ledger', {
      token: await shop.front.token('service', '*'),
    });
    assert.deepEqual(codeOf(nowhere), [404, 'show/unknown']);
  });

  it('[SALE-163] a ledger that cannot be read is 503, and logged; a bug is not taken for it', async () => {
    for (const [error, wanted] of [
      [new LedgerError('The disk is gone.'), [503, 'ledger-unavailable']],
      [new TypeError('a bug'), [500, 'internal']],
    ] as const) {
      const fail = () => Promise.reject(error);
      const ledger = { ...(await openShop()).ledger, lines: fail, holds: fail };
      const { call, token } = testFront({ deps: { ledger, shows: { ...fakeShows(), sale: () => facts } } });
      for (const part of ['ledger', 'holds'])
        assert.deepEqual(
          codeOf(await call('GET', `/api/v1/shows/demo/sales/lamp/${part}`, { token: await token('service') })),
          wanted,
        );
      const viewer = await token('viewer');
      const checkout = await call('POST', '/api/v1/demo/checkout', {
        token: viewer,
        body: { hold: `demo.lamp.${'0'.repeat(16)}` },
      });
      assert.deepEqual(codeOf(checkout), wanted);
    }
  });

  it('[SALE-167] holds are listed newest first, with what became of each', async () => {
    const shop = await busyShop();
    const { json } = await shop.ask('moderator', 'GET', '/shows/demo/sales/lamp/holds');
    assert.deepEqual(
      json.holds.map(({ viewer, status, quantity }: { viewer: string; status: string; quantity: number }) => [
        viewer,
        status,
        quantity,
      ]),
      [
        ['v4', 'held', 3],
        ['v3', 'expired', 1],
        ['v2', 'released', 1],
        ['v1', 'confirmed', 2],
      ],
    );
    assert.deepEqual([json.total, typeof json.holds[0].expiresAt, json.holds[3].order], [4, 'number', 'o1']);
    const page = (await shop.ask('streamer', 'GET', '/shows/demo/sales/lamp/holds?limit=1')).json;
    assert.deepEqual([page.total, page.holds.length, page.holds[0].viewer], [4, 1, 'v4']);
    for (const limit of [0, 501])
      assert.equal((await shop.ask('service', 'GET', `/shows/demo/sales/lamp/holds?limit=${limit}`)).status, 400);
  });
});

describe('api: the demo shop', () => {
  it('[SALE-168] in demo mode a viewer buys their own hold with one press, and a second press is the same order', async () => {
    const shop = await openShop();
    const { token, sub } = await shop.front.deps.tokens.mint({ role: 'viewer', show: 'demo', sub: 'v1' });
    const [mine, theirs, elsewhere] = [await shop.grab(sub), await shop.grab('v2'), await shop.grab(sub, { show: 'other' })];
    const pay = (hold: string) => shop.front.call('POST', '/api/v1/demo/checkout', { token, body: { hold } });
    const first = await pay(mine);
    const order = `demo-${mine.slice(-16)}`;
    assert.deepEqual(
      [first.status, first.json],
      [200, { hold: mine, show: 'demo', sale: 'lamp', order, viewer: 'v1', quantity: 1 }],
    );
    assert.deepEqual((await pay(mine)).json, first.json);
    for (const hold of [theirs, elsewhere, 'nonsense', mine.replace(/.$/, 'f')])
      assert.deepEqual(codeOf(await pay(hold)), [404, 'hold/unknown'], hold);
    const late = await shop.grab(sub);
    shop.front.clock.advance(60_000);
    assert.deepEqual(codeOf(await pay(late)), [409, 'hold/expired']);
  });

  it('[SALE-168] in production there is no demo shop', async () => {
    const shop = await openShop({}, { NODE_ENV: 'production', DRUMROLL_SECRET: 'x'.repeat(32) });
    const hold = await shop.grab('v1');
    assert.deepEqual(codeOf(await shop.ask('viewer', 'POST', '/demo/checkout', { hold })), [404, 'not-found']);
  });
});

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
