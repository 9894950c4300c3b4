/** Which gifts count, for whom and when: late ones, other kinds, no side. */
import assert from 'node:assert/strict';
import {
  advanceBattle,
  cancel,
  closePeriod,
  hearTally,
  judgeGift,
  readyBattle,
  whyNoGift,
} from '../../../shared/battle/index.ts';
import type { Battle } from '../../../shared/battle/index.ts';
import { codeOf, gift, invited, noon, readyAt, running, tallyOf } from '../../support/battle/sample.ts';

const end = noon + 30_000;
const battle = running({ durationMs: 30_000, giftGraceMs: 2000 });
const sliceOf = (of: Battle | null, at: number, some: Parameters<typeof gift>[0] = {}): unknown => {
  const { reply, slice } = judgeGift(of, 'demo', gift(some), at);
  return reply.counted ? slice : reply.why;
};

describe('gifts', () => {
  it('[BATTLE-27] a gift counts its points for its side, in the slice in which it arrives', () => {
    const { reply, slice } = judgeGift(battle, 'demo', gift({ side: 'blue', value: 500 }), noon + 3500);
    assert.deepEqual(reply, { counted: true, battle: 'demo.battle-1', side: 'blue', points: 500 });
    assert.equal(slice, 3);
  });

  it('[BATTLE-27] it counts by its arrival, whenever it was paid before that', () => {
    assert.equal(sliceOf(battle, noon + 3500, { paidAt: noon - 60_000 }), 3);
    assert.equal(sliceOf(battle, end - 1, { paidAt: noon }), 29);
  });

  it('[BATTLE-28] one that was paid before the end and arrives within the grace counts in the last slice', () => {
    assert.equal(sliceOf(battle, end, { paidAt: end - 1 }), 29);
    assert.equal(sliceOf(battle, end + 1999, { paidAt: end - 1 }), 29);
    assert.equal(sliceOf(battle, end + 2000, { paidAt: end - 1 }), 'too-late');
    assert.equal(sliceOf(battle, end, { paidAt: end }), 'too-late');
    assert.equal(sliceOf(battle, end), 'too-late');
  });

  it('[BATTLE-28] while the gifts that were paid in time are waited for, they count; after the verdict none does', () => {
    const waiting = closePeriod(battle, end + 400, []);
    assert.equal(sliceOf(waiting, end + 1999, { paidAt: end - 1 }), 29);
    const verdict = advanceBattle(waiting, end + 2000);
    assert.equal(verdict.status, 'verdict');
    assert.equal(sliceOf(verdict, end + 1999, { paidAt: end - 1 }), 'too-late');
  });

  it('[BATTLE-28] in an overtime a gift counts when it arrives, and the last of its slices has a grace again', () => {
    const heard = hearTally(running({ durationMs: 30_000, overtimes: 1 }), 'demo', tallyOf({ red: { 29: 1 } }));
    const overtime = closePeriod(heard, end + 500, []);
    assert.equal(overtime.status, 'overtime');
    assert.equal(sliceOf(overtime, end + 600, { paidAt: end - 1 }), 30);
    assert.equal(sliceOf(overtime, end + 10_500, { paidAt: end + 10_499 }), 39);
    assert.equal(sliceOf(overtime, end + 10_500, { paidAt: end + 10_500 }), 'too-late');
  });

  it('[BATTLE-29] a gift that moves no score is answered all the same, with why', () => {
    const prepared = readyAt(noon, { prepareMs: 5000 });
    assert.equal(sliceOf(null, noon), 'no-battle');
    assert.equal(sliceOf(battle, noon, { battle: 'demo.battle-2' }), 'no-battle');
    assert.equal(sliceOf(prepared, noon + 4999), 'not-started');
    assert.equal(sliceOf(invited(), noon, { side: 'south' }), 'not-started');
    assert.equal(sliceOf(battle, noon, { side: 'green' }), 'no-side');
    assert.equal(sliceOf(running({ gifts: 'none' }), noon), 'no-gifts');
    assert.equal(sliceOf({ ...battle, rehearsal: true }, noon), 'rehearsal');
    const stopped = cancel(battle, 'cancelled', noon + 100);
    assert.equal(sliceOf(stopped, noon + 200, { battle: 'demo.battle-1' }), 'too-late');
    assert.equal(sliceOf(stopped, noon + 200), 'no-battle');
  });

  it('[BATTLE-29] where the rules name kinds of gifts, only those count', () => {
    const roses = running({ gifts: ['rose', 'rocket'] });
    assert.equal(sliceOf(roses, noon, { gift: 'rose' }), 0);
    assert.equal(sliceOf(roses, noon, { gift: 'tulip' }), 'other-kind');
    assert.equal(sliceOf(roses, noon), 'other-kind');
  });

  it('[BATTLE-29] without a side it is for the show’s own, where a show has one', () => {
    const duel = readyBattle(invited(), noon);
    const noSide = gift({ side: undefined as never });
    assert.deepEqual(judgeGift(duel, 'south', noSide, noon).reply, {
      counted: true,
      battle: 'north.battle-1',
      side: 'south',
      points: 10,
    });
    assert.equal(judgeGift(battle, 'demo', noSide, noon).reply.counted, false);
  });

  it('[BATTLE-29] one that says it will be paid in the future is refused, but clocks may differ by a minute', () => {
    assert.equal(whyNoGift(gift({ paidAt: noon + 60_000 }), noon), null);
    assert.equal(codeOf(whyNoGift(gift({ paidAt: noon + 60_001 }), noon)), 'bad-request');
    assert.equal(whyNoGift(gift(), noon), null);
  });
});
