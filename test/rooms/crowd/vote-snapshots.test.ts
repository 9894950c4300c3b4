/** What a shard tells its stage of votes: the whole tally, no oftener than it is asked, and its last word at the end of a period. */
import assert from 'node:assert/strict';
import { shardOf } from '../../../shared/ids.ts';
import { ballotOf, ballotWorld, battle, poll } from '../../support/ballot-world.ts';
import type { BallotWorld } from '../../support/ballot-world.ts';

const viewers = Array.from({ length: 200 }, (_, n) => `v${n}`);
const handed = ({ journal }: BallotWorld) => journal.handed.filter(({ shard }) => shard !== undefined).length;

describe('a shard’s snapshot of a ballot', () => {
  it('[BATTLE-64] has the whole tally, and there are no more of them than the stage asks for, whatever the votes', async () => {
    const world = ballotWorld();
    const members = viewers.map((viewer) => world.join(viewer));
    world.pull();
    const [sent, dirty] = [world.sent.length, world.dirty];
    for (let tick = 0; tick < 20; tick++) {
      for (const member of members) void world.vote(member, { option: tick % 2 === 0 ? 'red' : 'blue', key: `k${tick}` });
      await world.pass(50);
      world.pull();
    }
    assert.equal(world.sent.length - sent, 2 * 20);
    // Each shard asks to be asked once between two ticks.
    assert.ok(world.dirty - dirty <= 2 * 20, `${world.dirty - dirty}`);
    const { votes, voters, refused } = world.tally();
    assert.deepEqual([votes, voters, refused], [{ red: 1000, blue: 1000 }, 200, { 'vote/quota': 2000 }]);
  });

  it('[BATTLE-64] is sent when something has changed only, and a refused vote alone is no reason to ask for it', async () => {
    const world = ballotWorld();
    const ann = world.join('ann');
    await world.voteNow(ann, { count: 10 });
    world.pull();
    const [sent, dirty] = [world.sent.length, world.dirty];
    await world.pass(1000);
    world.pull();
    assert.deepEqual([world.sent.length, world.dirty], [sent, dirty]);
    await world.voteNow(ann);
    assert.equal(world.dirty, dirty);
    world.pull();
    assert.deepEqual([world.sent.length, world.tally().refused], [sent + 1, { 'vote/quota': 1 }]);
  });

  it('[BATTLE-64] is not changed by what comes after it', async () => {
    const world = ballotWorld();
    const ann = world.join('ann');
    await world.voteNow(ann);
    const before = world.asked().find(({ tally }) => tally.voters > 0)!;
    const copy = structuredClone(before);
    await world.voteNow(ann, { count: 5 });
    assert.deepEqual(before, copy);
    assert.equal(world.points('red'), 6);
  });

  it('[BATTLE-65] is final once every period is over, and what it has was handed to the journal before', async () => {
    const world = ballotWorld();
    const ann = world.join('ann');
    await world.pass(59_999);
    assert.deepEqual(
      world.asked().map(({ final }) => final),
      [false, false],
    );
    world.journal.hold();
    const before = handed(world);
    void world.vote(ann, { key: 'last' });
    assert.deepEqual(
      world.asked().map(({ final }) => final),
      [false],
    );
    world.like(ann, 2, 'blue');
    await world.pass(1);
    assert.equal(handed(world), before);
    const finals = world.asked();
    assert.deepEqual(
      finals.map(({ final, step }) => [final, step]),
      [
        [true, 1],
        [true, 1],
      ],
    );
    assert.ok(handed(world) > before);
    const state = world.journal.handed.at(-1)!.shard!.state as { tally: unknown };
    assert.deepEqual(state.tally, finals.find(({ tally }) => tally.voters > 0)!.tally);
    // Should it get lost, it is there again for the asking.
    assert.deepEqual(world.asked(), finals);
  });

  it('[BATTLE-65] names the step that it is the end of: an overtime, an extension or an early end has one of its own', async () => {
    const world = ballotWorld();
    const ann = world.join('ann');
    const now = world.clock.now();
    await world.voteNow(ann);
    world.orderBallot(battle, { periods: [{ startsAt: now, endsAt: now + 70_000, slice: 0 }], step: 2 });
    const words = () => world.asked().map(({ step, final }) => [step, final]);
    await world.pass(60_000);
    assert.deepEqual(words(), [
      [2, false],
      [2, false],
    ]);
    const first = { startsAt: now, endsAt: world.clock.now(), slice: 0 };
    world.orderBallot(battle, { periods: [first], step: 3 });
    assert.deepEqual(words(), [
      [3, true],
      [3, true],
    ]);
    const startsAt = world.clock.now() + 40;
    world.orderBallot(battle, { periods: [first, { startsAt, endsAt: startsAt + 10_000, slice: 60 }], step: 4 });
    assert.deepEqual(words(), [
      [4, false],
      [4, false],
    ]);
    await world.pass(10_040);
    assert.deepEqual(words(), [
      [4, true],
      [4, true],
    ]);
    world.orderBallot(battle, { ended: true });
    assert.deepEqual(words(), []);
  });

  it('[BATTLE-65] is final in a shard that crashed after the end, with all that it had', async () => {
    const world = ballotWorld();
    await world.voteNow(world.join('ann'), { count: 3 });
    const again = world.crash({ downMs: 60_000 });
    await again.pass(0);
    assert.deepEqual(
      again.asked().map(({ final }) => final),
      [true, true],
    );
    assert.equal(again.points('red'), 3);
  });

  it('[BATTLE-66] is one of each ballot that goes on, battle and poll, each with its own', async () => {
    const now = ballotWorld().clock.now();
    const world = ballotWorld({ order: { ballots: [ballotOf(now), ballotOf(now, { id: poll, options: ['yes', 'no'] })] } });
    const ann = world.join('ann');
    await world.voteNow(ann);
    await world.voteNow(ann, { contest: poll, option: 'no', key: 'same' });
    await world.voteNow(ann, { option: 'blue', key: 'same' });
    assert.deepEqual(world.tally().votes, { red: 1, blue: 1 });
    assert.deepEqual(world.tally(poll).votes, { no: 1 });
    const mine = world.sent.filter(({ shard }) => shard === shardOf('ann', 2)).at(-1)!;
    assert.deepEqual(
      mine.ballots.map(({ contest }) => contest),
      [battle, poll],
    );
  });
});
