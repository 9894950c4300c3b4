/** Battles won in a row. */
import assert from 'node:assert/strict';
import { streaksAfter } from '../../../shared/battle/index.ts';
import type { Battle, BattleResult } from '../../../shared/battle/index.ts';
import { invited, running } from '../../support/battle/sample.ts';

function won(winner: string | null, by: BattleResult['by'] = 'score', battle: Battle = running()): Battle {
  return { ...battle, result: { winner, by, scores: {} } };
}

describe('streaks', () => {
  it('[BATTLE-42] a win adds one, a loss or a draw ends the row', () => {
    assert.deepEqual(streaksAfter({}, won('red'), 'demo'), { 'red RED': 1 });
    assert.deepEqual(streaksAfter({ 'red RED': 2, 'blue BLUE': 4, green: 1 }, won('red'), 'demo'), { green: 1, 'red RED': 3 });
    assert.deepEqual(streaksAfter({ 'red RED': 2, 'blue BLUE': 4 }, won(null, 'draw'), 'demo'), {});
    assert.deepEqual(streaksAfter({ 'red RED': 2 }, won(null, 'below-minimum'), 'demo'), {});
    assert.deepEqual(streaksAfter({ 'red RED': 2 }, won('red', 'forfeit'), 'demo'), { 'red RED': 3 });
  });

  it('[BATTLE-42] where nothing counted, nothing changes', () => {
    const before = { red: 2, blue: 1 };
    assert.deepEqual(streaksAfter(before, won(null, 'void'), 'demo'), before);
    assert.deepEqual(streaksAfter(before, { ...won('red'), rehearsal: true }, 'demo'), before);
    assert.deepEqual(streaksAfter(before, running(), 'demo'), before);
  });

  it('[BATTLE-42] between shows each keeps its own', () => {
    const duel = won('north', 'score', invited());
    assert.deepEqual(streaksAfter({ north: 1, south: 5 }, duel, 'north'), { south: 5, north: 2 });
    assert.deepEqual(streaksAfter({ north: 1, south: 5 }, duel, 'south'), { north: 1 });
  });

  it('[BATTLE-42] the fifty newest are kept', () => {
    let streaks: Record<string, number> = {};
    for (let i = 0; i < 60; i++) streaks = streaksAfter(streaks, won(`s${i}`, 'score', running({}, [`s${i}`, 'other'])), 'demo');
    streaks = streaksAfter(streaks, won('s10', 'score', running({}, ['s10', 'other'])), 'demo');
    streaks = streaksAfter(streaks, won('s99', 'score', running({}, ['s99', 'other'])), 'demo');
    assert.deepEqual(
      [Object.keys(streaks).length, streaks['s10 S10'], streaks['s11 S11'], streaks['s99 S99']],
      [50, 2, undefined, 1],
    );
  });
});
