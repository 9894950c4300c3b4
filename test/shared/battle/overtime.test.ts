/** A period's end: what is waited for, and when the battle goes on. */
import assert from 'node:assert/strict';
import { advanceBattle, closePeriod, endNow, hearTally, leaderOf, takesVotes, timeOf } from '../../../shared/battle/index.ts';
import type { Battle } from '../../../shared/battle/index.ts';
import { must, noon, running, tallyOf } from '../../support/battle/sample.ts';

const end = noon + 30_000;

/** 30 s, with these points by slice, and closed at its end. */
function closed(points: Record<string, Record<number, number>>, overtimes = 3, missing: string[] = []): Battle {
  return closePeriod(hearTally(running({ durationMs: 30_000, overtimes }), 'demo', tallyOf(points)), end, missing);
}

describe('overtime', () => {
  it('[BATTLE-24] the battle goes on for 10 s from when the lead is known to have changed in the last 10 s', () => {
    const battle = hearTally(running({ durationMs: 30_000, overtimes: 3 }), 'demo', tallyOf({ red: { 3: 5 }, blue: { 20: 6 } }));
    const late = closePeriod(battle, end + 350, []);
    assert.equal(late.status, 'overtime');
    assert.deepEqual(late.periods[1], { startsAt: end + 350, endsAt: end + 10_350, slice: 30 });
    assert.deepEqual(
      [takesVotes(late, end + 349), takesVotes(late, end + 350), takesVotes(late, end + 10_350)],
      [false, true, false],
    );
  });

  it('[BATTLE-24] a lead that was lost before the last 10 s, or only grew in them, earns none', () => {
    for (const points of [
      { red: { 3: 5 }, blue: { 19: 6 } },
      { red: { 3: 5, 29: 9 }, blue: { 19: 1 } },
      { red: { 3: 5 }, blue: { 29: 4 } },
      {},
    ])
      assert.equal(closed(points).status, 'running');
  });

  it('[BATTLE-24] a tie is nobody’s lead: to reach one at the end, or to break one, is a change', () => {
    assert.equal(closed({ red: { 3: 5 }, blue: { 3: 4, 29: 1 } }).status, 'overtime');
    assert.equal(closed({ red: { 3: 5, 29: 1 }, blue: { 3: 5 } }).status, 'overtime');
    assert.equal(closed({ red: { 29: 1 } }).status, 'overtime');
    assert.equal(closed({ red: { 3: 5 }, blue: { 3: 5 } }).status, 'running');
    assert.equal(leaderOf({ red: 5, blue: 5, green: 1 }), null);
    assert.equal(leaderOf({ red: 5, blue: 4, green: 4 }), 'red');
  });

  it('[BATTLE-24] what comes in the overtime is held against how it stood when that began', () => {
    const first = closed({ red: { 3: 5 }, blue: { 20: 6 } });
    const same = closePeriod(hearTally(first, 'demo', tallyOf({ red: { 3: 5 }, blue: { 20: 6, 31: 1 } })), end + 10_000, []);
    assert.equal(same.periods.length, 2);
    const turned = closePeriod(hearTally(first, 'demo', tallyOf({ red: { 3: 5, 39: 2 }, blue: { 20: 6 } })), end + 10_000, []);
    assert.deepEqual(turned.periods[2], { startsAt: end + 10_000, endsAt: end + 20_000, slice: 40 });
  });

  it('[BATTLE-25] there are at most as many overtimes as the rules say, though the lead changes every time', () => {
    for (const overtimes of [0, 1, 2, 3]) {
      let battle = running({ durationMs: 30_000, overtimes });
      const points: Record<string, Record<number, number>> = { red: {}, blue: {} };
      for (let turn = 0; battle.countsUntil === 0; turn++) {
        const period = battle.periods.at(-1)!;
        points[turn % 2 === 0 ? 'red' : 'blue']![period.slice + 9 + (turn === 0 ? 20 : 0)] = 10 * (turn + 1);
        battle = closePeriod(hearTally(battle, 'demo', tallyOf(points)), period.endsAt, []);
      }
      assert.equal(battle.periods.length, 1 + overtimes);
    }
  });

  it('[BATTLE-25] a battle that its streamer ended has none', () => {
    const battle = hearTally(running({ durationMs: 30_000, overtimes: 3 }), 'demo', tallyOf({ red: { 3: 5 }, blue: { 8: 6 } }));
    const ended = closePeriod(must(endNow(battle, noon + 9000)), noon + 9100, []);
    assert.deepEqual([ended.status, ended.periods.length, ended.countsUntil], ['running', 1, noon + 11_000]);
  });

  it('[BATTLE-26] a period is closed once, not before its end, and with what was missing on record', () => {
    const battle = running({ durationMs: 30_000 });
    assert.equal(closePeriod(battle, end - 1, []), battle);
    const once = closePeriod(battle, end, ['demo/1']);
    assert.deepEqual(once.missing, ['demo/1']);
    assert.equal(closePeriod(once, end + 1, []), once);
    const [first, again] = [closed({ red: { 29: 1 } }, 3, ['demo/1']), ['demo/0', 'demo/1']];
    assert.deepEqual(closePeriod(first, end + 10_000, again).missing, ['demo/1', 'demo/0']);
  });

  it('[BATTLE-26] after the last period gifts are waited for, then the verdict is shown, then it is over', () => {
    let battle = closePeriod(running({ durationMs: 30_000, giftGraceMs: 2000 }), end + 300, []);
    assert.deepEqual([battle.status, timeOf(battle)], ['running', end + 2000]);
    assert.equal(advanceBattle(battle, end + 1999), battle);
    battle = advanceBattle(battle, end + 2000);
    assert.deepEqual([battle.status, battle.endedAt, timeOf(battle)], ['verdict', end + 2000, end + 17_000]);
    assert.equal(advanceBattle(battle, end + 16_999), battle);
    battle = advanceBattle(battle, end + 17_000);
    assert.deepEqual([battle.status, timeOf(battle)], ['over', null]);
    const none = closePeriod(running({ durationMs: 30_000, gifts: 'none' }), end + 300, []);
    assert.equal(advanceBattle(none, end + 300).status, 'verdict');
  });

  it('[BATTLE-26] times that passed while nobody looked are dealt with in order, and the verdict is shown in full', () => {
    const waiting = closePeriod(running({ durationMs: 30_000 }), end, []);
    const back = advanceBattle(waiting, end + 3_600_000);
    assert.deepEqual([back.status, back.verdictUntil], ['verdict', end + 3_615_000]);
  });
});
