/** The poll form: what it lets through is a poll that the server opens. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { newPoll } from '../../../shared/poll/index.ts';
import { pollStart } from '../../../shared/protocol/battles.ts';
import { isRefusal } from '../../../shared/protocol/errors.ts';
import { blankPoll, bounds, draftOfPoll, placeInDetail, pollIn, readPoll } from '../../../web/panel/polls/draft.ts';
import type { PollDraft, PollPlace } from '../../../web/panel/polls/draft.ts';

const good: PollDraft = {
  ...blankPoll,
  question: 'What next?',
  choices: [
    { id: 'a', text: 'Tea' },
    { id: 'b', text: 'Coffee' },
  ],
};

function wrongIn(change: Partial<PollDraft>): [PollPlace, string][] {
  const { poll, wrong } = readPoll({ ...good, ...change });
  assert.equal(poll === null, wrong.size > 0);
  return [...wrong].map(([place, hint]) => [place, hint.kind]);
}

const text = fc.oneof(fc.string({ maxLength: 220 }), fc.constantFrom('', ' ', 'Tea', ' Tea', '茶'));
const choices = fc.array(text, { maxLength: 6 }).map((texts) => texts.map((one) => ({ text: one })));
const anyDraft = fc.oneof(
  fc.record({
    question: text,
    choices,
    durationSeconds: fc.option(fc.oneof(fc.integer({ min: -5, max: 2000 }), fc.double({ noNaN: true }))),
    results: fc.constantFrom<PollDraft['results']>('live', 'end'),
  }),
  choices.map((list) => ({ ...good, choices: list })),
);

/** The ids that choices get from their words. */
function idsOf(...texts: string[]): string[] {
  const { poll } = readPoll({ ...good, choices: texts.map((one) => ({ text: one })) });
  return poll?.choices.map(({ id }) => id ?? '') ?? [];
}

describe('poll form', () => {
  it('[PAGE-172] a draft without a hint is a poll that the server opens as it is', () => {
    let passed = 0;
    fc.assert(
      fc.property(anyDraft, (draft) => {
        const { poll, wrong } = readPoll(draft);
        assert.equal(poll === null, wrong.size > 0);
        if (!poll) return;
        passed++;
        assert.deepEqual(pollStart.parse(poll), poll);
        assert.ok(!isRefusal(newPoll({ id: 'poll-1', ...poll, rehearsal: false, now: 0 })));
      }),
      { numRuns: 1000 },
    );
    assert.ok(passed > 50, `only ${passed} drafts were good`);
  });

  it('[PAGE-172] what is wrong is named where it stands, from top to bottom', () => {
    assert.deepEqual(wrongIn({ question: ' ', durationSeconds: 5 }), [
      ['question', 'needed'],
      ['durationSeconds', 'tooSmall'],
    ]);
    assert.deepEqual(wrongIn({ choices: [...good.choices, { id: 'c', text: ' Tea ' }, { id: 'd', text: '' }] }), [
      ['choices.2', 'twice'],
      ['choices.3', 'needed'],
    ]);
    assert.deepEqual(wrongIn({ choices: good.choices.slice(1) }), [['choices', 'tooFewRows']]);
    assert.deepEqual(wrongIn({ question: 'x'.repeat(bounds.question.maxLength + 1) }), [['question', 'tooLong']]);
    assert.deepEqual(wrongIn({}), []);
  });

  it('[PAGE-172] a refusal’s detail leads to the field that it is about', () => {
    assert.equal(placeInDetail('choices.1.text: too long'), 'choices.1');
    assert.equal(placeInDetail('durationMs: too small'), 'durationSeconds');
    assert.equal(placeInDetail('question: needed'), 'question');
    assert.equal(placeInDetail('elsewhere'), null);
  });

  it('[PAGE-172] a poll comes back out of the form as it was put in, whatever its choices are called', () => {
    const poll = pollStart.parse({
      question: 'Which?',
      choices: [
        { id: 'x-1', text: 'A' },
        { id: 'y', text: 'B' },
      ],
      durationMs: 90_000,
      results: 'end',
    });
    const item = pollIn({ id: 'i', title: '', command: { name: 'poll.start', args: poll } });
    assert.ok(item);
    assert.deepEqual(readPoll(draftOfPoll(item)).poll, poll);
    assert.equal(pollIn({ id: 'i', title: '', command: { name: 'poll.close', args: {} } }), null);
  });

  it('[PAGE-172] choices without ids get them from their words: the same words the same id, in every poll', () => {
    assert.deepEqual(idsOf('Green tea', 'Coffee'), ['green-tea', 'coffee']);
    assert.deepEqual(idsOf('Coffee', 'Juice', 'Green  Tea!'), ['coffee', 'juice', 'green-tea']);
    assert.deepEqual(idsOf('Tea!', 'Tea?', 'tea'), ['tea', 'tea-2', 'tea-3']);
    assert.deepEqual(idsOf('constructor', '…'), ['constructor-2', 'choice']);
    assert.equal(new Set(idsOf('茶', '咖啡', '👍', '👎')).size, 4);
    const mixed = readPoll({ ...good, choices: [{ id: 'coffee', text: 'Tea' }, { text: 'Coffee' }] }).poll;
    assert.deepEqual(
      mixed?.choices.map(({ id }) => id),
      ['coffee', 'coffee-2'],
    );
  });

  it('[PAGE-172] whatever stands in an item is read as far as it can be', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (args) => {
        const item = pollIn({ id: 'x', title: 'x', command: { name: 'poll.start', args } });
        assert.ok(item);
        readPoll(draftOfPoll(item));
      }),
    );
  });
});
