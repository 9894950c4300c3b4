/** The demo platform over HTTP: a viewer sends gifts of their own, in demo mode only. */
import assert from 'node:assert/strict';
import { refuse } from '../../../shared/protocol/index.ts';
import { giftStand } from '../../support/gift-stand.ts';
import type { GiftStand } from '../../support/gift-stand.ts';
import { codeOf } from '../../support/shop.ts';

const rose = { battle: 'demo.battle-9', side: 'left', gift: 'rose', key: 'k1' };

async function send(stand: GiftStand, body: object, who: { sub: string; show?: string; name?: string }) {
  const { token } = await stand.front.deps.tokens.mint({ role: 'viewer', show: 'demo', ...who });
  return stand.front.call('POST', '/api/v1/demo/gifts', { token, body });
}

describe('api: the demo platform', () => {
  it('[BATTLE-215] in demo mode a viewer sends a rose of 1 point or a rocket of 100, in their own name', async () => {
    const stand = giftStand();
    const answer = await send(stand, rose, { sub: 'v1', name: '小明' });
    assert.deepEqual([answer.status, answer.json], [200, stand.reply]);
    await send(stand, { ...rose, gift: 'rocket' }, { sub: 'v2' });
    // Who took another name in the show gives under that one.
    await send(stand, { ...rose, name: '阿豪' }, { sub: 'v3', name: 'Guest 7' });
    assert.deepEqual(stand.sent, [
      { show: 'demo', service: 'demo:v1', request: { ...rose, viewer: 'v1', name: '小明', value: 1 } },
      { show: 'demo', service: 'demo:v2', request: { ...rose, gift: 'rocket', viewer: 'v2', value: 100 } },
      { show: 'demo', service: 'demo:v3', request: { ...rose, viewer: 'v3', name: '阿豪', value: 1 } },
    ]);
    stand.reply = refuse('key-reused');
    assert.deepEqual(codeOf(await send(stand, rose, { sub: 'v1' })), [409, 'key-reused']);
  });

  it('[BATTLE-215] a gift goes to the show that the viewer is in, whichever show referees the battle', async () => {
    const stand = giftStand();
    await send(stand, rose, { sub: 'v1', show: 'other' });
    await send(stand, rose, { sub: 'v1', show: '*' });
    assert.deepEqual(
      stand.sent.map(({ show }) => show),
      ['other', 'demo'],
    );
    assert.deepEqual(codeOf(await send(stand, { ...rose, battle: 'nowhere.battle-1' }, { sub: 'v1', show: '*' })), [
      404,
      'show/unknown',
    ]);
  });

  it('[BATTLE-215] a viewer decides nothing else about a demo gift', async () => {
    const stand = giftStand();
    for (const body of [
      { ...rose, gift: 'castle' },
      { ...rose, gift: 'toString' },
      { ...rose, value: 1_000_000 },
      { ...rose, viewer: 'v2' },
      { ...rose, battle: 'x' },
      { ...rose, side: '' },
      { ...rose, key: undefined },
    ])
      assert.deepEqual(codeOf(await send(stand, body, { sub: 'v1' })), [400, 'bad-request'], JSON.stringify(body));
    assert.deepEqual(stand.sent, []);
  });

  it('[BATTLE-215] one viewer sends no more demo gifts than a viewer may ask of the API', async () => {
    const stand = giftStand();
    const answers: number[] = [];
    for (let n = 0; n < 70; n++) answers.push((await send(stand, { ...rose, key: `k${n}` }, { sub: 'v1' })).status);
    assert.deepEqual([answers.indexOf(429), stand.sent.length], [60, 60]);
    assert.equal((await send(stand, rose, { sub: 'v2' })).status, 200, 'another viewer is not held up');
  });

  it('[BATTLE-215] in production there is no demo platform', async () => {
    const stand = giftStand({ NODE_ENV: 'production', DRUMROLL_SECRET: 'x'.repeat(32) });
    assert.deepEqual(codeOf(await send(stand, rose, { sub: 'v1' })), [404, 'not-found']);
  });
});
