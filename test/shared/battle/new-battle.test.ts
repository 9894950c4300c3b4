/** How a battle begins: what is fixed, and what is refused. */
import assert from 'node:assert/strict';
import { newBattle, readyBattle } from '../../../shared/battle/index.ts';
import type { Battle, BattleRules, BattleSide } from '../../../shared/battle/index.ts';
import type { Refusal } from '../../../shared/protocol/index.ts';
import { codeOf, invited, must, noon, readyAt, rulesOf, sideOf } from '../../support/battle/sample.ts';

function make(sides: readonly BattleSide[], rules: Partial<BattleRules> = {}): Battle | Refusal {
  const plan = { id: 'demo.battle-1', referee: 'demo', rehearsal: false, status: 'ready' as const, now: noon };
  return newBattle({ ...plan, sides, rules: rulesOf(rules) });
}

const two = [sideOf('red'), sideOf('blue')];

describe('a new battle', () => {
  it('[BATTLE-17] has two to four sides of different ids', () => {
    for (const count of [2, 3, 4]) must(make(['a', 'b', 'c', 'd'].slice(0, count).map((id) => sideOf(id))));
    assert.equal(codeOf(make([sideOf('a')])), 'battle/bad-sides');
    assert.equal(codeOf(make(['a', 'b', 'c', 'd', 'e'].map((id) => sideOf(id)))), 'battle/bad-sides');
    assert.equal(codeOf(make([sideOf('a'), sideOf('b'), sideOf('a')])), 'battle/bad-sides');
    const namesakes = [sideOf('a'), { ...sideOf('b'), name: sideOf('a').name }];
    assert.equal(codeOf(make(namesakes)), 'battle/bad-sides');
  });

  it('[BATTLE-17] takes no id that every object has already', () => {
    assert.equal(codeOf(make([sideOf('constructor'), sideOf('b')])), 'battle/bad-sides');
    assert.equal(codeOf(make([sideOf('a', 'constructor'), sideOf('b', 'demo')])), 'battle/bad-sides');
  });

  it('[BATTLE-17] is refused when its rules contradict each other, with what to mend', () => {
    const bad: [Partial<BattleRules>, RegExp][] = [
      [{ durationMs: 20_000, critical: { lastMs: 20_001, factor: 2 } }, /critical/],
      [{ durationMs: 20_000, mistMs: 20_001 }, /mist/],
      [
        {
          weights: [
            { level: 3, weight: 2 },
            { level: 3, weight: 4 },
          ],
        },
        /level/,
      ],
      [{ votesPerViewer: 0, likesPerViewer: 0, gifts: 'none' }, /nothing counts/],
    ];
    for (const [rules, detail] of bad) {
      const refusal = make(two, rules);
      assert.equal(codeOf(refusal), 'battle/bad-rules');
      assert.match((refusal as Refusal).detail ?? '', detail);
    }
    must(make(two, { durationMs: 20_000, critical: { lastMs: 20_000, factor: 2 }, mistMs: 20_000 }));
    must(make(two, { votesPerViewer: 0, likesPerViewer: 0, gifts: ['rose'] }));
  });

  it('[BATTLE-18] is ready with all its times known, and votes are taken after the preparation', () => {
    const battle = readyAt(noon, {
      prepareMs: 5000,
      durationMs: 60_000,
      critical: { lastMs: 10_000, factor: 2 },
      mistMs: 20_000,
    });
    assert.equal(battle.status, 'ready');
    assert.deepEqual(battle.periods, [{ startsAt: noon + 5000, endsAt: noon + 65_000, slice: 0 }]);
    assert.deepEqual([battle.startedAt, battle.criticalAt, battle.mistAt], [noon + 5000, noon + 55_000, noon + 45_000]);
  });

  it('[BATTLE-18] between shows begins with an invitation, and its times are known once that is accepted', () => {
    const asked = invited({ prepareMs: 5000, durationMs: 60_000 });
    assert.deepEqual([asked.status, asked.periods, asked.expiresAt], ['inviting', [], noon + 15_000]);
    const ready = readyBattle(asked, noon + 14_999);
    assert.deepEqual([ready.status, ready.startedAt], ['ready', noon + 19_999]);
    assert.equal(readyBattle(asked, noon + 15_000), asked);
    assert.equal(readyBattle(ready, noon + 16_000), ready);
  });

  it('[BATTLE-19] is counted in slices of whole seconds, at most 300 of them', () => {
    for (const [durationMs, sliceMs] of [
      [10_000, 1000],
      [300_000, 1000],
      [300_001, 2000],
      [1_800_000, 6000],
    ] as const)
      assert.equal(readyAt(noon, { durationMs }).sliceMs, sliceMs);
  });

  it('[BATTLE-19] lets critical time and mist begin with a slice, so that what is said and what is counted are the same', () => {
    const battle = readyAt(noon, { durationMs: 601_000, critical: { lastMs: 10_000, factor: 2 }, mistMs: 10_500 });
    assert.equal(battle.sliceMs, 3000);
    assert.deepEqual([battle.criticalAt - noon, battle.mistAt - noon], [591_000, 588_000]);
  });

  it('[BATTLE-19] puts the weights of votes in order', () => {
    const weights = [
      { level: 9, weight: 3 },
      { level: 2, weight: 2 },
    ];
    assert.deepEqual(readyAt(noon, { weights }).rules.weights, weights.toReversed());
  });
});
