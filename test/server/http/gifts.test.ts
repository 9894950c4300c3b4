/** Gifts over HTTP: who may send them in, what they must look like, and how they are listed for refunds. */
import assert from 'node:assert/strict';
import { refuse } from '../../../shared/protocol/index.ts';
import type { ErrorCode } from '../../../shared/protocol/index.ts';
import { giftStand, keptGift } from '../../support/gift-stand.ts';
import { codeOf } from '../../support/shop.ts';

const gifts = '/api/v1/shows/demo/gifts';
const rose = { key: 'k1', viewer: 'v1', name: '小明', side: 'left', gift: 'rose', value: 5, paidAt: 1_700_000_000_000 };

describe('api: gifts', () => {
  it('[BATTLE-211] a gift reaches its show as the platform sent it, under the name of the token’s service', async () => {
    const stand = giftStand();
    const { token } = await stand.front.deps.tokens.mint({ role: 'service', show: 'demo', sub: 'platform' });
    const counted = await stand.front.call('POST', gifts, { token, body: rose });
    assert.deepEqual([counted.status, counted.json], [200, { counted: true, battle: 'demo.battle-9', side: 'left', points: 5 }]);
    stand.reply = { counted: false, why: 'too-late', battle: 'demo.battle-9' };
    const least = { key: 'k2', viewer: 'v2', value: 1 };
    const idle = await stand.front.call('POST', gifts, { token, body: least });
    assert.deepEqual([idle.status, idle.json], [200, stand.reply], 'what was paid is not refused because it does not count');
    assert.deepEqual(stand.sent, [
      { show: 'demo', request: rose, service: 'platform' },
      { show: 'demo', request: least, service: 'platform' },
    ]);
  });

  it('[BATTLE-211] a service sends gifts to the shows that its token covers, to no other', async () => {
    const stand = giftStand();
    const send = async (covers: string, show: string) =>
      codeOf(
        await stand.front.call('POST', `/api/v1/shows/${show}/gifts`, {
          token: await stand.front.token('service', covers),
          body: rose,
        }),
      );
    assert.deepEqual(await send('other', 'demo'), [403, 'auth/wrong-show']);
    assert.deepEqual(await send('*', 'nowhere'), [404, 'show/unknown']);
    assert.deepEqual(stand.sent, []);
    assert.deepEqual(await send('*', 'other'), [200, undefined]);
  });

  const malformed: [what: string, body: unknown, names: RegExp][] = [
    ['no key', { ...rose, key: undefined }, /key/v],
    ['an empty key', { ...rose, key: '' }, /key/v],
    ['a key of 65 characters', { ...rose, key: 'k'.repeat(65) }, /key/v],
    ['a key with a line break', { ...rose, key: 'k\n1' }, /key/v],
    ['a key with half a character', { ...rose, key: 'k\ud800' }, /key/v],
    ['a viewer that is no id', { ...rose, viewer: 'a b' }, /viewer/v],
    ['no value', { ...rose, value: undefined }, /value/v],
    ['a value of 0', { ...rose, value: 0 }, /value/v],
    ['half a point', { ...rose, value: 1.5 }, /value/v],
    ['a value as text', { ...rose, value: '5' }, /value/v],
    ['more than any gift is worth', { ...rose, value: 100_000_001 }, /value/v],
    ['a battle that is no id', { ...rose, battle: 'battle-1' }, /battle/v],
    ['a side that is no id', { ...rose, side: 'Left!' }, /side/v],
    ['a time before time', { ...rose, paidAt: -1 }, /paidAt/v],
    ['a field that nobody knows', { ...rose, points: 500 }, /points/v],
    ['many gifts at once', [rose], /expected object/v],
  ];
  for (const [what, body, names] of malformed) {
    it(`[BATTLE-212] ${what} is bad-request, says what is wrong, and never reaches the show`, async () => {
      const stand = giftStand();
      const answer = await stand.front.call('POST', gifts, { token: await stand.front.token('service'), body });
      assert.deepEqual(codeOf(answer), [400, 'bad-request']);
      assert.match(answer.json.error.detail, names);
      assert.deepEqual(stand.sent, []);
    });
  }

  const refusals: [code: ErrorCode, status: number, retry: boolean][] = [
    ['key-reused', 409, false],
    ['bad-request', 400, false],
    ['busy', 503, true],
  ];
  for (const [code, status, retry] of refusals) {
    it(`[BATTLE-213] a gift that its show refuses as ${code} is answered ${status}`, async () => {
      const stand = giftStand();
      stand.reply = refuse(code);
      const answer = await stand.front.call('POST', gifts, { token: await stand.front.token('service'), body: rose });
      assert.deepEqual([...codeOf(answer), answer.json.error.retry], [status, code, retry]);
    });
  }

  it('[BATTLE-214] a battle’s gifts are listed page by page with their keys and answers, counted or not, for refunds', async () => {
    const stand = giftStand();
    const counted = { counted: true, battle: 'demo.battle-1', side: 'left', points: 1 } as const;
    const idle = { counted: false, why: 'too-late', battle: 'demo.battle-1' } as const;
    await stand.journal.commit({ show: 'demo', gifts: [keptGift(1, counted), keptGift(2, idle)] });
    await stand.journal.commit({ show: 'demo', gifts: [{ ...keptGift(3, idle), battle: '' }] });
    await stand.journal.commit({ show: 'demo', gifts: [{ ...keptGift(1, counted), service: 'other' }] });
    const list = async (query: string) =>
      (
        await stand.front.call('GET', `/api/v1/shows/demo/battles/demo.battle-1/gifts${query}`, {
          token: await stand.front.token('streamer'),
        })
      ).json;
    const of = { side: 'left', gift: 'rose' };
    const told = [
      { key: 'k1', service: 'platform', at: 1001, viewer: 'v1', value: 1, ...of, reply: counted },
      { key: 'k2', service: 'platform', at: 1002, viewer: 'v2', value: 2, ...of, reply: idle },
      { key: 'k1', service: 'other', at: 1001, viewer: 'v1', value: 1, ...of, reply: counted },
    ];
    assert.deepEqual(await list(''), { gifts: told, next: null });
    const first = await list('?limit=2');
    assert.deepEqual(first.gifts, told.slice(0, 2));
    assert.deepEqual(await list(`?limit=2&after=${first.next}`), { gifts: told.slice(2), next: null });
    for (const query of ['?limit=0', '?limit=1001', '?after=-1', '?after=x'])
      assert.equal((await list(query)).error.code, 'bad-request', query);
  });

  it('[BATTLE-214] a battle without gifts has an empty list, and one that nobody knows has none', async () => {
    const stand = giftStand();
    await stand.journal.commit({
      show: 'demo',
      receipts: [{ kind: 'battle', id: 'demo.battle-2', body: { id: 'demo.battle-2' } }],
    });
    const list = async (battle: string, show = 'demo') =>
      stand.front.call('GET', `/api/v1/shows/${show}/battles/${battle}/gifts`, {
        token: await stand.front.token('service', '*'),
      });
    for (const battle of ['demo.battle-9', 'demo.battle-2'])
      assert.deepEqual((await list(battle)).json, { gifts: [], next: null }, battle);
    for (const battle of ['demo.battle-8', 'poll-1', '1', 'demo.battle-'])
      assert.deepEqual(codeOf(await list(battle)), [404, 'battle/unknown'], battle);
    assert.deepEqual(codeOf(await list('demo.battle-9', 'other')), [404, 'battle/unknown']);
    assert.deepEqual(codeOf(await list('demo.battle-9', 'nowhere')), [404, 'show/unknown']);
  });
});
