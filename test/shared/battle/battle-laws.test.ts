/** Whole battles, at random: late orders, late snapshots, lost shards, repeated asks. Reckoned again input by input. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { battleReceipt, battleReceiptSchema, checkBattleReceipt, isOver, isSettled } from '../../../shared/battle/index.ts';
import type { Battle } from '../../../shared/battle/index.ts';
import { ahead, reckoned } from '../../support/battle/oracle.ts';
import { noon } from '../../support/battle/sample.ts';
import { anyBattle, anyScript } from '../../support/battle/scripts.ts';
import { BattleWorld } from '../../support/battle/world.ts';

/** Plays arbitrary battles to their end and looks at each. */
function everyBattle(look: (world: BattleWorld) => void, numRuns = 300): void {
  fc.assert(
    fc.property(anyBattle, anyScript, (battle, script) => {
      const world = new BattleWorld(battle, script);
      world.play();
      look(world);
    }),
    { numRuns },
  );
}

/** The longest that a battle can take: asked, prepared, fought with everything that makes it longer, counted and shown. */
function longest({ rules }: Battle): number {
  const counted = 4 * 1000 + rules.giftGraceMs;
  return 15_000 + rules.prepareMs + rules.durationMs + 300_000 + 3 * 10_000 + counted + rules.verdict.durationMs;
}

describe('battles', () => {
  it('[BATTLE-1] the score is the sum over every vote, like and gift that was acknowledged and heard of, each times its factor', () => {
    everyBattle((world) => assert.deepEqual(world.battle.result?.scores, reckoned(world.battle, world.taken)));
  });

  it('[BATTLE-2] every battle comes to an end when time goes on, in bounded time and few steps', () => {
    const statuses = new Set<string>();
    fc.assert(
      fc.property(anyBattle, anyScript, (battle, script) => {
        const world = new BattleWorld(battle, script);
        assert.ok(world.play() < 20);
        assert.ok(isOver(world.battle), world.battle.status);
        assert.ok(world.battle.endedAt <= noon + longest(battle));
        assert.ok(world.battle.result);
        statuses.add(world.battle.status);
      }),
      { numRuns: 300 },
    );
    assert.deepEqual([...statuses].toSorted(), ['cancelled', 'expired', 'forfeited', 'over', 'rejected']);
  });

  it('[BATTLE-3] an overtime is had exactly when the lead changed in the last 10 s, and at most as often as the rules say', () => {
    let [had, refused] = [0, 0];
    everyBattle(({ story }) => {
      for (const [i, after] of story.entries()) {
        const before = story[i - 1];
        if (!before || after.closings.length === before.closings.length) continue;
        const { before: then, scores } = after.closings.at(-1)!;
        const earned = ahead(then) !== ahead(scores) && before.reason !== 'ended';
        const wentOn = after.periods.length > before.periods.length;
        assert.equal(wentOn, earned && before.periods.length <= before.rules.overtimes);
        if (wentOn) had++;
        else if (earned) refused++;
        assert.ok(after.periods.length <= 1 + after.rules.overtimes);
      }
    });
    assert.ok(had > 20 && refused > 5, `${had} overtimes, ${refused} one too many`);
  });

  it('[BATTLE-3] what an overtime is decided on is what had been heard when the period was closed', () => {
    let looked = 0;
    fc.assert(
      fc.property(anyBattle, anyScript, (battle, script) => {
        const world = new BattleWorld(battle, script);
        let closed = 0;
        const keep = world.story.push.bind(world.story);
        world.story.push = (next) => {
          if (next.closings.length > closed) {
            closed = next.closings.length;
            const period = next.periods[closed - 1]!;
            const { before, scores } = next.closings.at(-1)!;
            assert.deepEqual(before, reckoned(next, world.taken, period.endsAt - 10_000));
            assert.deepEqual(scores, reckoned(next, world.taken));
            looked++;
          }
          return keep(next);
        };
        world.play();
      }),
      { numRuns: 200 },
    );
    assert.ok(looked > 100, `${looked} closings`);
  });

  it('[BATTLE-4] once there is a result, nothing changes it, and the step only ever grows', () => {
    everyBattle(({ story }) => {
      for (const [i, after] of story.entries()) {
        const before = story[i - 1];
        if (!before) continue;
        assert.ok(after.step >= before.step);
        assert.ok(after.status === before.status || after.step > before.step);
        if (isSettled(before)) assert.deepEqual(battleReceipt(after), battleReceipt(before));
      }
    });
  });

  it('[BATTLE-5] the receipt of every battle, as it is kept, holds when it is recomputed', () => {
    everyBattle(({ battle }) => {
      const kept = battleReceiptSchema.parse(JSON.parse(JSON.stringify(battleReceipt(battle))));
      assert.deepEqual(kept, battleReceipt(battle));
      assert.deepEqual(checkBattleReceipt(kept), []);
    }, 500);
  });
});
