/** A battle's sides as pages draw them. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { barParts, leadOf, leastPart, placedSides } from '../../../web/kit/battle-sides.ts';
import { chooseLang } from '../../../web/kit/i18n.ts';
import { formatScore } from '../../../web/kit/score.ts';
import { battleJson, sideJson } from '../../support/web-contest.ts';

const scored = (...scores: number[]) => scores.map((score, i) => sideJson({ id: `s${i}`, score }));
const score = fc.nat({ max: 2 ** 50 });

describe('sides of a battle', () => {
  it('[PAGE-135] between shows one’s own side comes first, and keeps the colour it has everywhere', () => {
    const sides = [sideJson({ id: 'a', show: 'a' }), sideJson({ id: 'b', show: 'b' })];
    const seenBy = (show: string) => placedSides(battleJson({ sides }), show).map(({ id, index, isHome }) => [id, index, isHome]);
    assert.deepEqual(seenBy('a'), [
      ['a', 0, true],
      ['b', 1, false],
    ]);
    assert.deepEqual(seenBy('b'), [
      ['b', 1, true],
      ['a', 0, false],
    ]);
    const own = placedSides(battleJson(), 'demo');
    assert.deepEqual(
      own.map(({ id, isHome }) => [id, isHome]),
      [
        ['red', false],
        ['blue', false],
      ],
      'of one show’s own sides none is home',
    );
  });

  it('[PAGE-136] who leads is alone in front, by what the second lacks', () => {
    assert.equal(leadOf(scored(0, 0)), null);
    assert.equal(leadOf(scored(7, 7, 3)), null);
    const lead = leadOf(scored(3, 20, 8));
    assert.deepEqual([lead?.side.id, lead?.by], ['s1', 12]);
  });

  it('[PAGE-137] the bar’s parts are whole together, in the order of the scores, and none gets lost', () => {
    fc.assert(
      fc.property(fc.array(score, { minLength: 2, maxLength: 4 }), (scores) => {
        const parts = barParts(scores);
        assert.ok(Math.abs(parts.reduce((sum, part) => sum + part, 0) - 100) < 1e-6);
        assert.ok(parts.every((part) => part >= leastPart - 1e-9));
        for (const [i, one] of scores.entries())
          for (const [j, other] of scores.entries()) if (one > other) assert.ok(parts[i]! >= parts[j]!);
      }),
    );
    assert.deepEqual(barParts([0, 0]), [50, 50]);
  });

  it('[PAGE-138] scores are whole while they are short, and four digits with a word after that, never more than was reached', () => {
    const shown = [0, 98_765, 99_999, 100_000, 1_234_999, 999_999_999].map(formatScore);
    assert.deepEqual(shown, ['0', '98,765', '99,999', '100K', '1.234M', '999.9M']);
    chooseLang('zh-CN');
    try {
      assert.deepEqual([99_999, 123_456, 1_234_567_890].map(formatScore), ['99,999', '12.34万', '12.34亿']);
    } finally {
      chooseLang('en');
    }
  });
});
