/** Gifts of the battle that goes on, while an earlier one is still being spoken of. */
import assert from 'node:assert/strict';
import { duel, runningDuel } from '../../support/duel-plays.ts';
import { giftWorld, pointsBySide } from '../../support/gift-world.ts';
import { settled } from '../../support/show-world.ts';

describe('gifts of two battles', () => {
  it('[BATTLE-242] whoever asks about another battle is told that nothing was given there, and nothing is forgotten here', async () => {
    const world = await giftWorld();
    await settled();
    await world.give();
    const { points, top } = world.desk.tally('other.battle-1')!;
    assert.deepEqual([points.gifts, top], [{}, {}]);
    assert.deepEqual(pointsBySide(world), { cats: 5 });
  });

  it('[BATTLE-242] a late word on a battle between shows that is over takes nothing from the next one', async () => {
    const world = await runningDuel({ verdict: { kind: 'highlight', text: '', durationMs: 1000 } });
    await world.pass(23_000);
    assert.equal(world.bea.json().battle?.status, 'over');
    const word = world.told.findLast(({ from, note }) => from === 'ann' && note.battle === duel);
    const sides = ['a', 'b'].map((id) => ({ id, name: id }));
    await world.bea.order('battle.start', { sides, prepareMs: 0, critical: null });
    await world.pass(100);
    assert.ok('counted' in (await world.bea.gift({ key: 'g', side: 'a', value: 10 })));
    await world.pass(100);
    const shown = () => world.bea.json().battle!.sides.map(({ score }) => score);
    assert.deepEqual(shown(), [10, 0]);
    // As if the word of before had been told once more.
    world.again({ ...word!, note: { ...word!.note, seq: word!.note.seq + 1 } });
    await world.pass(100);
    assert.ok('counted' in (await world.bea.gift({ key: 'h', side: 'b', value: 1 })));
    await world.pass(100);
    assert.deepEqual(shown(), [10, 1]);
  });
});
