/** What points are multiplied by: critical time, boosts, and never both. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { boost, factorAt, hearTally, scoresOf } from '../../../shared/battle/index.ts';
import type { Battle } from '../../../shared/battle/index.ts';
import { codeOf, must, noon, readyAt, running, tallyOf } from '../../support/battle/sample.ts';

const factors = (battle: Battle, side: string, slices: number): number[] =>
  Array.from({ length: slices }, (_, slice) => factorAt(battle, side, slice));

describe('critical time', () => {
  it('[BATTLE-20] multiplies every point of the last slices, of all sides, in overtime too', () => {
    const battle = running({ durationMs: 10_000, critical: { lastMs: 3000, factor: 3 } });
    assert.deepEqual(factors(battle, 'red', 12), [1, 1, 1, 1, 1, 1, 1, 3, 3, 3, 3, 3]);
    const heard = hearTally(battle, 'demo', tallyOf({ red: { 6: 2, 7: 2 }, blue: { 9: 1 } }));
    assert.deepEqual(scoresOf(heard), { red: 8, blue: 3 });
    assert.deepEqual(scoresOf(heard, 7), { red: 2, blue: 0 });
  });
});

describe('boosts', () => {
  const quick = { side: 'red', factor: 2, ms: 5000 };

  it('[BATTLE-21] a boost begins with the next slice, of its side alone, and lasts for whole slices', () => {
    const battle = must(boost(running({ durationMs: 20_000 }), { ...quick, ms: 5200 }, noon + 2300));
    assert.deepEqual(battle.boosts, [{ side: 'red', factor: 2, from: noon + 3000, until: noon + 9000 }]);
    assert.deepEqual(factors(battle, 'red', 11), [1, 1, 1, 2, 2, 2, 2, 2, 2, 1, 1]);
    assert.deepEqual(factors(battle, 'blue', 11), Array<number>(11).fill(1));
  });

  it('[BATTLE-21] boosts of a side queue behind each other, those of another side do not wait', () => {
    let battle = must(boost(running({ durationMs: 30_000 }), quick, noon));
    battle = must(boost(battle, { ...quick, factor: 5 }, noon + 100));
    battle = must(boost(battle, { ...quick, side: 'blue' }, noon + 200));
    assert.deepEqual(factors(battle, 'red', 12), [1, 2, 2, 2, 2, 2, 5, 5, 5, 5, 5, 1]);
    assert.deepEqual(factors(battle, 'blue', 7), [1, 2, 2, 2, 2, 2, 1]);
  });

  it('[BATTLE-22] a boost in critical time does not multiply it: the larger of the two counts', () => {
    for (const [critical, given, larger] of [
      [2, 5, 5],
      [4, 2, 4],
      [3, 3, 3],
    ] as const) {
      const battle = running({ durationMs: 10_000, critical: { lastMs: 8000, factor: critical } });
      const boosted = must(boost(battle, { ...quick, factor: given }, noon + 3000));
      assert.deepEqual(factors(boosted, 'red', 10).slice(2), [critical, critical, ...Array<number>(5).fill(larger), critical]);
    }
  });

  it('[BATTLE-22] whatever boosts are given, no slice counts more than the largest single factor, and no two of a side overlap', () => {
    const wish = fc.record({
      side: fc.constantFrom('red', 'blue'),
      factor: fc.integer({ min: 2, max: 5 }),
      ms: fc.integer({ min: 5000, max: 60_000 }),
      after: fc.nat(20_000),
    });
    fc.assert(
      fc.property(fc.array(wish, { maxLength: 12 }), (wishes) => {
        let [battle, now] = [running({ durationMs: 600_000, critical: { lastMs: 300_000, factor: 3 }, boostsPerSide: 10 }), noon];
        for (const { after, ...wished } of wishes) {
          now += after;
          const boosted = boost(battle, wished, now);
          if (!('code' in boosted)) battle = boosted;
        }
        for (const side of ['red', 'blue']) {
          const own = battle.boosts.filter((one) => one.side === side);
          for (const [i, { from, until }] of own.entries()) assert.ok(i === 0 || from >= own[i - 1]!.until, `${until}`);
          for (const [slice, factor] of factors(battle, side, 300).entries()) {
            const begins = noon + slice * battle.sliceMs;
            const applying = own.filter(({ from, until }) => from <= begins && begins < until).map((one) => one.factor);
            assert.ok(applying.length <= 1);
            assert.equal(factor, Math.max(1, begins >= battle.criticalAt ? 3 : 1, ...applying));
          }
        }
      }),
    );
  });

  it('[BATTLE-23] each side has so many boosts, while votes are taken, and only sides have them', () => {
    const battle = running({ durationMs: 20_000, boostsPerSide: 1 });
    const once = must(boost(battle, quick, noon));
    assert.equal(codeOf(boost(once, quick, noon + 10_000)), 'battle/boost-limit');
    must(boost(once, { ...quick, side: 'blue' }, noon + 10_000));
    assert.equal(codeOf(boost(battle, { ...quick, side: 'green' }, noon)), 'battle/unknown-side');
    must(boost(battle, quick, noon + 19_999));
    assert.equal(codeOf(boost(battle, quick, noon + 20_000)), 'battle/wrong-status');
    assert.equal(codeOf(boost(readyAt(noon, { prepareMs: 5000 }), quick, noon + 4999)), 'battle/wrong-status');
  });
});
