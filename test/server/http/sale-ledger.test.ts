/** The HTTP API of a sale’s ledger: every line, what they add up to, and the seed when it is over. */
import assert from 'node:assert/strict';
import { LedgerError } from '../../../rooms/sale-ledger.ts';
import type { LedgerLine } from '../../../shared/sale/index.ts';
import { fakeShows, lampFacts, testFront } from '../../support/front.ts';
import type { Answer } from '../../support/front.ts';
import { busyShop, codeOf, openShop } from '../../support/shop.ts';

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
      const { call, token } = testFront({ deps: { ledger, shows: { ...fakeShows(), sale: () => lampFacts } } });
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
    shop.facts = { ...lampFacts, status: 'closed', seed: '5eed' };
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
      const { call, token } = testFront({ deps: { ledger, shows: { ...fakeShows(), sale: () => lampFacts } } });
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
