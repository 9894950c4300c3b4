/** Rules of the rundown: edits of the list, what they may name, and how they read. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { commands } from '../../../shared/protocol/commands.ts';
import type { PanelRule, RundownItem } from '../../../shared/protocol/messages.ts';
import { blankRule, plainRules, readRule, renewed, ruleKinds, rulesOf, withoutRule } from '../../../web/panel/rules/edit.ts';
import type { RuleDraft } from '../../../web/panel/rules/edit.ts';
import { knownChoices, knownSides } from '../../../web/panel/rules/known.ts';
import { stateText, whenText } from '../../../web/panel/rules/rule-text.ts';
import { blankDraft } from '../../../web/panel/battles/draft.ts';
import { blankPoll } from '../../../web/panel/polls/draft.ts';
import { battleJson, pollJson } from '../../support/web-contest.ts';

const items: RundownItem[] = [
  { id: 'sale', title: 'Sale', command: { name: 'sale.open', args: { sale: 'mug' } } },
  {
    id: 'battle',
    title: 'Battle',
    command: {
      name: 'battle.start',
      args: {
        sides: [
          { id: 'green', name: 'Green' },
          { id: 'red', name: 'Crimson' },
        ],
      },
    },
  },
  { id: 'poll', title: 'Poll', command: { name: 'poll.start', args: { question: 'Q', choices: [{ id: 'x', text: 'X' }] } } },
];
const book = {
  items,
  rules: [
    { id: '1', when: { kind: 'battle-drawn' }, item: 'sale', state: 'fired', code: null },
    { id: '2', when: { kind: 'goal', of: 'likes', target: 500 }, item: 'gone', state: 'waiting', code: null },
    { id: '3', when: { kind: 'poll-won', choice: 'x' }, item: 'sale', state: 'refused', code: 'show/not-live' },
  ] satisfies PanelRule[],
};

describe('rules of the rundown', () => {
  it('[PAGE-173] a rule without a hint is one that the server takes', () => {
    const draft: fc.Arbitrary<RuleDraft> = fc.record({
      kind: fc.constantFrom(...ruleKinds),
      side: fc.constantFrom('', 'red', 'a-b'),
      choice: fc.constantFrom('', 'x'),
      game: fc.constantFrom('', 'tap-race'),
      of: fc.constantFrom('likes', 'gifts'),
      points: fc.option(fc.oneof(fc.integer({ min: -1, max: 2_000_000_000 }), fc.double({ noNaN: true }))),
      item: fc.constantFrom('sale', 'battle', 'gone', ''),
    });
    const taken = new Set<string>();
    fc.assert(
      fc.property(draft, (typed) => {
        const { rule, wrong } = readRule(typed, items);
        assert.equal(rule === null, wrong.size > 0);
        if (!rule) return;
        taken.add(rule.when.kind);
        const rules = [{ id: 'new', ...rule }];
        assert.deepEqual(commands['rule.set'].args.parse({ rules }), { rules });
      }),
      { numRuns: 500 },
    );
    assert.deepEqual([...taken].toSorted(), [...ruleKinds].toSorted());
  });

  it('[PAGE-173] what is missing is said: an item that there is, and a number where one is needed', () => {
    const wrongOf = (change: Partial<RuleDraft>): string[] => [
      ...readRule({ ...blankRule, item: 'sale', ...change }, items).wrong.keys(),
    ];
    assert.deepEqual(wrongOf({}), []);
    assert.deepEqual(wrongOf({ item: '' }), ['item']);
    assert.deepEqual(wrongOf({ kind: 'goal', points: null }), ['points']);
    assert.deepEqual(wrongOf({ kind: 'battle-total', points: 0 }), ['points']);
    assert.deepEqual(wrongOf({ kind: 'poll-won', points: null }), []);
    assert.deepEqual(readRule({ ...blankRule, item: 'sale' }, items).rule, { when: { kind: 'battle-won' }, item: 'sale' });
  });

  it('[PAGE-174] every edit sends the whole list, without what became of the rules and without those whose item is gone', () => {
    assert.deepEqual(plainRules(book), [
      { id: '1', when: { kind: 'battle-drawn' }, item: 'sale' },
      { id: '3', when: { kind: 'poll-won', choice: 'x' }, item: 'sale' },
    ]);
    assert.deepEqual(
      withoutRule(book, '1').map(({ id }) => id),
      ['3'],
    );
    assert.deepEqual(
      renewed(book, '3', 'new').map(({ id }) => id),
      ['1', 'new'],
    );
    assert.ok(commands['rule.set'].args.safeParse({ rules: renewed(book, '3', 'new') }).success);
    assert.deepEqual(
      rulesOf(book.rules, 'sale').map(({ id }) => id),
      ['1', '3'],
    );
  });

  it('[PAGE-174] they may name the sides and choices of what runs, of what is prepared and of the rundown', () => {
    const show = { rehearsal: false, battle: battleJson(), poll: pollJson() };
    const typed = {
      ...blankDraft,
      sides: [
        { id: 'violet', name: 'Violet' },
        { id: 'new', name: '' },
      ],
    };
    assert.deepEqual(knownSides({ show, items, battle: typed, poll: null }), [
      { id: 'red', name: 'Red' },
      { id: 'blue', name: 'Blue' },
      { id: 'green', name: 'Green' },
      { id: 'violet', name: 'Violet' },
    ]);
    assert.deepEqual(knownChoices({ show, items, battle: null, poll: blankPoll }), [
      { id: 'tea', name: 'Tea' },
      { id: 'coffee', name: 'Coffee' },
      { id: 'x', name: 'X' },
    ]);
    assert.deepEqual(knownSides({ show: null, items: [], battle: null, poll: null }), []);
  });

  it('[PAGE-175] a rule reads as a sentence, by names where they are known, and says why it was refused', () => {
    const names = { sides: [{ id: 'red', name: 'Red' }], choices: [], games: [] };
    assert.equal(whenText({ kind: 'battle-won', side: 'red' }, names), 'Red wins a battle');
    assert.equal(whenText({ kind: 'battle-won', side: 'old' }, names), 'old wins a battle');
    const renamed = { ...names, sides: [{ id: 'red', name: 'Team Tea' }] };
    assert.equal(whenText({ kind: 'battle-won', side: 'red' }, renamed), 'Team Tea (red) wins a battle');
    assert.equal(whenText({ kind: 'battle-won' }, names), 'a battle is won');
    assert.equal(whenText({ kind: 'battle-total', points: 12_000 }, names), 'a battle reaches 12,000 points');
    assert.equal(whenText({ kind: 'poll-won', choice: 'x' }, names), 'a poll is won by “x”');
    assert.equal(whenText({ kind: 'round-won', game: 'tap-race' }, names), 'tap-race is won');
    assert.equal(whenText({ kind: 'goal', of: 'gifts', target: 1000 }, names), 'gifts have brought 1,000 points');
    assert.deepEqual(stateText(book.rules[0]!), { word: 'fired', why: '' });
    const { word, why } = stateText(book.rules[2]!);
    assert.equal(word, 'refused');
    assert.match(why, /live/);
    assert.equal(stateText({ ...book.rules[2]!, code: 'something/new' }).why, 'something/new');
  });
});
