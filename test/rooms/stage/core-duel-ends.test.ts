/** How a battle between two shows ends in the pure core: by one of them, by silence, and by a record that comes late. */
import assert from 'node:assert/strict';
import type { MirrorNote, RefereeNote } from '../../../rooms/battle-wire.ts';
import { edgeBallotsOf } from '../../../rooms/stage/core-ballots.ts';
import { noteAbout, untoldDuels } from '../../../rooms/stage/core-notes.ts';
import { codeOf, receiptsOf, toldBy, votes } from '../../support/core-stand.ts';
import { given, id, lastOf, numbered, numberedNote, rules, stages, twoSides } from '../../support/duel-pair.ts';

describe('the end of a battle between two shows', () => {
  it('[BATTLE-127] giving up ends it here at once, and the other wins; a show that ends has lost likewise', () => {
    for (const [name, reason] of [
      ['battle.end', 'given-up'],
      ['show.end', 'show-ended'],
    ] as const) {
      const { day, night, talk } = stages.running();
      day.count(votes({ day: 4 }));
      talk();
      assert.equal(codeOf(night.give(name)), 'ok');
      assert.deepEqual([night.core.battle!.battle.status, edgeBallotsOf(night.core)[0]!.ended], ['forfeited', true]);
      talk();
      const { status, result, reason: why, forfeitedBy } = day.core.battle!.battle;
      assert.deepEqual([status, result?.winner, result?.by, why, forfeitedBy], ['forfeited', 'day', 'forfeit', reason, 'night']);
      assert.deepEqual(receiptsOf(night).at(-1), receiptsOf(day)[0]);
      const settled = toldBy(night).filter(({ type }) => type === 'battle.settled');
      assert.equal(settled.length, 1);
      assert.deepEqual(settled[0]!.data, toldBy(day)[0]!.data, 'with the scores that everybody saw');
    }
    const { day, night, talk } = stages.running();
    day.give('show.end');
    talk();
    assert.deepEqual([night.core.battle!.battle.status, night.core.battle!.battle.result?.winner], ['forfeited', 'night']);
  });

  it('[BATTLE-128] silence ends it for a reason in both books, but for an invitation, which runs out, and a verdict, which stands', () => {
    for (const who of ['day', 'night'] as const) {
      const duel = stages.running();
      duel[who].take({ kind: 'rival-away' });
      assert.deepEqual([duel[who].core.battle!.battle.status, duel[who].core.battle!.battle.reason], ['cancelled', 'stage-away']);
      duel.talk();
      assert.deepEqual(receiptsOf(duel.night).at(-1), receiptsOf(duel.day).at(-1));
      assert.equal(duel.day.core.battle!.battle.reason, 'stage-away');
    }
    const asked = stages.asked();
    asked.day.take({ kind: 'rival-away' });
    assert.equal(asked.day.core.battle!.battle.status, 'inviting');
    asked.night.take({ kind: 'rival-away' });
    assert.equal(asked.night.core.battle!.battle.status, 'cancelled');
    const settled = stages.verdict();
    for (const show of [settled.day, settled.night]) {
      const before = show.core;
      show.take({ kind: 'rival-away' });
      assert.equal(show.core, before);
    }
  });

  it('[BATTLE-129] what was settled here without the other is corrected by its record: the receipt, the streak and the shops', () => {
    const { day, night, talk, pass } = stages.running({}, { streaks: { night: 5 } });
    pass(10_000);
    day.final();
    night.final(votes({ night: 1 }));
    day.take({ kind: 'battle-note', from: 'night', note: numbered(night) as MirrorNote });
    pass(1000);
    assert.equal(day.core.battle!.battle.result?.winner, 'night');
    // Nothing of that has arrived.
    night.take({ kind: 'rival-away' });
    assert.deepEqual([night.core.battle!.battle.reason, night.core.streaks], ['stage-away', { night: 5 }]);
    talk();
    assert.deepEqual([night.core.battle!.battle.status, night.core.streaks], ['verdict', { night: 6 }]);
    assert.equal(day.core.battle!.battle.status, 'verdict', 'what the other one had to say against it came too late');
    assert.deepEqual(receiptsOf(night).at(-1), receiptsOf(day)[0]);
    assert.deepEqual(
      toldBy(night).map(({ data }) => ('status' in data ? data.status : '')),
      ['cancelled', 'over'],
    );
  });

  it('[BATTLE-137] no note hurries the verdict: gifts that were paid in time may still be on their way', () => {
    const { day, night, talk } = stages.counting();
    for (const show of [day, night]) show.now += 5000;
    night.final(votes({ night: 1 }));
    talk();
    day.final();
    talk();
    assert.ok(day.core.battle!.battle.countsUntil < day.now);
    night.count(votes({ night: 2 }));
    talk();
    assert.equal(day.core.battle!.battle.status, 'running');
    day.take({ kind: 'battle-time' });
    assert.deepEqual(day.core.battle!.battle.result, { winner: 'night', by: 'score', scores: { day: 0, night: 2 } });
  });

  it('[BATTLE-138] what comes after its time finds an invitation run out, and a refusal leaves even that to its time', () => {
    const late = stages.accepted();
    late.day.now += 15_000;
    late.talk();
    assert.deepEqual([late.day.core.battle!.battle.status, receiptsOf(late.day).length], ['expired', 1]);
    const { day } = stages.asked();
    day.now += 15_000;
    const before = day.core;
    assert.equal(codeOf(day.give('battle.cancel')), 'battle/none');
    assert.equal(day.core, before);
    assert.equal(codeOf(day.give('battle.start', { sides: twoSides })), 'ok');
    const [receipt] = receiptsOf(day);
    assert.ok(receipt?.kind === 'battle');
    assert.deepEqual([receipt.id, receipt.status, receipt.endedAt], [id, 'expired', receipt.createdAt + 15_000]);
  });

  it('[BATTLE-133] another battle may begin before the other show has heard the end: that is kept for it to be told', () => {
    const { day, night, pass } = stages.running();
    day.give('battle.cancel');
    day.give('battle.start', { sides: twoSides });
    const [ended] = untoldDuels(day.core);
    const { note } = noteAbout(day.core, ended!)!;
    assert.equal(note.battle, id);
    assert.deepEqual((note as RefereeNote).receipt, receiptsOf(day)[0]);
    night.take({ kind: 'rival-away' });
    given(night, 'battle.start', { sides: twoSides });
    night.take({ kind: 'battle-note', from: 'day', note: { ...note, epoch: 1, seq: 1e6 } as RefereeNote });
    assert.deepEqual(receiptsOf(night).at(-1), receiptsOf(day)[0]);
    assert.equal(night.core.battle!.battle.id, 'night.battle-1');
    const agreed = { ...numberedNote(lastOf(night, id)), seq: 1e6 } as MirrorNote;
    day.take({ kind: 'battle-note', from: 'night', note: { ...agreed, agreed: true } });
    assert.deepEqual(untoldDuels(day.core), []);
    pass(1000);
    for (let i = 0; i < 12; i++) {
      given(day, 'battle.cancel');
      given(day, 'battle.invite', { show: `show-${i}`, ...rules });
    }
    assert.equal(day.core.duels.length, 8);
  });
});
