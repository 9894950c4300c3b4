/** Gifts, receipts and their webhooks of a real server: from the platform's call to what it has to refund. */
import assert from 'node:assert/strict';
import { ServerProcess, tokenFor } from '../support/server-process.ts';
import { until } from '../support/until.ts';
import { openWebhookShop } from '../support/webhook-shop.ts';
import type { WebhookShop } from '../support/webhook-shop.ts';
import { secret } from '../support/webhook-world.ts';
import { poll } from '../support/within.ts';

const gifts = '/api/v1/shows/demo/gifts';

describe('gifts at a real server', function () {
  this.timeout(60_000);
  let shop: WebhookShop;
  let server: ServerProcess;
  let platform: string;

  before(async () => {
    shop = await openWebhookShop(secret);
    const env = { DRUMROLL_WEBHOOK_URL: shop.url, DRUMROLL_WEBHOOK_SECRET: secret };
    server = await ServerProcess.start({ transport: 'ws', env });
    platform = await tokenFor('platform', { role: 'service' });
  });
  after(async () => {
    await server.dispose();
    await shop.close();
  });

  async function startBattle(rules: object = {}): Promise<string> {
    const sides = ['left', 'right'].map((id) => ({ id, name: id }));
    const reply = await server.command('battle.start', { sides, prepareMs: 0, critical: null, ...rules });
    assert.ok(reply.ok && reply.battle !== undefined, JSON.stringify(reply));
    await poll('the battle runs', async () => {
      const { battle } = await server.state();
      return battle?.id === reply.battle && battle?.status === 'running';
    });
    return reply.battle;
  }

  it('[BATTLE-219] a gift moves the score and the board once, however often it is sent, and what does not count is kept', async () => {
    const battle = await startBattle({ gifts: ['rose'] });
    const rose = { key: 'k1', viewer: 'v1', name: '小明', side: 'left', gift: 'rose', value: 30 };
    const first = await server.post(gifts, rose, platform);
    assert.deepEqual([first.status, first.body], [200, { counted: true, battle, side: 'left', points: 30 }]);
    assert.deepEqual((await server.post(gifts, rose, platform)).body, first.body);
    const other = await server.post(gifts, { ...rose, value: 31 }, platform);
    assert.deepEqual([other.status, other.body.error.code], [409, 'key-reused']);
    const idle = await server.post(gifts, { ...rose, key: 'k2', gift: 'castle' }, platform);
    assert.deepEqual([idle.status, idle.body], [200, { counted: false, why: 'other-kind', battle }]);
    const mine = { battle, side: 'right', gift: 'rose', key: 'k1' };
    const demo = await server.post('/api/v1/demo/gifts', mine, await tokenFor('v2', { name: 'Bo' }));
    assert.deepEqual([demo.status, demo.body], [200, { counted: true, battle, side: 'right', points: 1 }]);
    await poll('both are shown', async () => {
      const { battle: shown } = await server.state();
      return shown?.sides.every(({ top }) => top.length === 1) === true;
    });
    const { battle: shown } = await server.state();
    assert.deepEqual(
      shown?.sides.map(({ score, top }) => [score, top]),
      [
        [30, [{ name: '小明', score: 30 }]],
        [1, [{ name: 'Bo', score: 1 }]],
      ],
    );
    assert.equal(await server.metric('drumroll_gifts_total', 'outcome="counted"'), 2);
    assert.equal(await server.metric('drumroll_gifts_total', 'outcome="other-kind"'), 1);
  });

  it('[BATTLE-220] of a cancelled battle nothing counts: shops are told, and its gifts are listed for the refund', async () => {
    const { battle: running } = await server.state();
    assert.ok((await server.command('battle.cancel')).ok);
    const { body: receipt } = await server.get(`/api/v1/shows/demo/battles/${running!.id}`, platform);
    assert.deepEqual(
      [receipt.status, receipt.reason, receipt.result.winner, receipt.result.by],
      ['cancelled', 'cancelled', null, 'void'],
    );
    await until('the shop is told', () => shop.received.some(({ event }) => event?.type === 'battle.settled'));
    const told = shop.received.find(({ event }) => event?.type === 'battle.settled')!.event!.data;
    assert.deepEqual([told['battle'], told['status'], told['winner'], told['refund']], [running!.id, 'cancelled', null, true]);
    const { body } = await server.get(`/api/v1/shows/demo/battles/${running!.id}/gifts`, platform);
    const listed = (body.gifts as { service: string; key: string; value: number; reply: { counted: boolean } }[]).map(
      ({ service, key, value, reply }) => [service, key, value, reply.counted],
    );
    assert.deepEqual(listed, [
      ['platform', 'k1', 30, true],
      ['platform', 'k2', 30, false],
      ['demo:v2', 'k1', 1, true],
    ]);
    const late = await server.post(gifts, { key: 'k3', viewer: 'v1', value: 5, battle: running!.id }, platform);
    assert.deepEqual([late.status, late.body.counted], [200, false]);
  });

  it('[BATTLE-221] a poll that is closed is in the list, and shops are told how it ended', async () => {
    const started = await server.command('poll.start', { question: '喝什么？', choices: [{ text: '茶' }, { text: '咖啡' }] });
    assert.ok(started.ok && started.poll !== undefined, JSON.stringify(started));
    assert.ok((await server.command('poll.close')).ok);
    const viewer = await tokenFor('v1');
    await poll('it is in the list', async () => (await server.get('/api/v1/shows/demo/polls', viewer)).body.polls.length === 1);
    const { body } = await server.get('/api/v1/shows/demo/polls', viewer);
    assert.deepEqual([body.polls[0].id, body.polls[0].reason, body.polls[0].result.winner], [started.poll, 'closed', null]);
    await until('the shop is told', () => shop.received.some(({ event }) => event?.type === 'poll.settled'));
    const told = shop.received.find(({ event }) => event?.type === 'poll.settled')!.event!.data;
    assert.deepEqual([told['poll'], told['question'], told['winner']], [started.poll, '喝什么？', null]);
  });
});
