/** A server that is asked to stop in the middle of everything: it says so, tells everybody, and forgets nothing. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { SdkViewer } from '../../loadtest/sdk-viewer.ts';
import { startApp } from '../../server/app.ts';
import { loadConfig } from '../../server/config.ts';
import { seededRandom } from '../../shared/game-kit/index.ts';
import { watch, watchMany } from '../support/raw-crowd.ts';
import { join, joinRefusal } from '../support/sdk-join.ts';
import { SdkPlayer } from '../support/sdk-player.ts';
import { playRound } from '../support/sdk-plays.ts';
import { brokenPromises } from '../support/sdk-promises.ts';
import { ServerProcess } from '../support/server-process.ts';
import { poll, within } from '../support/within.ts';

/** Outside the range that outgoing connections take their ports from: clients that knock meanwhile could take it. */
const ports = { uws: 4341, ws: 4342 };

for (const transport of ['uws', 'ws'] as const) {
  describe(`a server over ${transport} that is asked to stop`, function () {
    this.timeout(60_000);
    let dir: string;
    let server: ServerProcess;
    before(async () => {
      dir = await mkdtemp(joinPath(tmpdir(), 'drumroll-stop-'));
      server = await ServerProcess.start({ transport, dir, port: ports[transport] });
    });
    after(async () => {
      await server.dispose();
      await rm(dir, { recursive: true, force: true });
    });

    it('[OPS-40] is not ready at once, says goodbye, ends in order within ten seconds, and goes on where it was', async () => {
      const seed = `stop-${Date.now()}`;
      const random = seededRandom(seed);
      const watchers = await watchMany(100, 'watcher', { server });
      const stuck = await watch('stuck', { server });
      const witness = await join(server, 'witness');
      const desk = await join(server, 'streamer-1', { role: 'streamer', room: 'stage' });
      const players = Array.from({ length: 8 }, (_, i) => new SdkPlayer(`player-${i}`, { url: server.url, show: 'demo' }));
      await Promise.all(players.map((player) => player.arrive()));
      const started = await server.command('round.start', { game: 'tap-race', settings: { durationSeconds: 120 } });
      assert.deepEqual(started, { ok: true, round: 1 });
      await server.command('round.next');
      const playing = Promise.all(players.map((player) => playRound['tap-race'](player, { round: 1, random })));
      stuck.viewer.stall();
      const answered = () => players.flatMap(({ sent }) => sent).filter(({ outcome }) => outcome === 'acknowledged').length;
      await poll('the race is on', () => answered() >= 20);
      const before = (await server.state()).round;

      server.terminate();
      // Whatever was asked before the signal arrived is still answered; nothing after it.
      await poll('it is not ready', async () => (await server.get('/readyz')).status === 503, 2000);
      const late = await joinRefusal(join(server, 'latecomer')).catch(() => 'nobody answers');
      assert.ok(['draining', 'nobody answers'].includes(late), late);
      const { code, signal } = await within(10_000, 'it has ended', server.exited);
      assert.deepEqual([code, signal], [0, null], server.output());
      await Promise.all(watchers.map(({ viewer }) => within(5000, 'a watcher is let go', viewer.ended)));
      assert.deepEqual(new Set(watchers.map(({ viewer }) => viewer.counts.byes)), new Set([1]));
      assert.deepEqual(witness.byes, ['draining']);
      assert.equal(await within(5000, 'the witness is let go', witness.left), 4001);
      assert.deepEqual(desk.byes, ['draining']);
      assert.equal(await within(5000, 'the desk is let go', desk.left), 4001);

      server = await ServerProcess.start({ transport, dir, port: server.port });
      const after = (await server.state()).round;
      assert.deepEqual([after?.id, after?.startedAt, after?.endsAt], [before?.id, before?.startedAt, before?.endsAt]);
      const inTime = answered();
      await poll('everybody plays on', () => players.every(({ joins }) => joins >= 2) && answered() >= inTime + 20);
      await server.command('round.next');
      await within(10_000, 'the race has ended', playing);
      await poll('the receipt', async () => (await server.receipt(1)) !== null);
      const sent = players.flatMap((player) => player.sent);
      assert.deepEqual(brokenPromises(sent, (await server.receipt(1))!), [], seed);
      await Promise.all(players.map((player) => player.leave()));
      await stuck.viewer.destroy();
    });
  });
}

describe('an app in this process', function () {
  this.timeout(30_000);
  let dir: string;
  before(async () => {
    dir = await mkdtemp(joinPath(tmpdir(), 'drumroll-again-'));
  });
  after(() => rm(dir, { recursive: true, force: true }));

  for (const transport of ['uws', 'ws', 'uws'])
    it(`[OPS-41] can be stopped and started again, also on another transport (${transport})`, async () => {
      const env = { PORT: '0', TRANSPORT: transport, DRUMROLL_DATA_DIR: dir, DRUMROLL_LOG_LEVEL: 'silent' };
      const app = await startApp(loadConfig(env));
      const { token } = await app.tokens.mint({ sub: 'ann', role: 'viewer', show: 'demo' });
      const ann = await SdkViewer.join({ url: app.url, token, show: 'demo' });
      await ann.until('the state', () => ann.json() !== null);
      await app.stop();
      assert.equal(await within(5000, 'she is let go', ann.left), 4001);
      assert.deepEqual(ann.byes, ['draining']);
      await assert.rejects(fetch(`${app.url}/livez`));
    });
});
