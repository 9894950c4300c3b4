/** Orders of one millisecond: whatever follows an extension at once, the record adds up. */
import assert from 'node:assert/strict';
import {
  advanceBattle,
  battleReceipt,
  cancel,
  checkBattleReceipt,
  closePeriod,
  endNow,
  extend,
  forfeit,
  hearTally,
} from '../../../shared/battle/index.ts';
import type { Battle } from '../../../shared/battle/index.ts';
import { must, noon, running, tallyOf } from '../../support/battle/sample.ts';

const rules = { durationMs: 10_000, critical: { lastMs: 3000, factor: 2 }, mistMs: 4000, giftGraceMs: 0 };
const cuts: Record<string, (battle: Battle, now: number) => Battle> = {
  'ended early': (battle, now) => advanceBattle(closePeriod(must(endNow(battle, now)), now, []), now),
  cancelled: (battle, now) => cancel(battle, 'cancelled', now),
  'given up': (battle, now) => forfeit(battle, 'red', 'given-up', now),
  'given up after an early end': (battle, now) => forfeit(must(endNow(battle, now)), 'red', 'show-ended', now + 1),
};

describe('a battle that is made longer and', () => {
  for (const [how, cut] of Object.entries(cuts)) {
    it(`[BATTLE-270] ${how} in the same millisecond has a record that can be recomputed`, () => {
      for (const after of [0, 1, 3000, 6000, 7000, 9999]) {
        const now = noon + after;
        const receipt = battleReceipt(cut(must(extend(running(rules), 3000, now)), now));
        assert.deepEqual(receipt.extensions, [{ at: now, ms: 3000 }]);
        assert.deepEqual(checkBattleReceipt(receipt), [], `after ${after} ms`);
      }
    });
  }

  it('[BATTLE-270] an extension at or after an end that nobody hurried is still found out', () => {
    const over = advanceBattle(closePeriod(running(rules), noon + 10_000, []), noon + 10_000);
    for (const at of [noon + 10_000, noon + 10_001]) {
      const forged = { ...battleReceipt(over), extensions: [{ at, ms: 3000 }] };
      assert.match(checkBattleReceipt(forged).join(' '), /an extension was given while no votes were taken/v);
    }
  });
});

describe('an overtime that is granted and', () => {
  const ends: Record<string, (battle: Battle, now: number) => Battle> = {
    cancelled: (battle, now) => cancel(battle, 'cancelled', now),
    'given up': (battle, now) => forfeit(battle, 'red', 'show-ended', now),
    'ended early': (battle, now) => advanceBattle(closePeriod(must(endNow(battle, now)), now, []), now),
  };
  for (const [how, end] of Object.entries(ends)) {
    it(`[BATTLE-281] ${how} in the same millisecond is in the record, which can be recomputed`, () => {
      for (const lateMs of [0, 200]) {
        const now = noon + 10_000 + lateMs;
        const heard = hearTally(running({ ...rules, overtimes: 1 }), 'demo', tallyOf({ red: { 9: 1 } }));
        const overtime = closePeriod(heard, now, []);
        assert.equal(overtime.status, 'overtime');
        const receipt = battleReceipt(end(overtime, now));
        assert.deepEqual(checkBattleReceipt(receipt), []);
        assert.deepEqual(receipt.periods.at(-1), { startsAt: now, endsAt: now, slice: 10 });
      }
    });
  }
});
