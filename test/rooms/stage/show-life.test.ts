/** The life of a show: scheduled, live, ended, and live again. */
import assert from 'node:assert/strict';
import type { RoundReceipt } from '../../../rooms/stage/core-events.ts';
import { decodingViewer } from '../../support/decoding-viewer.ts';
import { showWorld, streamer } from '../../support/show-world.ts';

describe('the life of a show', () => {
  it('[ROOM-15] a new show is scheduled; it starts, ends, and can start again with its round ids going on', async () => {
    const world = await showWorld();
    const startsAt = world.clock.now() + 3600_000;
    await world.shows.create({ id: 'night', title: 'Night', startsAt, expectedViewers: 9000 });
    const order = (name: string, args = {}) =>
      world.shows.command('night', { id: `${name} ${world.clock.now()}`, name, args }, streamer);
    const summary = () => world.shows.summary('night');
    const started = { id: 'night', title: 'Night', shards: 4, viewers: 0, startsAt, round: null };
    assert.deepEqual(summary(), { ...started, status: 'scheduled' });
    const early = await order('round.start', { game: 'tap-race' });
    assert.equal(!early.ok && early.code, 'show/not-live');
    assert.deepEqual(await order('show.start'), { ok: true });
    assert.deepEqual(summary(), { ...started, status: 'live' });
    assert.deepEqual(await order('round.start', { game: 'tap-race' }), { ok: true, round: 1 });
    assert.deepEqual(await order('show.end'), { ok: true });
    assert.deepEqual(summary(), { ...started, status: 'ended' });
    await world.pass(1);
    assert.deepEqual(await order('show.start'), { ok: true });
    assert.deepEqual(await order('round.start', { game: 'lucky-draw' }), { ok: true, round: 2 });
    assert.deepEqual(summary(), { ...started, status: 'live', round: { id: 2, game: 'lucky-draw', phase: 'ready' } });
    assert.deepEqual(world.errors, []);
  });

  it('[ROOM-15] a show that was not scheduled began when it first went live', async () => {
    const world = await showWorld();
    await world.shows.create({ id: 'night', title: 'Night' });
    await world.pass(5000);
    const at = world.clock.now();
    await world.shows.command('night', { id: 'a', name: 'show.start' }, streamer);
    assert.equal(world.shows.summary('night')?.startsAt, at);
  });

  it('[ROOM-15] shows are made once, with ids that fit into an address', async () => {
    const world = await showWorld();
    const codeOf = async (id: string) => {
      const made = await world.shows.create({ id, title: 'x' });
      return 'code' in made ? made.code : 'made';
    };
    assert.deepEqual(await Promise.all(['night', 'night', 'demo'].map(codeOf)), ['made', 'show/exists', 'show/exists']);
    for (const id of ['', 'A', 'a b', '-a', 'a-', '../a', 'x'.repeat(65)]) assert.equal(await codeOf(id), 'bad-request', id);
    const unnamed = await world.shows.create({ title: 'x' });
    assert.ok('id' in unnamed && world.shows.summary(unnamed.id));
  });

  it('[ROOM-16] its end cancels the running round, unpins, keeps who is muted, and says bye without closing anything', async () => {
    const world = await showWorld();
    const ann = world.join('ann');
    const viewer = decodingViewer(world.shows.get('demo')!.crowd.feed);
    await world.command('viewer.mute', { viewer: 'bob' });
    await world.chat(ann, 'hello');
    await world.pass(200);
    const { lines } = viewer.messages.find(({ type }) => type === 'chat')!.payload as { lines: { id: string }[] };
    await world.command('chat.pin', { line: lines[0]!.id });
    await world.command('round.start', { game: 'tap-race' });
    await world.pass(4000);
    await world.input(ann, { type: 'tap', payload: { count: 3 } });
    await world.command('show.end');
    await world.pass(200);

    const { status, pinned, round } = world.json();
    assert.deepEqual([status, pinned, round?.phase], ['ended', '', 'over']);
    assert.deepEqual(world.panel().muted, ['bob']);
    assert.deepEqual(viewer.messages.at(-1), { type: 'bye', payload: { reason: 'show-ended' } });
    assert.deepEqual(viewer.json(), world.json());
    assert.deepEqual(ann.byes, []);
    const receipt = (await world.journal.receipt('demo', 'round', '1')) as RoundReceipt;
    assert.deepEqual([receipt.outcome, receipt.result, receipt.missingShards], ['cancelled', null, []]);
    const late = await world.input(ann, { type: 'tap', payload: { count: 1 } });
    assert.equal('code' in late && late.code, 'round/none');
    const line = await world.chat(ann, 'still here?');
    assert.equal('code' in line && line.code, 'show/not-live');
  });

  it('[ROOM-16] its end leaves a result that was already shown as it was', async () => {
    const world = await showWorld();
    const ann = world.join('ann');
    await world.command('round.start', { game: 'tap-race', settings: { durationSeconds: 5 } });
    await world.pass(3100);
    await world.input(ann, { type: 'tap', payload: { count: 3 } });
    await world.pass(6000);
    assert.equal(world.json().round?.phase, 'result');
    await world.command('show.end');
    await world.pass(200);
    const receipt = (await world.journal.receipt('demo', 'round', '1')) as RoundReceipt;
    assert.equal(receipt.outcome, 'settled');
    assert.equal(world.journal.handed.filter((entry) => entry.receipts).length, 1);
    assert.deepEqual(
      world.panel().winners.map(({ viewer }) => viewer),
      ['ann'],
    );
  });

  it('[ROOM-16] after a crash it is what it was', async () => {
    for (const commands of [['show.end'], ['show.end', 'show.start']]) {
      const world = await showWorld();
      for (const name of commands) await world.command(name);
      await world.pass(200);
      const again = await world.crash({ downMs: 10_000 });
      assert.equal(again.json().status, world.json().status);
    }
  });
});
