/** A battle is made longer, or ended early. */
import assert from 'node:assert/strict';
import {
  advanceBattle,
  ballotOf,
  boost,
  closePeriod,
  endNow,
  extend,
  extensionLeftMs,
  hearTally,
  takesVotes,
} from '../../../shared/battle/index.ts';
import type { Battle } from '../../../shared/battle/index.ts';
import { codeOf, invited, must, noon, readyAt, running, tallyOf } from '../../support/battle/sample.ts';

const rules = { durationMs: 60_000, critical: { lastMs: 10_000, factor: 2 }, mistMs: 20_000 };
const timesOf = ({ periods, criticalAt, mistAt }: Battle): number[] =>
  [periods.at(-1)!.endsAt, criticalAt, mistAt].map((at) => at && at - noon);

describe('an extension', () => {
  it('[BATTLE-34] makes the period longer; critical time and mist that have not begun move with its end', () => {
    const battle = running(rules);
    assert.deepEqual(timesOf(battle), [60_000, 50_000, 40_000]);
    assert.deepEqual(timesOf(must(extend(battle, 30_000, noon + 39_999))), [90_000, 80_000, 70_000]);
    assert.deepEqual(timesOf(must(extend(battle, 30_000, noon + 40_000))), [90_000, 80_000, 40_000]);
    assert.deepEqual(timesOf(must(extend(battle, 30_000, noon + 50_000))), [90_000, 50_000, 40_000]);
    assert.deepEqual(timesOf(must(extend(running({ ...rules, critical: null, mistMs: 0 }), 5000, noon))), [65_000, 0, 0]);
  });

  it('[BATTLE-34] all extensions of a battle are five minutes together at most', () => {
    let battle = running(rules);
    for (let i = 0; i < 5; i++) battle = must(extend(battle, 60_000, noon + 1000 * i));
    assert.equal(extensionLeftMs(battle), 0);
    assert.equal(codeOf(extend(battle, 1000, noon + 9000)), 'battle/extend-limit');
    assert.equal(battle.periods[0]!.endsAt, noon + 360_000);
    const most = must(extend(running(rules), 60_000, noon));
    assert.equal(extensionLeftMs(most), 240_000);
  });

  it('[BATTLE-34] an overtime can be made longer, too, within the same limit', () => {
    const heard = hearTally(running({ durationMs: 30_000, overtimes: 1 }), 'demo', tallyOf({ red: { 29: 1 } }));
    const overtime = closePeriod(must(extend(heard, 30_000, noon)), noon + 60_000, []);
    assert.equal(overtime.status, 'running', 'the lead changed before the last 10 s of the longer period');
    const late = closePeriod(
      hearTally(must(extend(heard, 30_000, noon)), 'demo', tallyOf({ red: { 55: 1 } })),
      noon + 60_000,
      [],
    );
    const longer = must(extend(late, 5000, noon + 61_000));
    assert.deepEqual(longer.periods[1], { startsAt: noon + 60_000, endsAt: noon + 75_000, slice: 60 });
    assert.equal(extensionLeftMs(longer), 265_000);
  });

  it('[BATTLE-35] the end and extensions are for the time in which votes are taken', () => {
    const [battle, prepared] = [running({ durationMs: 30_000 }), readyAt(noon, { prepareMs: 5000 })];
    const waiting = closePeriod(battle, noon + 30_000, []);
    const cases: [Battle, number][] = [
      [invited(), noon],
      [prepared, noon + 4999],
      [battle, noon + 30_000],
      [waiting, noon + 30_100],
      [advanceBattle(waiting, noon + 32_000), noon + 32_000],
    ];
    for (const [of, now] of cases) {
      assert.equal(codeOf(extend(of, 1000, now)), 'battle/wrong-status');
      assert.equal(codeOf(endNow(of, now)), 'battle/wrong-status');
      assert.equal(takesVotes(of, now), false);
    }
    must(extend(battle, 1000, noon + 29_999));
    must(endNow(battle, noon + 29_999));
    assert.equal(codeOf(endNow(must(endNow(battle, noon + 9000)), noon + 9000)), 'battle/wrong-status');
  });
});

describe('an early end', () => {
  it('[BATTLE-36] takes no more votes, and the result of those before stands', () => {
    const heard = hearTally(running({ durationMs: 30_000 }), 'demo', tallyOf({ red: { 3: 5 } }));
    const ended = must(endNow(heard, noon + 9500));
    assert.deepEqual(ended.periods, [{ startsAt: noon, endsAt: noon + 9500, slice: 0 }]);
    assert.deepEqual([takesVotes(ended, noon + 9499), takesVotes(ended, noon + 9500)], [true, false]);
    const over = advanceBattle(closePeriod(ended, noon + 9600, []), noon + 60_000);
    assert.deepEqual([over.reason, over.result], ['ended', { winner: 'red', by: 'score', scores: { red: 5, blue: 0 } }]);
  });

  it('[BATTLE-36] a vote that a shard took before it heard of the end is not lost', () => {
    const ended = must(endNow(running({ durationMs: 30_000 }), noon + 9500));
    const heard = hearTally(ended, 'demo', tallyOf({ red: { 12: 3 } }));
    assert.deepEqual(advanceBattle(closePeriod(heard, noon + 9600, []), noon + 12_000).result?.scores, { red: 3, blue: 0 });
  });

  it('[BATTLE-37] every change of the periods is a new step: a final word about the old ones is none about the new', () => {
    const battle = running({ durationMs: 30_000 });
    assert.equal(must(extend(battle, 1000, noon)).step, battle.step + 1);
    assert.equal(must(endNow(battle, noon + 1)).step, battle.step + 1);
    assert.equal(must(boost(battle, { side: 'red', factor: 2, ms: 5000 }, noon)).step, battle.step);
    const turned = hearTally(battle, 'demo', tallyOf({ red: { 29: 1 } }));
    assert.equal(closePeriod({ ...turned, rules: { ...turned.rules, overtimes: 1 } }, noon + 30_000, []).step, battle.step + 1);
  });

  it('[BATTLE-37] the ballot of each show has the sides, quotas and periods; between shows its own side is its home', () => {
    const battle = running({ durationMs: 30_000, votesPerViewer: 7, likesPerViewer: 3 });
    assert.deepEqual(ballotOf(battle, 'demo'), {
      id: 'demo.battle-1',
      options: ['red', 'blue'],
      votesPerViewer: 7,
      likesPerViewer: 3,
      weights: [],
      sliceMs: 1000,
      periods: battle.periods,
      home: null,
    });
    assert.deepEqual([ballotOf(invited(), 'south').home, ballotOf(invited(), 'north').home], ['south', 'north']);
  });
});
