/** Notes that no stage in its right mind would tell: they change nothing, and the show goes on. */
import assert from 'node:assert/strict';
import type { MirrorNote, RefereeNote } from '../../../rooms/battle-wire.ts';
import { coreStand, votes } from '../../support/core-stand.ts';
import type { CoreStand } from '../../support/core-stand.ts';
import { duel, runningDuel, statuses } from '../../support/duel-plays.ts';
import { id, invited, numbered, stages, twoSides } from '../../support/duel-pair.ts';

type Standing = RefereeNote['standing'];

const [ownSide, otherSide] = ['night', 'day'].map((name) => ({ id: name, name, show: name, streak: 0 })) as [Side, Side];
type Side = Standing['sides'][number];

/** What is wrong with what is told of a battle of `day` and `night`. */
const strange: Record<string, Partial<Standing>> = {
  'under the id of another battle': { id: 'day.battle-2' },
  'under an id of the invited show’s own': { id: 'night.battle-1' },
  'that a third show decides': { referee: 'noon' },
  'that the invited show decides': { referee: 'night' },
  'without the one that tells': { sides: [ownSide, { ...otherSide, id: 'noon', show: 'noon' }] },
  'without the one that is told': { sides: [otherSide, { ...ownSide, id: 'noon', show: 'noon' }] },
  'of one side': { sides: [ownSide] },
  'of three sides': { sides: [otherSide, ownSide, { ...ownSide, id: 'noon', show: 'noon' }] },
  'with sides that are not called as their shows': { sides: [{ ...otherSide, id: 'a' }, ownSide] },
};

function told(to: CoreStand, note: RefereeNote | MirrorNote, from = 'day'): boolean {
  const before = to.core;
  const { effects } = to.take({ kind: 'battle-note', from, note });
  return to.core !== before || effects.length > 0;
}

describe('a strange note', () => {
  for (const [what, wrong] of Object.entries(strange)) {
    it(`[BATTLE-273] is no invitation: ${what}`, () => {
      const { day, night } = invited();
      const note = numbered(day) as RefereeNote;
      assert.equal(told(night, { ...note, standing: { ...note.standing, ...wrong } }), false);
      assert.equal(night.core.battle, null);
    });

    it(`[BATTLE-273] on a battle that goes on is not heard: ${what}`, () => {
      const { day, night } = stages.running();
      day.count(votes({ day: 3 }));
      const note = numbered(day) as RefereeNote;
      assert.equal(told(night, { ...note, standing: { ...note.standing, ...wrong } }), false);
      assert.equal(told(night, note), true, 'the same in its right mind is');
    });
  }

  it('[BATTLE-273] is no invitation with rules that this show does not know', () => {
    const { day, night } = invited();
    const note = numbered(day) as RefereeNote;
    for (const rules of [{}, { ...note.standing.rules, encore: true }, { ...note.standing.rules, durationMs: -1 }])
      assert.equal(told(night, { ...note, standing: { ...note.standing, rules: rules as Standing['rules'] } }), false);
    assert.equal(told(night, note), true);
  });

  it('[BATTLE-274] begins no battle in a show that has not accepted it', () => {
    for (const status of ['ready', 'running', 'overtime'] as const) {
      const { day, night, talk } = invited();
      talk();
      const { standing, ...note } = numbered(stages.running().day) as RefereeNote;
      assert.equal(told(night, { ...note, standing: { ...standing, status } }), false, status);
      assert.equal(night.core.battle!.battle.status, 'inviting');
      night.give('battle.accept', { battle: id });
      assert.equal(told(night, { ...(numbered(day) as RefereeNote), standing: { ...standing, status } }), true, status);
    }
  });

  it('[BATTLE-273] of a show that has no part in the battle is not heard, whoever it says it is', () => {
    const { day, night } = stages.running();
    const [mine, theirs] = [numbered(day), numbered(night)];
    assert.equal(told(night, mine, 'noon'), false);
    assert.equal(told(day, { ...theirs, ended: 'given-up' } as MirrorNote, 'noon'), false);
    assert.equal(told(day, mine, 'night'), false, 'its own word from elsewhere');
    assert.equal(told(night, theirs, 'day'), false);
    assert.equal(told(coreStand('dusk'), mine), false);
  });

  it('[BATTLE-273] that is no note at all stops nobody', async () => {
    const world = await runningDuel();
    for (const note of [
      {},
      { kind: 'referee', battle: duel, epoch: 9, seq: 1 },
      { kind: 'mirror', battle: duel, epoch: 9, seq: 1 },
    ])
      for (const [from, to] of [
        ['ann', 'bea'],
        ['bea', 'ann'],
      ] as const)
        world.again({ from, to, note: note as RefereeNote });
    await world.pass(500);
    assert.deepEqual(statuses(world), ['running', 'running']);
    // Numbers beyond all that are told: nothing is heard any more, and that ends it.
    await world.pass(12_000);
    assert.deepEqual(statuses(world), ['cancelled', 'cancelled']);
    await world.ann.order('battle.start', { sides: twoSides });
  });
});
