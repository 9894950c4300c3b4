/** What arrives while an order that ends a battle or poll is being written: what is answered as counted is in the result. */
import assert from 'node:assert/strict';
import { createMemoryWire } from '../../../server/memory/wire.ts';
import { checkBattleReceipt } from '../../../shared/battle/index.ts';
import { showWorld, streamer } from '../../support/show-world.ts';
import type { ShowWorld } from '../../support/show-world.ts';
import { tappedWire } from '../../support/tapped-wire.ts';
import { battleId, battleReceipt, beginBattle, beginPoll, give, pollId, pollReceipt } from '../../support/stage-contests.ts';

/** Commits take long enough for something to happen meanwhile. */
const slow = { commitMs: 20, readMs: 3 };

/** Gives an order, and stops while it is being written. */
async function order(world: ShowWorld, name: string): Promise<void> {
  void world.shows.command('demo', { id: `under way ${name}`, name, args: {} }, streamer);
  await world.pass(10);
}

async function read<T>(world: ShowWorld, asked: Promise<T>): Promise<T> {
  await world.pass(slow.commitMs + slow.readMs);
  return asked;
}

describe('what arrives while an end is being written', () => {
  // The second one begins a new slice meanwhile.
  for (const [graceMs, afterMs] of [
    [0, 5500],
    [0, 4990],
    [2000, 5500],
    [2000, 4990],
  ] as const)
    it(`[BATTLE-240] a gift that is answered as counted is in the verdict, and its receipt adds up (grace ${graceMs}, after ${afterMs})`, async () => {
      const world = await showWorld(slow);
      await beginBattle(world, { giftGraceMs: graceMs });
      const { startedAt } = world.json().battle!;
      await world.pass(startedAt + afterMs - world.clock.now());
      await order(world, 'battle.end');
      const gift = give(world, 'red', 7);
      await world.pass(3000);
      assert.deepEqual(await gift, { counted: true, battle: battleId, side: 'red', points: 7 });
      const receipt = (await read(world, battleReceipt(world)))!;
      assert.deepEqual(receipt.result, { winner: 'red', by: 'score', scores: { red: 7, blue: 0 } });
      assert.deepEqual(checkBattleReceipt(receipt), []);
    });

  it('[BATTLE-241] a vote that is answered while the show ends is in its poll’s result', async () => {
    const world = await showWorld(slow);
    await beginPoll(world);
    const ann = world.join('ann');
    await world.pass(1000);
    await order(world, 'show.end');
    const vote = world.shard(ann).vote(ann, { poll: pollId, choice: 'tea', key: 'k' });
    await world.pass(2000);
    assert.deepEqual(await vote, { left: 0 });
    const receipt = (await read(world, pollReceipt(world)))!;
    assert.deepEqual([receipt.reason, receipt.missing, receipt.result.votes], ['show-ended', [], { tea: 1, coffee: 0 }]);
    assert.equal(world.json().poll!.status, 'closed');
  });

  it('[BATTLE-244] the grace that ends between the last word and the verdict leaves out no gift that was answered as counted', async () => {
    const giftGraceMs = 500;
    const world = await showWorld({
      wire: (clock) =>
        tappedWire(createMemoryWire(), {
          snapshot: ({ shard, ballots }, deliver) => {
            if (shard === 0 || !ballots.some(({ final }) => final)) return deliver();
            const lastMs = endsAt + giftGraceMs - 1 - clock.now();
            clock.after(lastMs, () => {
              deliver();
              clock.stepWall(1);
            });
          },
        }),
    });
    const endsAt = (await beginBattle(world, { giftGraceMs })) + 20_000;
    await world.pass(endsAt + 100 - world.clock.now());
    world.journal.hold();
    const gift = give(world, 'red', 7, { paidAt: endsAt - 1 });
    await world.pass(1000);
    world.journal.release();
    assert.deepEqual(await gift, { counted: true, battle: battleId, side: 'red', points: 7 });
    await world.pass(1000);
    const { result } = (await battleReceipt(world))!;
    assert.deepEqual(result.scores, { red: 7, blue: 0 });
  });
});
