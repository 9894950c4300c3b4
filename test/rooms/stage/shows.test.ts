/** The shows of a process: what panels hear of them, how they are taken down, and what a clock that is set does to them. */
import assert from 'node:assert/strict';
import type { RoundReceipt } from '../../../rooms/stage/core-events.ts';
import { LocalShows } from '../../../rooms/stage/shows.ts';
import type { AuditEntry, PanelState } from '../../../shared/protocol/index.ts';
import { createMemoryJournal } from '../../../server/memory/journal.ts';
import { decodingViewer } from '../../support/decoding-viewer.ts';
import type { DecodingViewer } from '../../support/decoding-viewer.ts';
import { settled, showWorld, streamer } from '../../support/show-world.ts';
import type { ShowWorld } from '../../support/show-world.ts';

const race = { game: 'tap-race', settings: { durationSeconds: 10 } };

const watch = (world: ShowWorld, panel: boolean) => decodingViewer(world.shows.get('demo')!.crowd.feed, { panel });
const heard = <T>(viewer: DecodingViewer, type: string) =>
  viewer.messages.filter((message) => message.type === type).map(({ payload }) => payload as T);

function order(world: ShowWorld, show: string, { name, args = {} }: { name: string; args?: unknown }) {
  return world.shows.command(show, { id: `${show} ${name}`, name, args }, streamer);
}

describe('panels', () => {
  it('[ROOM-74] hear every command, accepted or refused, and the panel’s own state when it has changed', async () => {
    const world = await showWorld();
    const [panel, viewer] = [watch(world, true), watch(world, false)];
    await world.command('viewer.mute', { viewer: 'ann' });
    await world.command('viewer.mute', { viewer: 'ann' });
    await world.command('round.next');
    await world.command('round.start', race);
    await world.pass(200);
    assert.deepEqual(
      heard<AuditEntry>(panel, 'panel.audit').map(({ command, outcome }) => `${command} ${outcome}`),
      ['viewer.mute accepted', 'viewer.mute accepted', 'round.next refused', 'round.start accepted'],
    );
    const states = heard<PanelState>(panel, 'panel.state');
    assert.equal(states.length, 1);
    assert.deepEqual(states[0], world.panel());
    assert.deepEqual(panel.json(), viewer.json());
    assert.equal(
      viewer.messages.some(({ type }) => type.startsWith('panel.')),
      false,
    );
  });

  it('[ROOM-74] hear of winners when the result is shown', async () => {
    const world = await showWorld();
    const panel = watch(world, true);
    const ann = world.join('ann');
    await world.command('round.start', race);
    await world.pass(3100);
    await world.input(ann, { type: 'tap', payload: { count: 1 } });
    await world.pass(9800);
    assert.deepEqual(heard<PanelState>(panel, 'panel.state'), []);
    await world.pass(300);
    const [state] = heard<PanelState>(panel, 'panel.state');
    assert.deepEqual(
      state?.winners.map(({ viewer }) => viewer),
      ['ann'],
    );
  });
});

describe('the shows of a process', () => {
  it('[ROOM-75] all of them go on after a crash, each with its own round and rules', async () => {
    const world = await showWorld();
    for (const id of ['night', 'day']) await world.shows.create({ id, title: id, expectedViewers: id === 'day' ? 20_000 : 10 });
    await order(world, 'night', { name: 'show.start' });
    await order(world, 'night', { name: 'round.start', args: race });
    await order(world, 'day', { name: 'viewer.ban', args: { viewer: 'ann' } });
    await world.pass(100);
    const again = await world.crash({ downMs: 100 });
    assert.deepEqual(
      again.shows.list().map(({ id, status, shards, round }) => [id, status, shards, round?.phase ?? null]),
      [
        ['day', 'scheduled', 8, null],
        ['demo', 'live', 2, null],
        ['night', 'live', 2, 'ready'],
      ],
    );
    assert.equal(again.shows.get('day')!.stage.isBanned('ann'), true);
    assert.equal(again.shows.get('night')!.stage.isBanned('ann'), false);
    assert.equal(again.shows.state('nowhere'), null);
    assert.equal(again.shows.summary('nowhere'), null);
  });

  it('[ROOM-76] taken down in order: everybody is told, and what was accepted is durable when it is done', async () => {
    const inner = createMemoryJournal();
    const world = await showWorld({ journal: inner, commitMs: 20 });
    const viewer = watch(world, false);
    const ann = world.join('ann');
    await world.command('round.start', race);
    await world.pass(3100);
    world.shows.announce('draining');
    await world.pass(50);
    assert.deepEqual(heard(viewer, 'bye'), [{ reason: 'draining' }]);
    const keyed = world.input(ann, { type: 'tap', payload: { count: 4 }, key: 'k' });
    const plain = world.input(ann, { type: 'tap', payload: { count: 3 }, n: 1 });
    let stopped = false;
    const stop = world.shows.stop().then(() => (stopped = true));
    await settled();
    assert.equal(stopped, false);
    await world.pass(100);
    await stop;
    assert.deepEqual([await keyed, await plain], [{ accepted: true }, { accepted: true }]);
    assert.equal(world.shows.get('demo'), null);
    const published = world.fanout.published.length;
    await world.pass(60_000);
    assert.equal(world.fanout.published.length, published, 'nothing more is published');
    assert.deepEqual(world.errors, []);

    const again = await showWorld({ journal: inner, startAt: world.clock.now() - 55_000 });
    await again.pass(100);
    const back = again.join('ann');
    assert.deepEqual(again.shard(back).ownOf(back).round?.own, { team: 1, taps: 7 });
  });

  it('[ROOM-76] another process may take them up at once on the same wire', async () => {
    const world = await showWorld();
    await world.command('round.start', race);
    await world.shows.stop();
    const next = await LocalShows.open(world.services);
    assert.equal(next.summary('demo')?.round?.phase, 'ready');
  });
});

describe('a wall clock that is set', () => {
  it('[ROOM-77] forth, past a deadline: the phase ends within a second, even when nothing else happens', async () => {
    const world = await showWorld();
    await world.command('round.start', race);
    await world.pass(3500);
    world.clock.stepWall(30_000);
    await world.pass(1100);
    assert.equal(world.json().round?.phase, 'result');
    const receipt = (await world.journal.receipt('demo', 'round', '1')) as RoundReceipt;
    assert.deepEqual([receipt.outcome, receipt.missingShards], ['settled', []]);
  });

  it('[ROOM-77] back: the phase lasts until the deadline that everybody was told', async () => {
    const world = await showWorld();
    await world.command('round.start', race);
    await world.pass(3500);
    const { endsAt } = world.json().round!;
    world.clock.stepWall(-5000);
    await world.pass(endsAt - world.clock.now() - 1);
    assert.equal(world.shows.summary('demo')?.round?.phase, 'race');
    await world.pass(1);
    assert.equal(world.shows.summary('demo')?.round?.phase, 'result');
  });
});
