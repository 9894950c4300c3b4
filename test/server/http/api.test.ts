/** The HTTP API, route by route: who may call it and what it answers. */
import assert from 'node:assert/strict';
import { games } from '../../../shared/games/index.ts';
import { isRefusal, roles } from '../../../shared/protocol/index.ts';
import type { Role } from '../../../shared/protocol/index.ts';
import { fakeShows, testFront, winner } from '../../support/front.ts';
import { longestTtlSeconds } from '../../../server/auth/tokens.ts';

const staff: readonly Role[] = ['streamer', 'moderator', 'service'];

/** Every route with a token, and the roles it is for. */
const access: [method: string, path: string, allowed: readonly Role[], body?: unknown][] = [
  ['GET', '/api/v1/shows', staff],
  ['POST', '/api/v1/shows', ['streamer', 'service'], { title: 'New', id: 'demo' }],
  ['GET', '/api/v1/shows/demo', roles],
  ['POST', '/api/v1/shows/demo/commands', roles, { id: 'c1', name: 'round.start' }],
  ['GET', '/api/v1/shows/demo/winners.csv', staff],
  ['GET', '/api/v1/shows/demo/audit', staff],
  ['GET', '/api/v1/shows/demo/rounds', roles],
  ['GET', '/api/v1/shows/demo/rounds/1', roles],
  ['GET', '/api/v1/shows/demo/battles', roles],
  ['GET', '/api/v1/shows/demo/battles/demo.battle-1', roles],
  ['GET', '/api/v1/shows/demo/battles/demo.battle-1/gifts', ['streamer', 'service']],
  ['GET', '/api/v1/shows/demo/polls', roles],
  ['GET', '/api/v1/shows/demo/polls/poll-1', roles],
  ['POST', '/api/v1/shows/demo/gifts', ['service'], { key: 'k1', viewer: 'v1', value: 1 }],
  ['POST', '/api/v1/demo/gifts', ['viewer'], { battle: 'demo.battle-1', side: 'left', gift: 'rose', key: 'k1' }],
  ['GET', '/api/v1/shows/demo/sales/lamp/ledger', ['service']],
  ['GET', '/api/v1/shows/demo/sales/lamp/holds', staff],
  ['POST', `/api/v1/holds/demo.lamp.${'0'.repeat(16)}/confirm`, ['service'], { order: 'o1' }],
  ['POST', `/api/v1/holds/demo.lamp.${'0'.repeat(16)}/release`, ['service']],
  ['POST', '/api/v1/demo/checkout', ['viewer'], { hold: `demo.lamp.${'0'.repeat(16)}` }],
  ['POST', '/api/v1/shows/demo/webhooks', ['service'], { url: 'https://shop.example/hooks' }],
  ['GET', '/api/v1/shows/demo/webhooks', ['streamer', 'service']],
  ['DELETE', '/api/v1/shows/demo/webhooks', ['service']],
  ['POST', '/api/v1/shows/demo/webhooks/deliveries/7/retry', ['streamer', 'service']],
  ['POST', '/api/v1/tokens', ['service'], { role: 'viewer', show: 'demo' }],
  ['POST', '/api/v1/tokens/renew', roles],
];

describe('api', () => {
  for (const [method, path, allowed, body] of access) {
    it(`[WIRE-32] ${method} ${path} is for ${allowed.join(', ')}`, async () => {
      const { call, token, clock } = testFront();
      const without = await call(method, path, { body });
      assert.equal(without.status, 401);
      assert.equal((without.json.error ?? without.json).code, 'auth/missing');
      for (const role of roles) {
        const answer = await call(method, path, { token: await token(role), body });
        const denied = answer.json?.error?.code === 'auth/wrong-role';
        assert.equal(denied, !allowed.includes(role), `${role}: ${answer.status}`);
        if (denied) assert.equal(answer.status, 403);
      }
      const late = await token(allowed[0]!);
      clock.advance(3600_000);
      const expired = await call(method, path, { token: late, body });
      assert.equal((expired.json.error ?? expired.json).code, 'auth/expired');
    });
  }

  it('[WIRE-32] every route that is not in that table is open to anybody on purpose', () => {
    const { front } = testFront();
    const open = front.routes.filter((route) => route.access === 'anybody').map((route) => route.path);
    assert.deepEqual(open.toSorted(), [
      '/api/openapi.json',
      '/api/v1/demo/tokens',
      '/api/v1/games',
      '/api/v1/time',
      '/livez',
      '/matchmake/:method/:room',
      '/metrics',
      '/readyz',
      '/version',
    ]);
    assert.equal(front.routes.length, open.length + access.length);
  });

  it('[WIRE-33] a token for one show opens no other', async () => {
    const { call, token } = testFront();
    const mine = await token('service', 'demo');
    for (const [method, path, , body] of access.filter(([, where]) => where.includes('/shows/demo'))) {
      const answer = await call(method, path.replace('/demo', '/other'), { token: mine, body });
      assert.equal(answer.status, 403, path);
      assert.equal((answer.json.error ?? answer.json).code, 'auth/wrong-show');
    }
  });

  it('[WIRE-33] the list holds the shows that the token covers', async () => {
    const { call, token } = testFront();
    const ids = async (show: string): Promise<string[]> =>
      (await call('GET', '/api/v1/shows', { token: await token('service', show) })).json.shows.map(
        ({ id }: { id: string }) => id,
      );
    assert.deepEqual(await ids('demo'), ['demo']);
    assert.deepEqual(await ids('*'), ['demo', 'other']);
  });

  it('[WIRE-34] a show is created once, by whoever may, with the id that the token covers', async () => {
    const { call, token } = testFront();
    const any = await token('service', '*');
    const own = await token('streamer', 'mine');
    const made = await call('POST', '/api/v1/shows', { token: own, body: { title: 'Mine' } });
    assert.equal(made.status, 201);
    assert.equal(made.headers['location'], '/api/v1/shows/mine');
    assert.equal(
      (await call('POST', '/api/v1/shows', { token: own, body: { title: 'x', id: 'mine' } })).json.error.code,
      'show/exists',
    );
    assert.equal(
      (await call('POST', '/api/v1/shows', { token: own, body: { title: 'x', id: 'b' } })).json.error.code,
      'auth/wrong-show',
    );
    assert.equal((await call('POST', '/api/v1/shows', { token: any, body: { title: 'x' } })).json.id, 'made');
  });

  it('[WIRE-34] a show that does not exist is show/unknown everywhere', async () => {
    const { call, token } = testFront();
    const any = await token('service', '*');
    for (const [method, path, , body] of access.filter(([, where]) => where.includes('/shows/demo'))) {
      const answer = await call(method, path.replace('/demo', '/nope'), { token: any, body });
      assert.equal(answer.status, 404, path);
      assert.equal((answer.json.error ?? answer.json).code, 'show/unknown');
    }
  });

  it('[WIRE-34] a show is told with the state that viewers see, and nothing that only panels see', async () => {
    const { call, token } = testFront();
    const { json, text } = await call('GET', '/api/v1/shows/demo', { token: await token('viewer') });
    assert.deepEqual([json.id, json.viewers, json.state], ['demo', 3, { show: 'demo', tick: 1 }]);
    assert.ok(!text.includes('winners'));
  });

  it('[WIRE-35] a command is answered with its reply, and the status says how it went', async () => {
    const { call, token } = testFront();
    const streamer = await token('streamer', '*');
    const order = async (name: string, show = 'demo') =>
      call('POST', `/api/v1/shows/${show}/commands`, { token: streamer, body: { id: 'c1', name } });
    const started = await order('round.start');
    assert.deepEqual([started.status, started.json], [200, { ok: true, round: 1 }]);
    const none = await order('round.next');
    assert.deepEqual([none.status, none.json.ok, none.json.code], [409, false, 'round/none']);
    assert.deepEqual([(await order('fly')).status, (await order('round.start', 'nope')).status], [400, 404]);
    const malformed = await call('POST', '/api/v1/shows/demo/commands', { token: streamer, body: { name: 7 } });
    assert.deepEqual([malformed.status, malformed.json.ok, malformed.json.code], [400, false, 'bad-request']);
  });

  it('[WIRE-35] the show gets the caller’s verified claims with the command', async () => {
    const seen: unknown[] = [];
    const shows = { ...fakeShows(), command: async (...call: unknown[]) => (seen.push(call), { ok: true as const }) };
    const { call, deps } = testFront({ deps: { shows } });
    const { token, sub } = await deps.tokens.mint({ role: 'moderator', show: 'demo', sub: 'mod-1' });
    await call('POST', '/api/v1/shows/demo/commands', { token, body: { id: 'c1', name: 'chat.pin', args: { line: null } } });
    const [[show, envelope, by]] = seen as [[string, object, { sub: string; role: string }]];
    assert.deepEqual([show, envelope], ['demo', { id: 'c1', name: 'chat.pin', args: { line: null } }]);
    assert.deepEqual([by.sub, by.role], [sub, 'moderator']);
  });

  it('[WIRE-36] receipts are listed newest first, and served whole', async () => {
    const { call, token } = testFront();
    const viewer = await token('viewer');
    assert.deepEqual((await call('GET', '/api/v1/shows/demo/rounds?limit=1', { token: viewer })).json, { rounds: [{ id: 2 }] });
    assert.deepEqual((await call('GET', '/api/v1/shows/demo/rounds/1', { token: viewer })).json.entries, ['v1']);
    for (const round of ['2', '0', 'x', '01', '1e0', '99999999999'])
      assert.equal(
        (await call('GET', `/api/v1/shows/demo/rounds/${round}`, { token: viewer })).json.error.code,
        'round/unknown',
        round,
      );
    for (const limit of [0, 51])
      assert.equal(
        (await call('GET', `/api/v1/shows/demo/rounds?limit=${limit}`, { token: viewer })).json.error.code,
        'bad-request',
      );
  });

  it('[WIRE-63] of a receipt’s settings only streamers and services get what stays on the stage', async () => {
    const questions = [{ text: 'Which?', right: 'this', wrong: ['that'] }];
    const settings = games['quick-quiz']!.settings.parse({ questions, count: 1 }) as object;
    const kept = { kind: 'round', round: 1, game: 'quick-quiz', settings, result: null, entries: ['v1'] };
    const gone = { ...kept, game: 'no-longer-there' };
    const journal = {
      audit: async () => [],
      gifts: async () => [],
      receipt: async () => kept,
      receipts: async () => [kept, gone],
    };
    const { call, token } = testFront({ deps: { journal } });
    for (const role of roles) {
      const mayKnow = role === 'streamer' || role === 'service';
      const options = { token: await token(role) };
      const one = await call('GET', '/api/v1/shows/demo/rounds/1', options);
      const all = await call('GET', '/api/v1/shows/demo/rounds', options);
      for (const { settings: told } of [one.json, all.json.rounds[0]])
        assert.deepEqual(told, mayKnow ? settings : { ...settings, questions: [] }, role);
      assert.equal(all.json.rounds[1].game, 'no-longer-there');
      assert.deepEqual([one.json.entries, all.json.rounds[0].entries], [['v1'], undefined], 'a list stays small');
    }
  });

  it('[WIRE-36] the audit log is read page by page', async () => {
    const { call, token } = testFront();
    const moderator = await token('moderator');
    const first = await call('GET', '/api/v1/shows/demo/audit?limit=2', { token: moderator });
    assert.deepEqual(
      first.json.entries.map(({ id }: { id: string }) => id),
      ['3', '2'],
    );
    const last = await call('GET', `/api/v1/shows/demo/audit?limit=2&before=${first.json.next}`, { token: moderator });
    assert.deepEqual([last.json.entries.map(({ id }: { id: string }) => id), last.json.next], [['1'], null]);
  });

  it('[WIRE-37] winners are a CSV that no spreadsheet runs', async () => {
    const { call, token } = testFront();
    const { headers, text } = await call('GET', '/api/v1/shows/demo/winners.csv', { token: await token('streamer') });
    assert.equal(headers['content-type'], 'text/csv; charset=utf-8');
    assert.equal(headers['content-disposition'], 'attachment; filename="winners-demo.csv"');
    assert.equal(text.split('\r\n')[0], '\uFEFFround,game,rank,viewer,name,prize,amount,status,rehearsal');
    assert.equal(text.split('\r\n')[1], `1,"tap-race",1,"v1","'=HYPERLINK(""http://evil"",""小明"")","Lamp, red",2,"won",false`);
    assert.ok(winner.name.startsWith('='));
  });

  it('[WIRE-38] a service mints one token or many, for the shows it covers', async () => {
    const { call, token, deps } = testFront();
    const service = await token('service', 'demo');
    const one = await call('POST', '/api/v1/tokens', {
      token: service,
      body: { sub: 'v1', role: 'viewer', show: 'demo', ttlSeconds: 60 },
    });
    const claims = await deps.tokens.verify(one.json.token);
    assert.ok(!isRefusal(claims) && claims.sub === 'v1' && claims.role === 'viewer');
    assert.equal(one.json.expiresAt, deps.clock.now() + 60_000);
    const many = await call('POST', '/api/v1/tokens', {
      token: service,
      body: Array.from({ length: 1000 }, (_, i) => ({ sub: `b${i}`, role: 'viewer', show: 'demo' })),
    });
    assert.deepEqual([many.json.length, many.json[999].sub], [1000, 'b999']);
    for (const body of [
      [],
      Array.from({ length: 1001 }, () => ({ role: 'viewer', show: 'demo' })),
      { role: 'viewer', show: 'demo', ttlSeconds: longestTtlSeconds + 1 },
    ])
      assert.equal((await call('POST', '/api/v1/tokens', { token: service, body })).json.error.code, 'bad-request');
    for (const show of ['other', '*'])
      assert.equal(
        (await call('POST', '/api/v1/tokens', { token: service, body: [{ role: 'viewer', show }] })).json.error.code,
        'auth/wrong-show',
      );
  });

  it('[WIRE-38] a renewed token has the same rights and a later end', async () => {
    const { call, deps, clock } = testFront();
    const { token } = await deps.tokens.mint({ sub: 'v1', role: 'viewer', show: 'demo', name: '小明', level: 7 });
    clock.advance(1_800_000);
    const { json } = await call('POST', '/api/v1/tokens/renew', { token });
    const claims = await deps.tokens.verify(json.token);
    assert.ok(!isRefusal(claims));
    assert.deepEqual({ ...claims, exp: 0 }, { sub: 'v1', role: 'viewer', show: 'demo', name: '小明', level: 7, exp: 0 });
    assert.equal(json.expiresAt, clock.now() + 3600_000);
  });

  it('[BATTLE-210] a service says a viewer’s level when it mints a token, and in demo mode anybody may', async () => {
    const { call, token, deps } = testFront();
    const service = await token('service', 'demo');
    for (const [path, by] of [
      ['/api/v1/tokens', { token: service }],
      ['/api/v1/demo/tokens', {}],
    ] as const) {
      const ask = (level: unknown) => call('POST', path, { ...by, body: { role: 'viewer', show: 'demo', level } });
      const claims = await deps.tokens.verify((await ask(30)).json.token);
      assert.ok(!isRefusal(claims) && claims.level === 30, path);
      for (const level of [-1, 1000, 2.5, '30']) assert.equal((await ask(level)).json.error.code, 'bad-request', path);
    }
  });

  it('[WIRE-39] demo mode gives a token to anybody; production has no such address', async () => {
    const { call, deps } = testFront();
    const demo = await call('POST', '/api/v1/demo/tokens', { body: { role: 'streamer', show: 'demo', name: 'Ann' } });
    const claims = await deps.tokens.verify(demo.json.token);
    assert.ok(!isRefusal(claims) && claims.role === 'streamer' && claims.name === 'Ann' && claims.sub === demo.json.sub);
    const production = testFront({ env: { NODE_ENV: 'production', DRUMROLL_SECRET: 'x'.repeat(32) } });
    assert.equal(
      (await production.call('POST', '/api/v1/demo/tokens', { body: { role: 'streamer', show: 'demo' } })).status,
      404,
    );
  });

  it('[WIRE-40] time is the server’s, and games come with a form’s worth of schema', async () => {
    const { call, clock } = testFront();
    assert.deepEqual((await call('GET', '/api/v1/time')).json, { now: clock.now() });
    const { json } = await call('GET', '/api/v1/games');
    const race = json.games.find(({ id }: { id: string }) => id === 'tap-race');
    assert.equal(race.settings.properties.durationSeconds.default, 20);
    assert.deepEqual(race.phases, ['ready', 'race', 'result']);
    assert.deepEqual(race.inputs.tap.limit, { perSecond: 10, burst: 15 });
    assert.equal(race.inputs.tap.schema.properties.count.maximum, 20);
  });
});
