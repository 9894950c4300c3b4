/** The rooms as Colyseus runs them, with its own test kit, in this process and over both transports. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ColyseusTestServer } from '@colyseus/testing';
import { startApp } from '../../server/app.ts';
import type { App } from '../../server/app.ts';
import { loadConfig } from '../../server/config.ts';
import { shardOf } from '../../shared/ids.ts';
import type { Role } from '../../shared/protocol/index.ts';
import { until } from '../support/until.ts';

for (const transport of ['uws', 'ws'] as const) {
  describe(`rooms in Colyseus’s test kit over ${transport}`, () => {
    const dir = mkdtempSync(join(tmpdir(), 'drumroll-rooms-'));
    let app: App;
    let colyseus: ColyseusTestServer;

    before(async () => {
      const env = { PORT: String(await freePort()), TRANSPORT: transport, DRUMROLL_DATA_DIR: dir, DRUMROLL_LOG_LEVEL: 'silent' };
      app = await startApp(loadConfig(env));
      colyseus = new ColyseusTestServer(app.server);
    });

    after(async () => {
      await app.stop();
      rmSync(dir, { recursive: true, force: true });
    });

    /** From now on the kit's client joins as this person. */
    const joinAs = async (role: Role, sub: string) => {
      colyseus.sdk.auth.token = (await app.tokens.mint({ sub, role, show: 'demo' })).token;
    };

    it('[ROOM-81] a viewer’s room is the door of their own shard, and its state is the stage’s', async () => {
      await joinAs('viewer', 'ann');
      const shards = app.shows.get('demo')!.shards;
      const room = await colyseus.createRoom('crowd', { show: 'demo', shard: shardOf('ann', shards) });
      const client = await colyseus.connectTo(room, { show: 'demo' });
      assert.equal(room.clients.length, 1);
      assert.deepEqual(client.state.toJSON(), app.shows.state('demo')!.state);
      await client.leave();
      await until('the room is empty', () => room.clients.length === 0);
    });

    it('[ROOM-81] a room of another shard is not theirs, though it is asked for by its id', async () => {
      await joinAs('viewer', 'ann');
      const shards = app.shows.get('demo')!.shards;
      const room = await colyseus.createRoom('crowd', { show: 'demo', shard: (shardOf('ann', shards) + 1) % shards });
      await assert.rejects(colyseus.connectTo(room, { show: 'demo' }), /bad-request/);
      assert.equal(room.clients.length, 0);
      await room.disconnect();
    });

    it('[ROOM-83] a panel that comes later is given what was said before it came', async () => {
      await joinAs('viewer', 'bea');
      const viewer = await colyseus.sdk.joinOrCreate('crowd', { show: 'demo' });
      const { id } = await viewer.request<object, { id: string }>('chat', { text: 'hello', key: 'k1' });
      await joinAs('streamer', 'host');
      const shown = () =>
        app.shows
          .get('demo')!
          .stage.recentChat()
          .some((line) => line.id === id);
      await until('the line has reached the stage', shown);
      const panel = await colyseus.sdk.joinOrCreate('stage', { show: 'demo' });
      const lines: { id: string; viewer: string; text: string }[] = [];
      panel.onMessage('panel.chat', (chat: { lines: typeof lines }) => void lines.push(...chat.lines));
      await until('the panel has the line', () => lines.length > 0);
      assert.deepEqual(
        lines.map(({ viewer: who, text }) => [who, text]),
        [['bea', 'hello']],
      );
      await Promise.all([viewer.leave(), panel.leave()]);
    });

    it('[ROOM-82] the stage outlives its rooms: one that closes takes nothing with it, and several are one stage', async () => {
      await joinAs('streamer', 'host');
      const first = await colyseus.createRoom('stage', { show: 'demo' });
      const panel = await colyseus.connectTo(first, { show: 'demo' });
      const order = { id: `start-${transport}`, name: 'round.start', args: { game: 'lucky-draw' } };
      const reply = await panel.request<object, { ok: boolean; round: number }>('command', order);
      assert.equal(reply.ok, true);
      await panel.leave();
      await first.disconnect();
      const second = await colyseus.connectTo(await colyseus.createRoom('stage', { show: 'demo' }), { show: 'demo' });
      assert.deepEqual(await second.request('command', order), reply);
      const shown = () => (second.state.toJSON() as { round?: { id: number } }).round?.id;
      await until('the round is shown', () => shown() === reply.round);
      assert.deepEqual(await second.request('command', { id: `end-${transport}`, name: 'round.cancel', args: {} }), { ok: true });
      await second.leave();
    });
  });
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => probe.once('listening', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
