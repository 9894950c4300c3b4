/** Who wins: by score, at equal scores, and below the minimum. */
import assert from 'node:assert/strict';
import { advanceBattle, closePeriod, hearTally } from '../../../shared/battle/index.ts';
import type { BattleResult, BattleRules } from '../../../shared/battle/index.ts';
import { noon, running, tallyOf } from '../../support/battle/sample.ts';

type Points = Record<string, Record<number, number>>;

function verdict(
  points: Points,
  rules: Partial<BattleRules> = {},
  ids: readonly string[] = ['red', 'blue'],
): BattleResult | null {
  const battle = hearTally(running({ durationMs: 20_000, ...rules }, ids), 'demo', tallyOf(points));
  return advanceBattle(closePeriod(battle, noon + 20_000, []), noon + 22_000).result;
}

describe('the verdict', () => {
  it('[BATTLE-31] the side with the highest score wins', () => {
    assert.deepEqual(verdict({ red: { 3: 5 }, blue: { 4: 6 } }), { winner: 'blue', by: 'score', scores: { red: 5, blue: 6 } });
    const four = ['red', 'blue', 'green', 'gold'];
    const scores = { red: 1, blue: 2, green: 7, gold: 0 };
    assert.deepEqual(verdict({ red: { 1: 1 }, blue: { 2: 2 }, green: { 3: 7 } }, {}, four), {
      winner: 'green',
      by: 'score',
      scores,
    });
  });

  it('[BATTLE-32] equal scores are a draw, where the rules say so', () => {
    const rules = { draw: 'draw' as const };
    assert.deepEqual(verdict({ red: { 3: 5 }, blue: { 4: 5 } }, rules), {
      winner: null,
      by: 'draw',
      scores: { red: 5, blue: 5 },
    });
    assert.deepEqual(verdict({}, rules), { winner: null, by: 'draw', scores: { red: 0, blue: 0 } });
  });

  it('[BATTLE-32] or who reached that score in the earlier slice wins', () => {
    const rules = { draw: 'earliest' as const };
    const scores = { red: 5, blue: 5 };
    assert.deepEqual(verdict({ red: { 3: 1, 9: 4 }, blue: { 2: 4, 8: 1 } }, rules), { winner: 'blue', by: 'earliest', scores });
    assert.deepEqual(verdict({ red: { 10: 5 }, blue: { 9: 5 } }, rules)?.winner, 'blue');
    assert.deepEqual(verdict({ red: { 3: 1, 9: 4 }, blue: { 9: 5 } }, rules), { winner: null, by: 'draw', scores });
    assert.equal(verdict({}, rules)?.by, 'draw');
  });

  it('[BATTLE-32] among sides in front only: who is behind was never first', () => {
    const points = { red: { 1: 3 }, blue: { 4: 5 }, green: { 3: 5 } };
    assert.equal(verdict(points, { draw: 'earliest' }, ['red', 'blue', 'green'])?.winner, 'green');
    const same = { red: { 3: 5 }, blue: { 4: 5 }, green: { 3: 5 } };
    assert.equal(verdict(same, { draw: 'earliest' }, ['red', 'blue', 'green'])?.winner, null);
  });

  it('[BATTLE-33] below the minimum nobody wins, at it somebody does', () => {
    const points = { red: { 3: 5 }, blue: { 4: 6 } };
    assert.deepEqual(verdict(points, { minScore: 7 }), { winner: null, by: 'below-minimum', scores: { red: 5, blue: 6 } });
    assert.equal(verdict(points, { minScore: 6 })?.winner, 'blue');
    assert.equal(verdict({ red: { 3: 5 }, blue: { 4: 5 } }, { minScore: 6, draw: 'earliest' })?.by, 'below-minimum');
  });

  it('[BATTLE-33] factors count towards the minimum and the win', () => {
    const points = { red: { 3: 5 }, blue: { 19: 4 } };
    const rules = { critical: { lastMs: 2000, factor: 2 }, minScore: 8 };
    assert.deepEqual(verdict(points, rules), { winner: 'blue', by: 'score', scores: { red: 5, blue: 8 } });
  });
});
