/** A battle between two shows in the pure core: who may order what, and what each makes of the other's notes. */
import assert from 'node:assert/strict';
import type { MirrorNote, RefereeNote } from '../../../rooms/battle-wire.ts';
import { edgeBallotsOf, isOnlyNews, nextBattleTime, openBallots, shownSides } from '../../../rooms/stage/core-ballots.ts';
import { lastNotes, noteFor } from '../../../rooms/stage/core-notes.ts';
import { isOver } from '../../../shared/battle/index.ts';
import type { CommandName } from '../../../shared/protocol/index.ts';
import { codeOf, coreStand, receiptsOf, toldBy, votes } from '../../support/core-stand.ts';
import type { CoreStand } from '../../support/core-stand.ts';

const id = 'day.battle-1';
const rules = { durationMs: 10_000, prepareMs: 2000, critical: null, overtimes: 0, giftGraceMs: 1000 };

const twoSides = [
  { id: 'a', name: 'A' },
  { id: 'b', name: 'B' },
];

/** Two shows in one time. */
interface Duel {
  day: CoreStand;
  night: CoreStand;
  /** Each hears the newest of the other. */
  talk(): void;
  pass(ms: number): void;
}

describe('a battle between two shows', () => {
  it('[BATTLE-118] is for a show that is live, free and not rehearsing, with another one that there is', () => {
    const invite = (show: CoreStand, rival = 'night') => codeOf(show.give('battle.invite', { show: rival, ...rules }));
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

  /** What each order is answered at the show that was invited. */
  const atMirror: Record<string, { args?: unknown } & Record<keyof typeof stages, string>> = {
    'battle.accept': { args: { battle: id }, ...each('battle/wrong-status'), asked: 'ok', over: 'battle/none' },
    'battle.reject': { args: { battle: id }, ...each('battle/wrong-status'), asked: 'ok', over: 'battle/none' },
    'battle.boost': { args: { side: 'night' }, ...each('battle/wrong-status'), running: 'ok', over: 'battle/none' },
    'battle.extend': { args: { ms: 1000 }, ...each('battle/not-referee'), over: 'battle/none' },
    'battle.end': { ...each('battle/wrong-status'), ready: 'ok', running: 'ok', over: 'battle/none' },
    'battle.cancel': { ...each('battle/not-referee'), asked: 'ok', accepted: 'battle/wrong-status', over: 'battle/none' },
    'battle.start': { args: { sides: twoSides }, ...each('battle/running'), over: 'ok' },
    'battle.invite': { args: { show: 'third' }, ...each('battle/running'), over: 'ok' },
    'rehearsal.start': { ...each('battle/running'), over: 'ok' },
  };
  for (const [name, { args, ...codes }] of Object.entries(atMirror)) {
    it(`[BATTLE-119] at the invited show ${name} is taken or refused by where the battle stands`, () => {
      for (const [stage, make] of Object.entries(stages)) {
        const { night } = make();
        const before = night.core;
        const code = codeOf(night.give(name as CommandName, args));
        assert.equal(code, codes[stage as keyof typeof stages], stage);
        if (code !== 'ok') assert.equal(night.core, before, `${stage}: a refusal changes nothing`);
      }
    });
  }

  it('[BATTLE-120] an answer is for the invitation of that id, once, while it lasts', () => {
    const { night } = stages.asked();
    assert.equal(codeOf(night.give('battle.accept', { battle: 'day.battle-2' })), 'battle/unknown');
    night.now += 15_000;
    assert.equal(codeOf(night.give('battle.accept', { battle: id })), 'battle/wrong-status');
    assert.equal(codeOf(coreStand().give('battle.accept', { battle: id })), 'battle/none');
    assert.equal(codeOf(stages.running().day.give('battle.accept', { battle: id })), 'battle/wrong-status');
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
    assert.ok('agreed' in day.core.battle! && day.core.battle.agreed);
    pass(15_000);
    assert.deepEqual([day.core.battle!.battle.status, night.core.battle!.battle.status], ['over', 'over']);
  });

  it('[BATTLE-126] the invited show sees the sides as the other one tells them, and mist is mist in both', () => {
    const { day, night, talk, pass } = stages.running({}, {}, { mistMs: 5000 });
    day.count(votes({ day: 4 }));
    night.count(votes({ night: 3 }));
    talk();
    const shown = (show: CoreStand) => shownSides(show.core).map(({ side, score }) => [side, score]);
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
    const shown = stages.verdict();
    for (const show of [shown.day, shown.night]) {
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
    assert.deepEqual(receiptsOf(night).at(-1), receiptsOf(day)[0]);
    assert.deepEqual(
      toldBy(night).map(({ data }) => ('status' in data ? data.status : '')),
      ['cancelled', 'over'],
    );
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

  it('[BATTLE-133] another battle may begin before the other show has heard the end: that is kept for it to be told', () => {
    const { day, night, pass } = stages.running();
    day.give('battle.cancel');
    day.give('battle.start', { sides: twoSides });
    const [last] = lastNotes(day.core);
    assert.equal(last!.told.note.battle, id);
    assert.deepEqual((last!.told.note as RefereeNote).receipt, receiptsOf(day)[0]);
    night.take({ kind: 'rival-away' });
    given(night, 'battle.start', { sides: twoSides });
    night.take({ kind: 'battle-note', from: 'day', note: { ...last!.told.note, epoch: 1, seq: 1e6 } as RefereeNote });
    assert.deepEqual(receiptsOf(night).at(-1), receiptsOf(day)[0]);
    assert.equal(night.core.battle!.battle.id, 'night.battle-1');
    const agreed = { ...numberedNote(lastOf(night, id)), seq: 1e6 } as MirrorNote;
    day.take({ kind: 'battle-note', from: 'night', note: { ...agreed, agreed: true } });
    assert.deepEqual(lastNotes(day.core), []);
    pass(1000);
    for (let i = 0; i < 12; i++) {
      given(day, 'battle.cancel');
      given(day, 'battle.invite', { show: `show-${i}`, ...rules });
    }
    assert.equal(day.core.duels.length, 8);
  });
});

/** Where a battle between two shows can stand. */
const stages = {
  asked: () => talked(invited()),
  accepted: () => {
    const duel = talked(invited());
    given(duel.night, 'battle.accept', { battle: id });
    return duel;
  },
  ready: () => {
    const duel = stages.accepted();
    duel.talk();
    return duel;
  },
  running: (here: Parameters<typeof coreStand>[1] = {}, there: Parameters<typeof coreStand>[1] = {}, more: object = {}) => {
    const duel = talked(invited(here, there, more));
    given(duel.night, 'battle.accept', { battle: id });
    duel.talk();
    duel.pass(2000);
    duel.talk();
    return duel;
  },
  counting: () => {
    const duel = stages.running();
    duel.pass(10_000);
    return duel;
  },
  verdict: () => {
    const duel = stages.counting();
    duel.day.final();
    duel.night.final();
    duel.talk();
    duel.pass(1000);
    duel.talk();
    return duel;
  },
  over: () => {
    const duel = stages.verdict();
    duel.pass(15_000);
    assert.ok(isOver(duel.night.core.battle!.battle));
    return duel;
  },
};

function each(code: string): Record<keyof typeof stages, string> {
  return { asked: code, accepted: code, ready: code, running: code, counting: code, verdict: code, over: code };
}

function invited(
  here: Parameters<typeof coreStand>[1] = {},
  there: Parameters<typeof coreStand>[1] = {},
  more: object = {},
): Duel {
  const [day, night] = [coreStand('day', here), coreStand('night', there)];
  given(day, 'battle.invite', { show: 'night', ...rules, ...more });
  const hear = (to: CoreStand, from: CoreStand) => {
    if (noteFor(from.core)) to.take({ kind: 'battle-note', from: from.core.show, note: numbered(from) });
  };
  return {
    day,
    night,
    talk: () => {
      hear(night, day);
      hear(day, night);
      hear(night, day);
      hear(day, night);
    },
    pass: (ms) => {
      day.pass(ms);
      night.pass(ms);
    },
  };
}

function talked(duel: Duel): Duel {
  duel.talk();
  return duel;
}

function given(show: CoreStand, name: CommandName, args?: unknown): CoreStand {
  assert.equal(codeOf(show.give(name, args)), 'ok', name);
  return show;
}

let seq = 0;

/** What a show tells now, as the next of its notes. */
function numbered({ core }: CoreStand): RefereeNote | MirrorNote {
  return numberedNote(noteFor(core)!.note);
}

function numberedNote(note: NonNullable<ReturnType<typeof noteFor>>['note']): RefereeNote | MirrorNote {
  return structuredClone({ ...note, epoch: 1, seq: ++seq }) as RefereeNote | MirrorNote;
}

function lastOf({ core }: CoreStand, battle: string): NonNullable<ReturnType<typeof noteFor>>['note'] {
  const known = core.duels.find((one) => one.battle.id === battle)!;
  return noteFor({ ...core, battle: known })!.note;
}
