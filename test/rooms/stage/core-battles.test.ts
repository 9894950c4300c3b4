/** A battle of one show in the pure core: its orders in every status, its ends, its records. */
import assert from 'node:assert/strict';
import { edgeBallotsOf, isOnlyNews, nextBattleTime, openBallots, shownSides } from '../../../rooms/stage/core-ballots.ts';
import { checkBattleReceipt } from '../../../shared/battle/index.ts';
import type { CommandName } from '../../../shared/protocol/index.ts';
import { codeOf, coreStand, receiptsOf, toldBy, votes } from '../../support/core-stand.ts';
import type { CoreStand } from '../../support/core-stand.ts';

const sides = [
  { id: 'red', name: 'Red' },
  { id: 'blue', name: 'Blue' },
];
const quick = { sides, durationMs: 10_000, prepareMs: 5000, critical: null, overtimes: 0, giftGraceMs: 2000 };

/** A show whose battle is in that status. */
const inStatus = {
  none: () => coreStand(),
  ready: () => started(),
  running: () => after(started(), 6000),
  counting: () => after(started(), 15_000),
  grace: () => closedAfter(started(), 15_000),
  verdict: () => after(closedAfter(started(), 15_000), 2000),
  over: () => after(closedAfter(started(), 15_000), 17_000),
  cancelled: () => ordered(started(), 'battle.cancel'),
} satisfies Record<string, () => CoreStand>;
type Status = keyof typeof inStatus;

/** What each order is answered in each status. */
const answers: Record<string, { args?: unknown } & Record<Status, string>> = {
  'battle.start': {
    args: quick,
    none: 'ok',
    ready: 'battle/running',
    running: 'battle/running',
    counting: 'battle/running',
    grace: 'battle/running',
    verdict: 'battle/running',
    over: 'ok',
    cancelled: 'ok',
  },
  'battle.invite': {
    args: { show: 'night' },
    none: 'ok',
    ready: 'battle/running',
    running: 'battle/running',
    counting: 'battle/running',
    grace: 'battle/running',
    verdict: 'battle/running',
    over: 'ok',
    cancelled: 'ok',
  },
  'battle.accept': { args: { battle: 'demo.battle-1' }, ...wrongIn('battle/wrong-status') },
  'battle.reject': { args: { battle: 'demo.battle-1' }, ...wrongIn('battle/wrong-status') },
  'battle.boost': { args: { side: 'red' }, ...wrongIn('battle/wrong-status'), running: 'ok' },
  'battle.extend': { args: { ms: 1000 }, ...wrongIn('battle/wrong-status'), running: 'ok' },
  'battle.end': { ...wrongIn('battle/wrong-status'), running: 'ok' },
  'battle.cancel': { ...wrongIn('battle/wrong-status'), ready: 'ok', running: 'ok', counting: 'ok', grace: 'ok' },
};

function wrongIn(code: string): Record<Status, string> {
  const over = { none: 'battle/none', over: 'battle/none', cancelled: 'battle/none' };
  return { ready: code, running: code, counting: code, grace: code, verdict: code, ...over };
}

describe('a battle of one show', () => {
  for (const [name, { args, ...codes }] of Object.entries(answers)) {
    it(`[BATTLE-90] ${name} is taken or refused by where the battle stands`, () => {
      for (const [status, make] of Object.entries(inStatus)) {
        const show = make();
        const before = show.core;
        const code = codeOf(show.give(name as CommandName, args));
        assert.equal(code, codes[status as Status], status);
        if (code !== 'ok') assert.equal(show.core, before, `${status}: a refusal changes nothing`);
      }
    });
  }

  it('[BATTLE-91] needs a live show, sides with different ids, and rules that make sense together', () => {
    const wrong: [unknown, string][] = [
      [{ ...quick, sides: [sides[0], sides[0]] }, 'battle/bad-sides'],
      [{ ...quick, sides: [sides[0], { id: 'constructor', name: 'C' }] }, 'battle/bad-sides'],
      [{ ...quick, critical: { lastMs: 10_001, factor: 2 } }, 'battle/bad-rules'],
      [{ ...quick, mistMs: 10_001 }, 'battle/bad-rules'],
    ];
    for (const [args, code] of wrong) {
      const show = coreStand();
      const reply = show.give('battle.start', args);
      assert.equal(codeOf(reply), code);
      if (!reply.ok && code === 'battle/bad-rules') assert.match(reply.detail ?? '', /longer than the battle/v);
      assert.equal(show.core.battle, null);
      assert.equal(show.core.lastBattle, 0);
    }
    for (const status of ['scheduled', 'ended'] as const)
      assert.equal(codeOf(coreStand('demo', { status }).give('battle.start', quick)), 'show/not-live');
    const many = [...sides, { id: 'green', name: 'G' }, { id: 'grey', name: 'g' }];
    assert.equal(codeOf(coreStand().give('battle.start', { ...quick, sides: many })), 'ok');
  });

  it('[BATTLE-92] is numbered, is ready for its preparation, then takes votes, and asks for the last word at its end', () => {
    const show = coreStand();
    assert.deepEqual(show.give('battle.start', quick), { ok: true, battle: 'demo.battle-1' });
    assert.deepEqual([statusOf(show), nextBattleTime(show.core), openBallots(show.core)], ['ready', show.now + 5000, []]);
    const startedAt = show.now + 5000;
    show.pass(5000);
    assert.equal(statusOf(show), 'running');
    const { step } = show.core.battle!.battle;
    assert.deepEqual(openBallots(show.core), [{ contest: 'demo.battle-1', step, endsAt: startedAt + 10_000 }]);
    const [ballot] = edgeBallotsOf(show.core);
    assert.deepEqual(
      [ballot!.id, ballot!.options, ballot!.periods.length, ballot!.ended, ballot!.step, ballot!.home],
      ['demo.battle-1', ['red', 'blue'], 1, false, step, null],
    );
    show.give('battle.cancel');
    show.give('battle.start', { ...quick, prepareMs: 0 });
    assert.deepEqual([show.core.battle!.battle.id, statusOf(show)], ['demo.battle-2', 'running']);
  });

  it('[BATTLE-93] what is counted moves the score without a commit; the last word of another step, or too early, is none', () => {
    const show = inStatus.running();
    const before = show.core;
    show.count(votes({ red: 3 }));
    assert.deepEqual(
      shownSides(show.core).map(({ side, score }) => [side, score]),
      [
        ['red', 3],
        ['blue', 0],
      ],
    );
    assert.ok(isOnlyNews(before, show.core));
    const counted = show.core;
    show.final(votes({ red: 9 }));
    assert.equal(show.core, counted, 'its time is not over');
    show.pass(9000);
    const { id, step } = show.core.battle!.battle;
    show.take({ kind: 'ballot-end', contest: id, step: step - 1, tally: votes({ blue: 9 }), missing: [] });
    show.take({ kind: 'ballot-end', contest: 'demo.battle-9', step, tally: votes({ blue: 9 }), missing: [] });
    assert.equal(show.core, counted);
    show.final(votes({ red: 9, blue: 4 }), [1]);
    assert.ok(!isOnlyNews(counted, show.core));
    assert.deepEqual([show.core.battle!.battle.missing, openBallots(show.core)], [['demo/1'], []]);
    // A gift that was paid in time comes in the grace, and counts.
    show.count(votes({ red: 9, blue: 14 }));
    show.pass(2000);
    assert.deepEqual([statusOf(show), show.core.battle!.battle.result?.winner], ['verdict', 'blue']);
    const settled = show.core;
    show.count(votes({ red: 99 }));
    assert.equal(show.core, settled, 'the verdict stands');
  });

  it('[BATTLE-94] has its record, its event and its streaks with the step that settles it, and never again', () => {
    const show = closedAfter(started(), 15_000, votes({ red: 5, blue: 2 }));
    assert.deepEqual(receiptsOf(show), []);
    show.pass(2000);
    const [receipt] = receiptsOf(show);
    assert.ok(receipt?.kind === 'battle' && receipt.status === 'over');
    assert.deepEqual(checkBattleReceipt(receipt), []);
    assert.deepEqual(toldBy(show), [
      {
        type: 'battle.settled',
        at: show.now,
        data: {
          battle: 'demo.battle-1',
          status: 'over',
          winner: 'red',
          by: 'score',
          reason: null,
          sides: [
            { side: 'red', show: 'demo', score: 5 },
            { side: 'blue', show: 'demo', score: 2 },
          ],
          referee: 'demo',
          refund: false,
        },
      },
    ]);
    assert.deepEqual(show.core.streaks, { 'red Red': 1 });
    show.pass(60_000);
    assert.equal(statusOf(show), 'over');
    assert.deepEqual([receiptsOf(show).length, toldBy(show).length], [1, 1]);
    assert.equal(edgeBallotsOf(show.core)[0]!.ended, true);
    show.give('battle.start', quick);
    assert.deepEqual(
      show.core.battle!.battle.sides.map(({ id, streak }) => [id, streak]),
      [
        ['red', 1],
        ['blue', 0],
      ],
    );
  });

  it('[BATTLE-95] cancelled, nothing counts: gifts are to be refunded, and streaks stay', () => {
    const show = coreStand('demo', { streaks: { red: 3 } });
    show.give('battle.start', quick);
    show.pass(6000);
    show.count(votes({ blue: 8 }));
    assert.equal(codeOf(show.give('battle.cancel')), 'ok');
    const [told] = toldBy(show);
    assert.deepEqual(pick(told!.data, ['status', 'winner', 'by', 'reason', 'refund']), [
      'cancelled',
      null,
      'void',
      'cancelled',
      true,
    ]);
    assert.deepEqual(show.core.streaks, { red: 3 });
    assert.equal(edgeBallotsOf(show.core)[0]!.ended, true);
    assert.deepEqual(openBallots(show.core), []);
  });

  it('[BATTLE-96] ended early, the last word is asked for now, and the result stands', () => {
    const show = inStatus.running();
    const { step } = show.core.battle!.battle;
    assert.equal(codeOf(show.give('battle.end')), 'ok');
    const [open] = openBallots(show.core);
    assert.deepEqual(open, { contest: 'demo.battle-1', step: step + 1, endsAt: show.now });
    show.final(votes({ blue: 1 }));
    show.pass(2000);
    assert.deepEqual(pick(toldBy(show)[0]!.data, ['status', 'winner', 'reason', 'refund']), ['over', 'blue', 'ended', false]);
  });

  it('[BATTLE-97] ends with its show: cancelled, in the same step; a verdict that was given stands', () => {
    for (const status of ['ready', 'running', 'counting', 'grace'] as const) {
      const show = inStatus[status]();
      assert.equal(codeOf(show.give('show.end')), 'ok');
      assert.deepEqual(
        [statusOf(show), show.core.battle!.battle.reason, receiptsOf(show).length],
        ['cancelled', 'show-ended', 1],
      );
    }
    const shown = inStatus.verdict();
    shown.give('show.end');
    assert.deepEqual([statusOf(shown), shown.core.battle!.battle.reason, receiptsOf(shown).length], ['over', null, 1]);
  });

  it('[BATTLE-98] of a rehearsal is told to nobody, moves no streak, and goes with it; its record stays', () => {
    const show = coreStand('demo', { status: 'scheduled', streaks: { red: 2 } });
    show.give('rehearsal.start');
    show.give('battle.start', quick);
    show.pass(6000);
    show.count(votes({ red: 4 }));
    assert.equal(edgeBallotsOf(show.core)[0]!.rehearsal, true);
    assert.equal(codeOf(show.give('rehearsal.end')), 'ok');
    assert.deepEqual([show.core.battle, toldBy(show), show.core.streaks], [null, [], { red: 2 }]);
    const [receipt] = receiptsOf(show);
    assert.ok(receipt?.kind === 'battle');
    assert.deepEqual([receipt.rehearsal, receipt.status, receipt.reason], [true, 'cancelled', 'rehearsal-ended']);
    assert.deepEqual(edgeBallotsOf(show.core), []);
  });

  it('[BATTLE-99] keeps a rehearsal from beginning, as an open poll does', () => {
    assert.equal(codeOf(inStatus.running().give('rehearsal.start')), 'battle/running');
    assert.equal(codeOf(inStatus.verdict().give('rehearsal.start')), 'battle/running');
    assert.equal(codeOf(inStatus.over().give('rehearsal.start')), 'ok');
    const show = coreStand();
    show.give('poll.start', { question: 'Which?', choices: [{ text: 'One' }, { text: 'Two' }] });
    assert.equal(codeOf(show.give('rehearsal.start')), 'poll/running');
  });

  it('[BATTLE-100] after a stop of the stage, times that have passed are dealt with in order', () => {
    const show = inStatus.ready();
    show.now += 60_000;
    assert.ok(nextBattleTime(show.core)! < show.now);
    show.take({ kind: 'battle-time' });
    assert.deepEqual([statusOf(show), openBallots(show.core).length], ['running', 1], 'the last word is asked for, not skipped');
    show.final(votes({ red: 1 }));
    assert.deepEqual([statusOf(show), show.core.battle!.battle.result?.winner], ['verdict', 'red']);
    assert.equal(show.core.battle!.battle.verdictUntil, show.now + 15_000);
  });

  it('[BATTLE-101] boosts only what is a side of it', () => {
    const show = inStatus.running();
    assert.equal(codeOf(show.give('battle.boost', { side: 'green' })), 'battle/unknown-side');
    for (let i = 0; i < 3; i++) assert.equal(codeOf(show.give('battle.boost', { side: 'red' })), 'ok');
    assert.equal(codeOf(show.give('battle.boost', { side: 'red' })), 'battle/boost-limit');
    assert.equal(codeOf(show.give('battle.boost', { side: 'blue' })), 'ok');
  });
});

function started(): CoreStand {
  return ordered(coreStand(), 'battle.start', quick);
}

function ordered(show: CoreStand, name: CommandName, args?: unknown): CoreStand {
  assert.equal(codeOf(show.give(name, args)), 'ok');
  return show;
}

function after(show: CoreStand, ms: number): CoreStand {
  show.pass(ms);
  return show;
}

function closedAfter(show: CoreStand, ms: number, tally = votes({})): CoreStand {
  show.pass(ms);
  show.final(tally);
  return show;
}

function statusOf({ core }: CoreStand): string {
  return core.battle!.battle.status;
}

function pick(data: object, fields: string[]): unknown[] {
  return fields.map((field) => (data as Record<string, unknown>)[field]);
}
