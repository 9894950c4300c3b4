/** Connections: one per viewer, counted once, and slowed or cut when they flood. */
import assert from 'node:assert/strict';
import { FloodGate } from '../../../rooms/crowd/flood-gate.ts';
import { isRefusal } from '../../../shared/protocol/index.ts';
import { showWorld, testMember } from '../../support/show-world.ts';

describe('connections', () => {
  it('[ROOM-65] the newer of two of one viewer wins, the older is told why, and the viewer counts once', async () => {
    const world = await showWorld();
    const [older, other] = [world.join('ann'), world.join('bob')];
    const newer = world.join('ann');
    assert.deepEqual([older.byes, newer.byes, other.byes], [['signed-in-elsewhere'], [], []]);
    // The older one's end comes when the newer has long been there: it takes nothing with it.
    world.shard(older).leave(older);
    await world.pass(1100);
    assert.equal(world.json().viewers, 2);
    await world.command('viewer.mute', { viewer: 'ann' });
    await world.pass(100);
    assert.deepEqual([older.own, newer.own?.muted], [null, true]);
    world.shard(newer).leave(newer);
    await world.pass(1100);
    assert.equal(world.json().viewers, 1);
  });

  it('[ROOM-65] what was begun in the older goes on in the newer', async () => {
    const world = await showWorld();
    const older = world.join('ann');
    await world.command('round.start', { game: 'tap-race' });
    await world.pass(3100);
    await world.input(older, { type: 'tap', payload: { count: 5 } });
    const newer = world.join('ann');
    await world.input(newer, { type: 'tap', payload: { count: 2 } });
    await world.pass(100);
    assert.deepEqual(world.shard(newer).ownOf(newer).round?.own, { team: 1, taps: 7 });
  });

  it('[ROOM-66] overlays watch: they are not counted, several of one id are let in, and none pushes a viewer out', async () => {
    const world = await showWorld();
    const ann = world.join('ann');
    for (let i = 0; i < 3; i++) {
      const overlay = { ...testMember('ann'), watching: true };
      assert.equal(world.shard(overlay).enter(overlay), null);
      world.shard(overlay).leave(overlay);
    }
    await world.pass(1100);
    assert.deepEqual([world.json().viewers, ann.byes], [1, []]);
  });

  it('[ROOM-67] a connection that floods is refused with how long to wait, and cut when it does not stop', () => {
    const gate = new FloodGate(60, 0);
    const passed = Array.from({ length: 120 }, () => gate.take(0));
    assert.ok(passed.every((outcome) => outcome === null));
    const refused = Array.from({ length: 100 }, () => gate.take(0));
    assert.ok(refused.every((outcome) => isRefusal(outcome) && outcome.code === 'rate-limited' && outcome.retryAfterMs === 17));
    assert.equal(gate.take(0), 'cut');
  });

  it('[ROOM-67] one that keeps within the rate is never refused, and the wait that a refusal tells is enough', () => {
    const gate = new FloodGate(60, 0);
    for (let at = 0; at < 600_000; at += 17) assert.equal(gate.take(at), null);
    for (let i = 0; i < 120; i++) gate.take(600_000);
    for (let at = 600_000, i = 0; i < 60; i++) {
      const refused = gate.take(at);
      assert.ok(isRefusal(refused));
      at += refused.retryAfterMs!;
      assert.equal(gate.take(at), null);
    }
  });

  it('[ROOM-67] patience comes back: a burst now and then is slowed, not cut', () => {
    const gate = new FloodGate(60, 0);
    for (let minute = 0; minute < 60; minute++) {
      for (let i = 0; i < 170; i++) assert.notEqual(gate.take(minute * 60_000), 'cut');
    }
  });

  it('[ROOM-68] who was cut is told, and stays out for ten seconds; others come and go', async () => {
    const world = await showWorld();
    const ann = world.join('ann');
    world.shard(ann).cut(ann);
    world.shard(ann).leave(ann);
    assert.deepEqual(ann.byes, ['flood']);
    const again = testMember('ann');
    const refusal = world.shard(again).enter(again);
    assert.deepEqual([refusal?.code, refusal?.retry, refusal?.retryAfterMs], ['rate-limited', true, 10_000]);
    world.join('bob');
    await world.pass(9999);
    world.shows.prune();
    assert.equal(world.shard(again).enter(again)?.code, 'rate-limited');
    await world.pass(1);
    assert.equal(world.shard(again).enter(again), null);
  });
});
