/** Votes over real sockets: the token's level weighs, whoever only watches has none, and a battle's receipt has them all. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SdkViewer } from '../../../loadtest/sdk-viewer.ts';
import type { App } from '../../../server/app.ts';
import { startApp } from '../../../server/app.ts';
import { loadConfig } from '../../../server/config.ts';
import type { BattleReceipt } from '../../../shared/battle/index.ts';
import type { Role } from '../../../shared/protocol/index.ts';
import { requestRefusal } from '../../support/sdk-join.ts';
import { until } from '../../support/until.ts';

for (const transport of ['uws', 'ws'] as const) {
  describe(`the door of votes over ${transport}`, () => {
    const dir = mkdtempSync(join(tmpdir(), 'drumroll-votes-'));
    let app: App;

    before(async () => {
      const env = { PORT: '0', TRANSPORT: transport, DRUMROLL_DATA_DIR: dir, DRUMROLL_LOG_LEVEL: 'silent' };
      app = await startApp(loadConfig(env));
    });

    after(async () => {
      await app.stop();
      rmSync(dir, { recursive: true, force: true });
    });

    const joinAs = async (sub: string, { role = 'viewer', level }: { role?: Role; level?: number } = {}) => {
      const { token } = await app.tokens.mint({ sub, role, show: 'demo', ...(level === undefined ? {} : { level }) });
      return SdkViewer.join({ url: app.url, token, show: 'demo' });
    };
    const command = (name: string, args: object) =>
      app.shows.command(
        'demo',
        { id: `${name} ${Math.random()}`, name, args },
        { sub: 's', role: 'streamer', show: '*', exp: 4e9 },
      );

    it('[BATTLE-72] weighs votes by the level in the token, refuses whoever only watches, and misses none', async () => {
      const sides = ['red', 'blue'].map((id) => ({ id, name: id }));
      const weights = [{ level: 20, weight: 3 }];
      const reply = await command('battle.start', { sides, weights, prepareMs: 0, durationMs: 60_000, critical: null });
      assert.ok(reply.ok);
      const battle = reply.battle!;
      const [ann, bob, overlay] = await Promise.all([
        joinAs('ann'),
        joinAs('bob', { level: 25 }),
        joinAs('screen', { role: 'overlay' }),
      ]);
      assert.deepEqual(await ann.request('vote', { battle, side: 'red', count: 2, key: 'a' }), { left: 8 });
      assert.deepEqual(await bob.request('vote', { battle, side: 'blue', count: 2, key: 'a' }), { left: 8 });
      assert.deepEqual(await bob.request('vote', { battle, side: 'blue', count: 2, key: 'a' }), { left: 8 });
      const watching = await requestRefusal(overlay.request('vote', { battle, side: 'red', count: 1, key: 'a' }));
      assert.equal(watching.code, 'auth/wrong-role');
      const malformed = await requestRefusal(ann.request('vote', { battle, side: 'red', count: 101, key: 'b' }));
      assert.equal(malformed.code, 'bad-request');
      ann.room.send('like', { count: 3, side: 'red' });
      const shown = () => ann.json()?.battle?.sides.map(({ id, score }) => [id, score]);
      const wanted = JSON.stringify([
        ['red', 5],
        ['blue', 6],
      ]);
      await ann.until('everybody sees the score', () => JSON.stringify(shown()) === wanted);
      await ann.until('what is left is told', () => ann.own?.votesLeft[0]?.left === 8);
      assert.ok((await command('battle.end', {})).ok);
      let receipt: BattleReceipt | null = null;
      await until('the battle is settled', async () => {
        receipt = (await app.services.journal.receipt('demo', 'battle', battle)) as BattleReceipt | null;
        return receipt !== null;
      });
      assert.deepEqual([receipt!.result.winner, receipt!.result.scores], ['blue', { red: 5, blue: 6 }]);
      assert.deepEqual(receipt!.missing, []);
      const late = await requestRefusal(bob.request('vote', { battle, side: 'blue', count: 1, key: 'c' }));
      assert.equal(late.code, 'vote/closed');
      assert.deepEqual(await bob.request('vote', { battle, side: 'blue', count: 2, key: 'a' }), { left: 8 });
      await Promise.all([ann, bob, overlay].map((viewer) => viewer.room.leave()));
    });
  });
}
