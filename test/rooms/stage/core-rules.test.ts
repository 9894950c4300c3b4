/** Rules in the pure core: what makes each of them due, in the same step, and once. */
import assert from 'node:assert/strict';
import { isOnlyNews } from '../../../rooms/stage/core-ballots.ts';
import type { RuleCore } from '../../../rooms/stage/core-contests.ts';
import type { ShowRule } from '../../../shared/protocol/index.ts';
import { codeOf, coreStand, votes } from '../../support/core-stand.ts';
import type { CoreStand } from '../../support/core-stand.ts';

const item = (id: string) => ({ id, title: id, command: { name: 'round.next', args: {} } });
const goal = (of: 'likes' | 'gifts', target: number) => ({ id: of, when: { kind: 'goal', of, target }, item: 'a' });
const sides = [
  { id: 'red', name: 'Red' },
  { id: 'blue', name: 'Blue' },
];
const battle = { sides, durationMs: 10_000, prepareMs: 0, critical: null, overtimes: 0, gifts: 'none' };

describe('rules', () => {
  it('[BATTLE-108] name an item of the rundown and have different ids; an item can set no rules', () => {
    const show = coreStand();
    const rule = { id: 'r', when: { kind: 'battle-drawn' }, item: 'a' };
    assert.equal(codeOf(show.give('rule.set', { rules: [rule] })), 'rule/unknown-item');
    show.give('rundown.set', { items: [item('a')] });
    assert.equal(codeOf(show.give('rule.set', { rules: [rule, rule] })), 'rule/twice');
    assert.equal(codeOf(show.give('rule.set', { rules: [rule] })), 'ok');
    const sets = { id: 'b', title: 'b', command: { name: 'rule.set', args: { rules: [] } } };
    const reply = show.give('rundown.set', { items: [sets] });
    assert.ok(!reply.ok && reply.code === 'bad-request');
    assert.match(reply.detail ?? '', /cannot set rules/v);
    assert.deepEqual([stateOf(show, 'r'), show.core.rundown.items.length], ['waiting', 1]);
  });

  const cases: { says: string; when: ShowRule['when']; red: number; blue: number; isDue: boolean }[] = [
    { says: 'any winner', when: { kind: 'battle-won' }, red: 2, blue: 1, isDue: true },
    { says: 'this winner', when: { kind: 'battle-won', side: 'red' }, red: 2, blue: 1, isDue: true },
    { says: 'the other winner', when: { kind: 'battle-won', side: 'blue' }, red: 2, blue: 1, isDue: false },
    { says: 'no winner', when: { kind: 'battle-won' }, red: 2, blue: 2, isDue: false },
    { says: 'a draw', when: { kind: 'battle-drawn' }, red: 2, blue: 2, isDue: true },
    { says: 'no draw', when: { kind: 'battle-drawn' }, red: 2, blue: 1, isDue: false },
    { says: 'points enough', when: { kind: 'battle-total', points: 3 }, red: 2, blue: 1, isDue: true },
    { says: 'points too few', when: { kind: 'battle-total', points: 4 }, red: 2, blue: 1, isDue: false },
    { says: 'a poll', when: { kind: 'poll-won' }, red: 2, blue: 1, isDue: false },
    { says: 'a round', when: { kind: 'round-won' }, red: 2, blue: 1, isDue: false },
  ];
  for (const { says, when, red, blue, isDue } of cases) {
    it(`[BATTLE-109] a battle that settles makes due what waits for it, and nothing else: ${says}`, () => {
      const show = withRules({ r: when });
      show.give('battle.start', battle);
      show.now += 10_000;
      show.final(votes({ red, blue }));
      assert.equal(show.core.battle!.settled, true);
      assert.equal(stateOf(show, 'r'), isDue ? 'due' : 'waiting');
      assert.equal(ruleOf(show, 'r').command === null, !isDue);
    });
  }

  it('[BATTLE-110] nothing that was cancelled, rehearsed away or ended with its show fires anything', () => {
    const show = withRules({ won: { kind: 'battle-won' }, drawn: { kind: 'battle-drawn' }, poll: { kind: 'poll-won' } });
    show.give('battle.start', battle);
    show.count(votes({ red: 5 }));
    show.give('battle.cancel');
    show.give('poll.start', { question: 'Which?', choices: [{ text: 'One' }, { text: 'Two' }] });
    show.count(votes({ a: 5 }));
    show.give('show.end');
    // Its last votes come when the show is live again.
    show.give('show.start');
    show.final(votes({ a: 5 }));
    assert.deepEqual([show.core.status, show.core.poll!.poll.status], ['live', 'closed']);
    assert.deepEqual(states(show), ['waiting', 'waiting', 'waiting']);
  });

  it('[BATTLE-111] a total of a battle is reached as everybody sees it, once: what is hidden in mist fires nothing yet', () => {
    const show = withRules({ total: { kind: 'battle-total', points: 5 } });
    show.give('battle.start', { ...battle, mistMs: 5000 });
    const before = show.core;
    show.count(votes({ red: 4 }));
    assert.ok(isOnlyNews(before, show.core));
    show.now += 6000;
    show.count(votes({ red: 4, blue: 0 }));
    const misty = votes({ red: 4 });
    misty.points.votes['blue'] = { 6: 9 };
    show.count(misty);
    assert.equal(stateOf(show, 'total'), 'waiting');
    show.now += 4000;
    show.final(misty);
    assert.equal(stateOf(show, 'total'), 'due');

    const open = withRules({ total: { kind: 'battle-total', points: 5 } });
    open.give('battle.start', battle);
    const waiting = open.core;
    open.count(votes({ red: 4, blue: 1 }));
    assert.equal(stateOf(open, 'total'), 'due');
    assert.ok(!isOnlyNews(waiting, open.core), 'what is due has to be stored');
    open.take({ kind: 'rule-done', rule: 'total', code: null });
    open.count(votes({ red: 40, blue: 10 }));
    assert.equal(stateOf(open, 'total'), 'fired');
  });

  it('[BATTLE-112] a poll that closes with a choice alone in front makes due what waits for it', () => {
    for (const [tally, due] of [
      [{ a: 2, b: 1 }, ['due', 'waiting', 'due']],
      [{ b: 1 }, ['waiting', 'due', 'due']],
      [{ a: 1, b: 1 }, ['waiting', 'waiting', 'waiting']],
      [{}, ['waiting', 'waiting', 'waiting']],
    ] as const) {
      const show = withRules({
        a: { kind: 'poll-won', choice: 'a' },
        b: { kind: 'poll-won', choice: 'b' },
        any: { kind: 'poll-won' },
      });
      show.give('poll.start', { question: 'Which?', choices: [{ text: 'One' }, { text: 'Two' }] });
      show.give('poll.close');
      show.final(votes(tally));
      assert.deepEqual(states(show), due);
    }
  });

  it('[BATTLE-113] a round that settles with a winner makes due what waits for its game or for any', () => {
    const show = withRules({
      race: { kind: 'round-won', game: 'tap-race' },
      quiz: { kind: 'round-won', game: 'quick-quiz' },
      any: { kind: 'round-won' },
    });
    show.give('round.start', { game: 'tap-race' });
    show.give('round.cancel');
    assert.deepEqual(states(show), ['waiting', 'waiting', 'waiting']);
    show.give('round.start', { game: 'tap-race' });
    for (let i = 0; i < 10 && show.core.round!.phase !== 'over'; i++) {
      show.now = show.core.round!.endsAt;
      show.take({ kind: 'phase-end', tally: raceTally(), missing: [] });
    }
    assert.equal(show.core.winners.length > 0, true);
    assert.deepEqual(states(show), ['due', 'waiting', 'due']);
  });

  it('[BATTLE-114] a goal counts from when its rule was set, also when the totals begin again', () => {
    const show = coreStand();
    show.give('rundown.set', { items: [item('a')] });
    show.totals = { likes: 100, gifts: 40 };
    show.give('rule.set', { rules: [goal('likes', 50), goal('gifts', 10)] });
    totals(show, 149, 49);
    assert.deepEqual(states(show), ['waiting', 'waiting']);
    totals(show, 20, 50);
    assert.deepEqual(states(show), ['waiting', 'due']);
    totals(show, 69, 50);
    assert.deepEqual(states(show), ['waiting', 'due']);
    totals(show, 70, 50);
    assert.deepEqual(states(show), ['due', 'due']);
    const reached = show.core;
    totals(show, 5000, 5000);
    assert.equal(show.core, reached);
  });

  it('[BATTLE-115] goals rest in a rehearsal, and go on from where they stood', () => {
    const show = coreStand();
    show.give('rundown.set', { items: [item('a')] });
    show.give('rule.set', { rules: [goal('likes', 50)] });
    show.totals = { likes: 30, gifts: 0 };
    show.give('rehearsal.start');
    totals(show, 500, 0);
    assert.equal(stateOf(show, 'likes'), 'waiting');
    show.give('rehearsal.end');
    totals(show, 519, 0);
    assert.equal(stateOf(show, 'likes'), 'waiting', '30 before and 19 after');
    totals(show, 520, 0);
    assert.equal(stateOf(show, 'likes'), 'due');
  });

  it('[BATTLE-116] what fires in a rehearsal waits again when that is over', () => {
    const show = withRules({ won: { kind: 'battle-won' } });
    show.give('rehearsal.start');
    show.give('battle.start', { ...battle, verdict: { durationMs: 0 } });
    show.now += 10_000;
    show.final(votes({ red: 1 }));
    const { command } = ruleOf(show, 'won');
    show.take({ kind: 'rule-done', rule: 'won', code: null });
    assert.equal(stateOf(show, 'won'), 'fired');
    show.give('rehearsal.end');
    assert.deepEqual([stateOf(show, 'won'), ruleOf(show, 'won').command], ['waiting', null]);
    show.give('battle.start', battle);
    show.now += 10_000;
    show.final(votes({ red: 1 }));
    assert.equal(stateOf(show, 'won'), 'due');
    assert.notEqual(ruleOf(show, 'won').command, command);
  });

  it('[BATTLE-117] a due rule is fired or refused once; set again as it is it keeps that, and changed it waits anew', () => {
    const show = withRules({ won: { kind: 'battle-won' }, red: { kind: 'battle-won', side: 'red' } });
    const early = show.core;
    show.take({ kind: 'rule-done', rule: 'won', code: null });
    assert.equal(show.core, early, 'it is not due');
    show.give('battle.start', battle);
    show.now += 10_000;
    show.final(votes({ red: 1 }));
    const ids = show.core.rules.map(({ command }) => command!);
    assert.equal(new Set(ids).size, 2);
    assert.ok(ids.every((id) => id.length <= 64));
    show.take({ kind: 'rule-done', rule: 'won', code: null });
    show.take({ kind: 'rule-done', rule: 'red', code: 'round/none' });
    assert.deepEqual(states(show), ['fired', 'refused']);
    assert.equal(ruleOf(show, 'red').code, 'round/none');
    const [won, red] = show.core.rules.map(({ id, when, item: fires }) => ({ id, when, item: fires }));
    show.give('rule.set', { rules: [red, won] });
    assert.deepEqual(states(show), ['refused', 'fired']);
    show.give('rule.set', { rules: [{ ...won, when: { kind: 'battle-won', side: 'blue' } }] });
    assert.deepEqual([show.core.rules.length, stateOf(show, 'won'), ruleOf(show, 'won').command], [1, 'waiting', null]);
  });
});

function withRules(whens: Record<string, ShowRule['when']>): CoreStand {
  const show = coreStand();
  show.give('rundown.set', { items: [item('a')] });
  const rules = Object.entries(whens).map(([id, when]) => ({ id, when, item: 'a' }));
  assert.equal(codeOf(show.give('rule.set', { rules })), 'ok');
  return show;
}

function ruleOf({ core }: CoreStand, id: string): RuleCore {
  return core.rules.find((rule) => rule.id === id)!;
}

function stateOf(show: CoreStand, id: string): string {
  return ruleOf(show, id).state;
}

function states({ core }: CoreStand): string[] {
  return core.rules.map(({ state }) => state);
}

function totals(show: CoreStand, likes: number, gifts: number): void {
  show.totals = { likes, gifts };
  show.take({ kind: 'totals', likes, gifts });
}

/** A race that somebody has won. */
function raceTally(): unknown {
  return { taps: { 0: 9 }, members: { 0: 1 }, top: [{ viewer: 'ann', name: 'Ann', score: 9, team: 0 }] };
}
