/** Battles that end otherwise than by their time: rejected, run out, cancelled, forfeited. */
import assert from 'node:assert/strict';
import {
  advanceBattle,
  cancel,
  closePeriod,
  forfeit,
  hearTally,
  isOver,
  isSettled,
  readyBattle,
  reject,
  timeOf,
} from '../../../shared/battle/index.ts';
import type { Battle } from '../../../shared/battle/index.ts';
import { invited, noon, readyAt, running, tallyOf } from '../../support/battle/sample.ts';

const nothing = { winner: null, by: 'void' };
const heard = hearTally(running({ durationMs: 30_000 }), 'demo', tallyOf({ red: { 3: 5 } }));
const verdict = advanceBattle(closePeriod(heard, noon + 30_000, []), noon + 32_000);
const duel = hearTally(
  advanceBattle(readyBattle(invited({ durationMs: 30_000 }), noon), noon),
  'north',
  tallyOf({ north: { 3: 5 } }),
);

function outcome({ status, reason, result, endedAt }: Battle): unknown {
  return { status, reason, winner: result?.winner, by: result?.by, at: endedAt - noon };
}

describe('an invitation', () => {
  it('[BATTLE-38] runs out after 15 s, and counts as ended then, whoever looks later', () => {
    assert.equal(timeOf(invited()), noon + 15_000);
    assert.equal(advanceBattle(invited(), noon + 14_999).status, 'inviting');
    const late = advanceBattle(invited(), noon + 99_000);
    assert.deepEqual(outcome(late), { status: 'expired', reason: 'no-answer', ...nothing, at: 15_000 });
  });

  it('[BATTLE-38] can be rejected or taken back, but not once it was accepted', () => {
    assert.deepEqual(outcome(reject(invited(), 'busy', noon + 300)), { status: 'rejected', reason: 'busy', ...nothing, at: 300 });
    const taken = cancel(invited(), 'cancelled', noon + 300);
    assert.deepEqual(outcome(taken), { status: 'cancelled', reason: 'cancelled', ...nothing, at: 300 });
    assert.equal(reject(duel, 'rejected', noon + 300), duel);
    assert.equal(forfeit(invited(), 'south', 'show-ended', noon + 300).status, 'cancelled');
  });
});

describe('a cancelled battle', () => {
  it('[BATTLE-39] has no winner, takes no votes any more, and keeps what had been counted', () => {
    const cancelled = cancel(heard, 'show-ended', noon + 9000);
    assert.deepEqual(outcome(cancelled), { status: 'cancelled', reason: 'show-ended', ...nothing, at: 9000 });
    assert.deepEqual(cancelled.result?.scores, { red: 5, blue: 0 });
    assert.equal(cancelled.periods[0]!.endsAt, noon + 9000);
    assert.deepEqual(cancel(readyAt(noon, { prepareMs: 5000 }), 'cancelled', noon + 4000).periods, []);
  });

  it('[BATTLE-39] a verdict that was given stands: it cannot be cancelled, only cut short by the end of the show', () => {
    assert.equal(cancel(verdict, 'cancelled', noon + 33_000), verdict);
    for (const after of [cancel(verdict, 'show-ended', noon + 33_000), forfeit(verdict, 'red', 'show-ended', noon + 33_000)]) {
      assert.equal(after.status, 'over');
      assert.deepEqual({ ...after, status: 0, step: 0 }, { ...verdict, status: 0, step: 0 });
    }
  });
});

describe('a forfeit', () => {
  it('[BATTLE-40] the other side wins, whatever the score', () => {
    const left = forfeit(duel, 'north', 'given-up', noon + 9000);
    assert.deepEqual(outcome(left), { status: 'forfeited', reason: 'given-up', winner: 'south', by: 'forfeit', at: 9000 });
    assert.deepEqual([left.forfeitedBy, left.result?.scores], ['north', { north: 5, south: 0 }]);
    assert.equal(left.periods[0]!.endsAt, noon + 9000);
  });

  it('[BATTLE-40] where more than one side is left, none of them wins by it', () => {
    const battle = running({}, ['red', 'blue', 'green']);
    assert.equal(forfeit(battle, 'red', 'given-up', noon + 1).result?.winner, null);
  });
});

describe('what has ended', () => {
  const ended = [
    advanceBattle(verdict, noon + 99_000),
    reject(invited(), 'rejected', noon + 1),
    advanceBattle(invited(), noon + 15_000),
    cancel(heard, 'cancelled', noon + 1),
    forfeit(duel, 'north', 'given-up', noon + 1),
  ];

  it('[BATTLE-41] stays as it is: nothing that comes later changes it', () => {
    assert.deepEqual(
      ended.map(({ status }) => status),
      ['over', 'rejected', 'expired', 'cancelled', 'forfeited'],
    );
    for (const battle of ended) {
      assert.ok(isOver(battle) && isSettled(battle));
      assert.equal(timeOf(battle), null);
      const side = battle.sides[0]!.id;
      const later = noon + 500_000;
      assert.equal(advanceBattle(battle, later), battle);
      assert.equal(closePeriod(battle, later, []), battle);
      assert.equal(cancel(battle, 'show-ended', later), battle);
      assert.equal(forfeit(battle, side, 'given-up', later), battle);
      assert.equal(reject(battle, 'rejected', later), battle);
      assert.equal(readyBattle(battle, noon), battle);
      assert.equal(hearTally(battle, battle.sides[0]!.show, tallyOf({ [side]: { 0: 9 } })), battle);
    }
  });

  it('[BATTLE-41] a verdict hears no more either, as its receipt has been written', () => {
    assert.equal(hearTally(verdict, 'demo', tallyOf({ blue: { 3: 99 } })), verdict);
    assert.ok(isSettled(verdict) && !isOver(verdict));
    assert.ok(!isSettled(heard) && !isOver(heard));
  });
});
