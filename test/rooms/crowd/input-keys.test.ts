/** Keys: a repeated input is one input, and gets the first one's answer. */
import assert from 'node:assert/strict';
import { showWorld } from '../../support/show-world.ts';
import type { InputAnswer, ShowWorld, TestInput, TestMember } from '../../support/show-world.ts';

const tap = (count: number, key: string): TestInput => ({ round: 1, type: 'tap', payload: { count }, key });
const accepted = { accepted: true };

function codeOf(answer: InputAnswer): string {
  return 'code' in answer ? answer.code : 'accepted';
}

async function racing(
  settings: object = { durationSeconds: 10 },
): Promise<{ world: ShowWorld; ann: TestMember; bob: TestMember }> {
  const world = await showWorld();
  const [ann, bob] = [world.join('ann'), world.join('bob')];
  await world.command('round.start', { game: 'tap-race', settings });
  await world.pass(3000);
  return { world, ann, bob };
}

async function press(world: ShowWorld, member: TestMember, input: TestInput): Promise<InputAnswer> {
  const answer = world.input(member, input);
  await world.pass(50);
  return answer;
}

const tapsOf = (world: ShowWorld, member: TestMember) =>
  (world.shard(member).ownOf(member).round?.own as { taps: number } | null)?.taps;

describe('keys of inputs', () => {
  it('[ROOM-45] the same key is counted once and answered the same, at once and later', async () => {
    const { world, ann } = await racing();
    const together = [1, 2, 3].map(() => world.input(ann, tap(5, 'k')));
    await world.pass(50);
    assert.deepEqual(await Promise.all(together), [accepted, accepted, accepted]);
    await world.pass(2000);
    assert.deepEqual(await press(world, ann, tap(5, 'k')), accepted);
    assert.equal(tapsOf(world, ann), 5);
  });

  it('[ROOM-45] it is answered the same after a crash, in a later phase, and when the round is over', async () => {
    const { world, ann } = await racing();
    assert.deepEqual(await press(world, ann, tap(5, 'k')), accepted);
    const again = await world.crash({ downMs: 800 });
    const back = again.join('ann');
    await again.pass(100);
    assert.deepEqual(await press(again, back, tap(5, 'k')), accepted);
    assert.equal(tapsOf(again, back), 5);
    await again.pass(12_000);
    assert.equal(again.json().round?.phase, 'result');
    assert.deepEqual(await press(again, back, tap(5, 'k')), accepted);
    await again.pass(12_000);
    assert.equal(again.json().round?.phase, 'over');
    assert.deepEqual(await press(again, back, tap(5, 'k')), accepted);
    assert.equal(codeOf(await press(again, back, tap(5, 'new'))), 'round/none');
  });

  it('[ROOM-46] with another payload or type it is refused, and the first one stands', async () => {
    const { world, ann } = await racing({ choose: true });
    assert.equal(codeOf(await press(world, ann, { type: 'join', payload: { team: 1 }, key: 'k' })), 'accepted');
    await world.pass(6000);
    for (const other of [
      { type: 'join', payload: { team: 0 }, key: 'k' },
      { type: 'tap', payload: { count: 1 }, key: 'k' },
      { type: 'join', payload: null, key: 'k' },
      { type: 'no-such', payload: {}, key: 'k' },
    ]) {
      assert.equal(codeOf(await press(world, ann, other)), 'key-reused', JSON.stringify(other));
    }
    const again = await world.crash();
    const back = again.join('ann');
    await again.pass(100);
    assert.equal(codeOf(await press(again, back, { type: 'join', payload: { team: 0 }, key: 'k' })), 'key-reused');
    assert.deepEqual(again.shard(back).ownOf(back).round?.own, { team: 1, taps: 0 });
  });

  it('[ROOM-46] the keys of two viewers, and of two rounds, never meet', async () => {
    const { world, ann, bob } = await racing();
    assert.deepEqual(await press(world, ann, tap(1, 'k')), accepted);
    assert.deepEqual(await press(world, bob, tap(2, 'k')), accepted);
    assert.deepEqual([tapsOf(world, ann), tapsOf(world, bob)], [1, 2]);
    await world.command('round.cancel');
    await world.command('round.start', { game: 'tap-race' });
    await world.pass(3000);
    assert.deepEqual(await press(world, ann, { ...tap(3, 'k'), round: 2 }), accepted);
    assert.equal(tapsOf(world, ann), 3);
  });

  it('[ROOM-46] any text is a key like any other, also the names that every object has', async () => {
    const { world, ann } = await racing({ durationSeconds: 60 });
    const keys = ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf', ' ', '"', '键', 'x'.repeat(64)];
    let taps = 0;
    for (const key of keys) {
      assert.deepEqual(await press(world, ann, tap(1, key)), accepted, key);
      assert.deepEqual(await press(world, ann, tap(1, key)), accepted, key);
      assert.equal(codeOf(await press(world, ann, tap(2, key))), 'key-reused', key);
      assert.equal(tapsOf(world, ann), ++taps, key);
    }
    const again = await world.crash();
    const back = again.join('ann');
    await again.pass(100);
    for (const key of keys) {
      assert.deepEqual(await press(again, back, tap(1, key)), accepted, key);
      assert.equal(codeOf(await press(again, back, tap(2, key))), 'key-reused', key);
    }
    assert.equal(tapsOf(again, back), taps);
  });

  it('[ROOM-47] a refusal is not remembered: the same key counts when it can', async () => {
    const world = await showWorld();
    const ann = world.join('ann');
    await world.command('round.start', { game: 'tap-race' });
    await world.pass(1000);
    assert.equal(codeOf(await press(world, ann, tap(4, 'k'))), 'round/wrong-phase');
    await world.pass(2000);
    assert.equal(codeOf(await press(world, ann, tap(99, 'k'))), 'bad-request');
    assert.deepEqual(await press(world, ann, tap(4, 'k')), accepted);
    assert.equal(tapsOf(world, ann), 4);
  });

  it('[ROOM-69] a viewer’s newest hundred keys are remembered, so that nobody’s record grows without end', async () => {
    const { world, ann } = await racing({ durationSeconds: 60 });
    for (let i = 0; i < 150; i++) {
      assert.deepEqual(await press(world, ann, tap(1, `key-${i}`)), accepted);
      await world.pass(100);
    }
    const stored = await world.journal.records('demo', 1);
    const [first] = stored;
    const { keys } = first!.record as { keys: Record<string, string> };
    assert.equal(Object.keys(keys).length, 100);
    assert.equal(codeOf(await press(world, ann, tap(2, 'key-50'))), 'key-reused');
    assert.equal(codeOf(await press(world, ann, tap(2, 'key-149'))), 'key-reused');
    assert.equal(tapsOf(world, ann), 150);
  });
});
