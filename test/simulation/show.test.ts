/** A show from its first command to its receipt, in hand-driven time. */
import assert from 'node:assert/strict';
import { decodingViewer } from '../support/decoding-viewer.ts';
import { showWorld } from '../support/show-world.ts';

describe('a show', () => {
  it('[ROOM-1] plays a round of tap race to its receipt, and every viewer sees the stage’s state', async () => {
    const world = await showWorld();
    const viewer = decodingViewer(world.shows.get('demo')!.crowd.feed);
    const [ann, bob] = [world.join('ann', 'Ann'), world.join('bob', 'Bob')];
    const reply = await world.command('round.start', { game: 'tap-race', settings: { durationSeconds: 10 } });
    assert.deepEqual(reply, { ok: true, round: 1 });
    await world.pass(3100);
    assert.equal(world.json().round?.phase, 'race');
    for (let i = 0; i < 5; i++) {
      assert.deepEqual(await world.input(ann, { type: 'tap', payload: { count: 3 } }), { accepted: true });
      assert.deepEqual(await world.input(bob, { type: 'tap', payload: { count: 1 } }), { accepted: true });
      await world.pass(500);
    }
    assert.deepEqual(viewer.json(), world.json());
    await world.pass(8000);
    assert.equal(world.json().round?.phase, 'result');
    assert.deepEqual(viewer.json(), world.json());
    const receipt = (await world.journal.receipt('demo', 'round', '1')) as { outcome: string; result: { winners: unknown[] } };
    assert.equal(receipt.outcome, 'settled');
    assert.deepEqual(receipt.result.winners[0], { viewer: 'ann', name: 'Ann', rank: 1 });
    await world.pass(9000);
    assert.equal(world.json().round?.phase, 'over');
    assert.deepEqual(viewer.json(), world.json());
    assert.deepEqual(world.errors, []);
  });

  it('[ROOM-2] goes on after a crash: same round, same deadline, every answered input, next id', async () => {
    const world = await showWorld();
    const members = Array.from({ length: 20 }, (_, i) => world.join(`v${i}`));
    await world.command('round.start', { game: 'lucky-draw', settings: {} });
    await world.pass(6000);
    const { round } = world.json();
    assert.equal(round?.phase, 'entries');
    const answers = members.map((member) => world.input(member, { type: 'enter', payload: {}, key: 'k' }));
    await world.pass(100);
    for (const answer of await Promise.all(answers)) assert.deepEqual(answer, { accepted: true });

    const again = await world.crash();
    await again.pass(200);
    assert.equal(again.json().round?.id, 1);
    assert.equal(again.json().round?.endsAt, round?.endsAt);
    const back = again.join('v3');
    const pressed = again.input(back, { type: 'enter', payload: {}, key: 'k' });
    await again.pass(100);
    assert.deepEqual(await pressed, { accepted: true });
    await again.pass(60_000);
    const receipt = (await again.journal.receipt('demo', 'round', '1')) as { outcome: string; entries: string[] };
    assert.equal(receipt.outcome, 'settled');
    assert.deepEqual(receipt.entries, members.map((m) => m.viewer).toSorted());
    assert.deepEqual(await again.command('round.start', { game: 'tap-race' }), { ok: true, round: 2 });
    assert.deepEqual(again.errors, []);
  });
});
