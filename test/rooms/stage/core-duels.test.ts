/** A battle between two shows in the pure core: what each makes of the other's notes. */
import assert from 'node:assert/strict';
import type { MirrorNote, RefereeNote } from '../../../rooms/battle-wire.ts';
import { edgeBallotsOf, isOnlyNews, nextBattleTime, openBallots, shownSides } from '../../../rooms/stage/core-ballots.ts';
import { codeOf, coreStand, receiptsOf, toldBy, votes } from '../../support/core-stand.ts';
import type { CoreStand } from '../../support/core-stand.ts';
import { given, id, invited, numbered, rules, stages, twoSides } from '../../support/duel-pair.ts';

describe('a battle between two shows', () => {
  it('[BATTLE-118] is for a show that is live, free and not rehearsing, with another one that there is', () => {
    assert.equal(invite(coreStand('day'), 'day'), 'battle/bad-sides');
    assert.equal(invite(coreStand('day'), 'nowhere'), 'show/unknown');
    assert.equal(invite(coreStand('day', { status: 'ended' })), 'show/not-live');
    const rehearsing = coreStand('day');
    rehearsing.give('rehearsal.start');
    assert.equal(invite(rehearsing), 'rehearsal/running');
    const day = coreStand('day', { streaks: { day: 4 } });
    assert.deepEqual(day.give('battle.invite', { show: 'night', name: 'We', ...rules }), { ok: true, battle: id });
    assert.deepEqual(
      day.core.battle!.battle.sides.map(({ id: side, name, show, streak }) => [side, name, show, streak]),
      [
        ['day', 'We', 'day', 4],
        ['night', 'night', 'night', 0],
      ],
    );
    assert.equal(invite(day), 'battle/running');
  });

  it('[BATTLE-121] accepted, it is ready with the name and streak of the invited show, and both have the same times', () => {
    const { day, night, talk } = invited({}, { streaks: { night: 2 } });
    talk();
    assert.equal(night.core.battle!.battle.status, 'inviting');
    night.give('battle.accept', { battle: id, name: 'The night' });
    talk();
    const [mine, theirs] = [day.core.battle!.battle, night.core.battle!.battle];
    assert.deepEqual([mine.status, theirs.status], ['ready', 'ready']);
    assert.deepEqual([mine.sides[1]!.name, mine.sides[1]!.streak], ['The night', 2]);
    assert.deepEqual(theirs.periods, mine.periods);
    const [here, there] = [edgeBallotsOf(day.core)[0]!, edgeBallotsOf(night.core)[0]!];
    assert.deepEqual([here.home, there.home], ['day', 'night']);
    assert.deepEqual({ ...here, home: '' }, { ...there, home: '' });
    assert.deepEqual([nextBattleTime(day.core), nextBattleTime(night.core)], [mine.startedAt, null]);
  });

  it('[BATTLE-122] each boosts its own side; a wish of the invited show counts once, and no side has too many', () => {
    const { day, night, talk } = stages.running();
    assert.equal(codeOf(day.give('battle.boost', { side: 'night' })), 'battle/unknown-side');
    assert.equal(codeOf(night.give('battle.boost', { side: 'day' })), 'battle/unknown-side');
    for (let i = 0; i < 3; i++) assert.equal(codeOf(night.give('battle.boost', { side: 'night', ms: 5000 })), 'ok');
    assert.equal(codeOf(night.give('battle.boost', { side: 'night' })), 'battle/boost-limit');
    talk();
    talk();
    assert.deepEqual(
      day.core.battle!.battle.boosts.map(({ side }) => side),
      ['night', 'night', 'night'],
    );
    assert.deepEqual(night.core.battle!.battle.boosts, day.core.battle!.battle.boosts);
  });

  it('[BATTLE-123] a period is closed when both have said their last word on it, in either order', () => {
    for (const first of ['day', 'night'] as const) {
      const duel = stages.running();
      const { day, night, talk, pass } = duel;
      pass(10_000);
      duel[first].final(votes({ [first]: 2 }), [1]);
      talk();
      assert.equal(day.core.battle!.battle.countsUntil, 0, 'one is missing');
      assert.deepEqual(openBallots(duel[first].core), [], 'nobody asks twice');
      duel[first === 'day' ? 'night' : 'day'].final(votes({ night: 1 }));
      talk();
      assert.ok(day.core.battle!.battle.countsUntil > 0);
      assert.deepEqual(day.core.battle!.battle.missing, [`${first}/1`]);
      pass(1000);
      talk();
      assert.deepEqual([day.core.battle!.battle.status, night.core.battle!.battle.status], ['verdict', 'verdict']);
      assert.deepEqual(receiptsOf(night), receiptsOf(day));
    }
  });

  it('[BATTLE-124] the last word on an end that was moved is none: after an extension the invited show is asked again', () => {
    const { day, night, talk, pass } = stages.running();
    pass(9900);
    day.give('battle.extend', { ms: 3000 });
    pass(100);
    // It has not heard of it.
    night.final(votes({ night: 1 }));
    day.take({ kind: 'battle-note', from: 'night', note: numbered(night) as MirrorNote });
    talk();
    pass(3000);
    day.final();
    assert.deepEqual([day.core.battle!.battle.countsUntil, openBallots(night.core).length], [0, 1]);
    night.final(votes({ night: 3 }));
    talk();
    pass(1000);
    assert.deepEqual(day.core.battle!.battle.result, { winner: 'night', by: 'score', scores: { day: 0, night: 3 } });
  });

  it('[BATTLE-125] both shows have word for word the same record, tell shops of it once, and count their own streaks', () => {
    const { day, night, talk, pass } = stages.running({ streaks: { day: 1 } }, { streaks: { night: 5 } });
    pass(10_000);
    day.final(votes({ day: 1 }));
    night.final(votes({ night: 1, day: 3 }));
    talk();
    pass(1000);
    talk();
    talk();
    assert.equal(receiptsOf(day).length, 1);
    assert.deepEqual(receiptsOf(night), receiptsOf(day));
    assert.deepEqual(toldBy(night), toldBy(day));
    assert.equal(toldBy(day).length, 1);
    assert.deepEqual([day.core.streaks, night.core.streaks], [{ day: 2 }, {}]);
    assert.equal(day.core.battle!.agreed, true);
    pass(15_000);
    assert.deepEqual([day.core.battle!.battle.status, night.core.battle!.battle.status], ['over', 'over']);
  });

  it('[BATTLE-126] the invited show sees the sides as the other one tells them, and mist is mist in both', () => {
    const { day, night, talk, pass } = stages.running({}, {}, { mistMs: 5000 });
    day.count(votes({ day: 4 }));
    night.count(votes({ night: 3 }));
    talk();
    assert.deepEqual(shown(night), [
      ['day', 4],
      ['night', 3],
    ]);
    pass(6000);
    night.count(votes({ night: 30 }, 6));
    talk();
    assert.deepEqual(shown(night), shown(day));
    assert.deepEqual(shown(day)[1], ['night', 0]);
  });

  it('[BATTLE-130] an invitation that cannot be taken changes nothing, and one that was dealt with does not come again', () => {
    const busy: [string, CoreStand][] = [
      ['not live', coreStand('night', { status: 'ended' })],
      ['in a battle', given(coreStand('night'), 'battle.start', { sides: twoSides })],
      ['rehearsing', given(coreStand('night'), 'rehearsal.start')],
    ];
    for (const [says, night] of busy) {
      const { day } = invited();
      const before = night.core;
      night.take({ kind: 'battle-note', from: 'day', note: numbered(day) });
      assert.equal(night.core, before, says);
    }
    const { day, night, talk } = stages.asked();
    const late = numbered(day);
    night.give('battle.reject', { battle: id });
    talk();
    given(night, 'battle.start', { sides: twoSides });
    given(night, 'battle.cancel');
    night.take({ kind: 'battle-note', from: 'day', note: { ...late, seq: 1e6 } as RefereeNote });
    assert.equal(night.core.battle!.battle.id, 'night.battle-1');
    const other = coreStand('other');
    other.take({ kind: 'battle-note', from: 'day', note: late });
    other.take({ kind: 'battle-note', from: 'night', note: late });
    assert.equal(other.core.battle, null, 'it was for somebody else');
    const forged = coreStand('night');
    forged.take({ kind: 'battle-note', from: 'third', note: late });
    assert.equal(forged.core.battle, null, 'who tells of it does not decide it');
  });

  it('[BATTLE-131] older notes, and notes of others, change nothing, also after a restart', () => {
    const { day, night, talk } = stages.running();
    const old = numbered(night);
    night.count(votes({ night: 5 }));
    talk();
    const stored = structuredClone(day.core);
    day.core = { ...stored, epoch: stored.epoch + 1 };
    day.take({ kind: 'battle-note', from: 'night', note: old });
    assert.deepEqual(day.core.battle, stored.battle);
    day.take({ kind: 'battle-note', from: 'third', note: { ...old, seq: 1e6, ended: 'given-up' } as MirrorNote });
    assert.deepEqual(day.core.battle, stored.battle);
    // A note of the wrong kind: nobody mirrors what it decides.
    night.take({ kind: 'battle-note', from: 'day', note: { ...old, seq: 1e6 } });
    assert.equal(night.core.battle!.battle.status, 'running');
  });

  it('[BATTLE-132] only votes and scores are news: answers, last words, wishes and ends are stored before they are told', () => {
    const { day, night } = stages.running();
    const note = numbered(night) as MirrorNote;
    const hears = (change: Partial<MirrorNote>) => {
      const before = day.core;
      const show: CoreStand = { ...day, core: before };
      const { core, effects } = show.take({
        kind: 'battle-note',
        from: 'night',
        note: { ...note, seq: note.seq + 1, ...change },
      });
      day.core = before;
      return isOnlyNews(before, core) && effects.length === 0;
    };
    assert.ok(hears({ tally: votes({ night: 9 }) }));
    assert.ok(!hears({ final: { step: 3, missing: [] } }));
    assert.ok(!hears({ boosts: [{ n: 1, side: 'night', factor: 2, ms: 5000, at: day.now }] }));
    assert.ok(!hears({ ended: 'given-up' }));
  });
});

function shown({ core }: CoreStand): [string, number][] {
  return shownSides(core).map(({ side, score }) => [side, score]);
}

function invite(show: CoreStand, rival = 'night'): string {
  return codeOf(show.give('battle.invite', { show: rival, ...rules }));
}
