/** What everybody may see: scores, the best supporters, and nothing of what happens in the mist. */
import assert from 'node:assert/strict';
import { foldGift } from '../../../shared/ballot/index.ts';
import type { BallotTally } from '../../../shared/ballot/index.ts';
import { advanceBattle, closePeriod, hearTally, scoresOf, shownOf } from '../../../shared/battle/index.ts';
import { noon, running, tallyOf } from '../../support/battle/sample.ts';

const end = noon + 30_000;

/** Ann gave 7 points early; somebody gives some in that slice. There are votes before the mist and in it. */
function tally(slice: number, giver: string, points: number): BallotTally {
  const given = tallyOf({ red: { 3: 2, 25: 4 } });
  foldGift(given, { option: 'red', slice: 2, row: { viewer: 'ann', name: 'Ann', score: 7 }, points: 7 });
  foldGift(given, { option: 'red', slice, row: { viewer: giver, name: giver, score: points }, points });
  return given;
}

describe('mist', () => {
  const misty = running({ durationMs: 30_000, mistMs: 10_000 });

  it('[BATTLE-30] scores and supporters stay as they were when the mist came, until the verdict', () => {
    const clear = hearTally(misty, 'demo', tally(2, 'bob', 1));
    const top = [
      { name: 'Ann', score: 7 },
      { name: 'bob', score: 1 },
    ];
    assert.deepEqual(shownOf(clear)[0], { side: 'red', score: 10, top });
    let battle = hearTally(clear, 'demo', tally(20, 'zoe', 99));
    assert.deepEqual(shownOf(battle)[0], { side: 'red', score: 9, top });
    assert.equal(scoresOf(battle)['red'], 112);
    battle = advanceBattle(closePeriod(battle, end, []), end + 2000);
    assert.equal(battle.status, 'verdict');
    assert.deepEqual(shownOf(battle)[0], {
      side: 'red',
      score: 112,
      top: [
        { name: 'zoe', score: 99 },
        { name: 'Ann', score: 7 },
      ],
    });
  });
});
