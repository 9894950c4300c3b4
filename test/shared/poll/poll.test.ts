/** Polls: one vote each, an end, a winner, a receipt. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { castLikes, castVote, emptyTally, freshVoter, mergeTallies } from '../../../shared/ballot/index.ts';
import type { BallotTally } from '../../../shared/ballot/index.ts';
import {
  checkPollReceipt,
  closePoll,
  endPollNow,
  hearPollTally,
  newPoll,
  pollBallot,
  pollReceipt,
  pollReceiptSchema,
  pollWinner,
  votesOf,
} from '../../../shared/poll/index.ts';
import type { Poll, PollPlan } from '../../../shared/poll/index.ts';
import { codeOf, must, noon } from '../../support/battle/sample.ts';

const tea = [{ text: 'Tea' }, { text: 'Coffee' }, { text: 'Milk' }];

function poll(some: Partial<PollPlan> = {}): Poll {
  const plan = { id: 'poll-1', question: 'What?', choices: tea, durationMs: 60_000, results: 'live', rehearsal: false } as const;
  return must(newPoll({ ...plan, now: noon, ...some }));
}

/** What that many voters come to. */
function votes(counts: Record<string, number>): BallotTally {
  const [tally, ballot] = [emptyTally(), pollBallot(poll())];
  for (const [option, count] of Object.entries(counts))
    for (let i = 0; i < count; i++) castVote(ballot, tally, freshVoter(), { option, count: 1, key: 'k', level: 0, at: noon });
  return tally;
}

function closed(counts: Record<string, number>, missing: number[] = []): Poll {
  return closePoll(poll(), { now: noon + 60_200, reason: 'time', tally: votes(counts), missing });
}

describe('a poll', () => {
  it('[BATTLE-45] has two to five different choices, which get letters when they have no ids', () => {
    assert.deepEqual(
      poll().choices.map(({ id }) => id),
      ['a', 'b', 'c'],
    );
    assert.deepEqual(
      poll({ choices: [{ id: 'x', text: 'X' }, { text: 'Y' }] }).choices.map(({ id }) => id),
      ['x', 'b'],
    );
    const plan = { id: 'poll-1', question: '?', durationMs: 10_000, results: 'live', rehearsal: false, now: noon } as const;
    const bad = [
      tea.slice(0, 1),
      [...tea, ...tea],
      [{ id: 'b', text: 'B' }, { text: 'the second is b, too' }],
      [{ id: 'constructor', text: 'C' }, { text: 'D' }],
      [{ text: 'the same' }, { text: 'the same' }],
    ];
    for (const choices of bad) assert.equal(codeOf(newPoll({ ...plan, choices })), 'poll/bad-choices');
  });

  it('[BATTLE-46] takes one vote of each viewer until its end, and no likes', () => {
    const [ballot, tally, voter] = [pollBallot(poll()), emptyTally(), freshVoter()];
    const cast = (key: string, at: number): unknown =>
      castVote(ballot, tally, voter, { option: 'b', count: 1, key, level: 99, at });
    assert.equal(codeOf(cast('k', noon + 60_000)), 'vote/closed');
    assert.deepEqual(cast('k', noon + 59_999), { left: 0 });
    assert.equal(codeOf(cast('l', noon + 59_999)), 'vote/quota');
    assert.equal(castLikes(ballot, tally, voter, { option: 'b', count: 1, at: noon }), 0);
    assert.deepEqual([tally.votes, tally.points.votes], [{ b: 1 }, { b: { 0: 1 } }]);
  });

  it('[BATTLE-47] hears what shards have counted, whole, until it is closed', () => {
    const open = hearPollTally(hearPollTally(poll(), votes({ a: 3 })), votes({ a: 3, b: 2 }));
    assert.deepEqual(votesOf(open), { a: 3, b: 2, c: 0 });
    const end = closePoll(open, { now: noon + 60_100, reason: 'time', tally: votes({ a: 3, b: 4 }), missing: [1] });
    assert.deepEqual([end.status, end.endedAt, end.endsAt, end.reason], ['closed', noon + 60_100, noon + 60_000, 'time']);
    assert.deepEqual([end.missing, votesOf(end)], [[1], { a: 3, b: 4, c: 0 }]);
    assert.equal(hearPollTally(end, votes({ c: 99 })), end);
    assert.equal(closePoll(end, { now: noon, reason: 'closed', tally: votes({ c: 99 }), missing: [] }), end);
  });

  it('[BATTLE-47] is ended early by command: shards stop, their last words are waited for, and it says why it ended', () => {
    const ending = endPollNow(poll(), noon + 5000);
    assert.deepEqual([ending.status, ending.endsAt, ending.step], ['open', noon + 5000, poll().step + 1]);
    assert.equal(
      codeOf(
        castVote(pollBallot(ending), emptyTally(), freshVoter(), { option: 'a', count: 1, key: 'k', level: 0, at: noon + 5000 }),
      ),
      'vote/closed',
    );
    const end = closePoll(ending, { now: noon + 5100, reason: 'time', tally: votes({ a: 1 }), missing: [] });
    assert.equal(end.reason, 'closed');
    assert.equal(endPollNow(end, noon + 5200), end);
    const late = poll();
    assert.equal(endPollNow(late, noon + 60_000), late);
  });

  it('[BATTLE-47] with its show it ends at once', () => {
    const end = closePoll(poll(), { now: noon + 7000, reason: 'show-ended', tally: votes({ a: 1 }), missing: [] });
    assert.deepEqual([end.endsAt, end.endedAt, end.reason], [noon + 7000, noon + 7000, 'show-ended']);
  });

  it('[BATTLE-48] is won by the choice alone in front; at a tie, or without votes, by none', () => {
    assert.equal(pollWinner(closed({ a: 2, c: 3 })), 'c');
    assert.equal(pollWinner(closed({ a: 3, c: 3, b: 1 })), null);
    assert.equal(pollWinner(closed({})), null);
  });
});

describe('a poll’s receipt', () => {
  it('[BATTLE-48] holds for every poll, however its voters were split over shards', () => {
    const counts = fc.record({ a: fc.nat(30), b: fc.nat(30), c: fc.nat(30) });
    fc.assert(
      fc.property(fc.array(counts, { minLength: 1, maxLength: 4 }), fc.boolean(), (parts, isEarly) => {
        const tally = parts.map(votes).reduce(mergeTallies);
        const open = isEarly ? endPollNow(poll(), noon + 9000) : poll();
        const end = closePoll(open, { now: noon + 60_300, reason: 'time', tally, missing: [] });
        const receipt = pollReceiptSchema.parse(JSON.parse(JSON.stringify(pollReceipt(end, 'demo'))));
        assert.deepEqual(receipt, pollReceipt(end, 'demo'));
        assert.deepEqual(checkPollReceipt(receipt), []);
        const sum = (id: 'a' | 'b' | 'c'): number => parts.reduce((all, part) => all + part[id], 0);
        assert.deepEqual(receipt.result.votes, { a: sum('a'), b: sum('b'), c: sum('c') });
      }),
    );
  });

  it('[BATTLE-48] there is none of an open poll', () => {
    assert.throws(() => pollReceipt(endPollNow(poll(), noon + 9000), 'demo'), /no receipt yet/);
  });

  it('[BATTLE-49] is caught when it was tampered with', () => {
    const honest = pollReceipt(closed({ a: 2, c: 3 }), 'demo');
    assert.deepEqual(checkPollReceipt(honest), []);
    const tamperings: Record<string, (receipt: typeof honest) => void> = {
      winner: ({ result }) => void (result.winner = 'a'),
      'no winner': ({ result }) => void (result.winner = null),
      'votes of the result': ({ result }) => void (result.votes['a'] = 4),
      'votes counted': ({ counted }) => void (counted.options['a']!.votes = 4),
      'votes counted, and of the result': ({ counted, result }) => {
        counted.options['a']!.votes = 4;
        result.votes['a'] = 4;
        result.winner = 'a';
      },
      voters: ({ counted }) => void counted.voters++,
      points: ({ counted }) => void (counted.options['a']!.points.votes['0'] = 3),
      likes: ({ counted }) => void (counted.options['a']!.points.likes['0'] = 3),
      gifts: ({ counted }) => void (counted.options['a']!.points.gifts['0'] = 3),
      supporters: ({ counted }) => void counted.options['a']!.supporters.push({ viewer: 'v', name: 'V', score: 1 }),
      'a choice left out': ({ choices }) => void choices.pop(),
      'a choice twice': ({ choices }) => void choices.push(choices[0]!),
      'another choice': ({ choices }) => void (choices[0]!.id = 'x'),
      'an option that was no choice': ({ counted }) => void (counted.options['x'] = structuredClone(counted.options['b']!)),
      'an end before the start': (receipt) => void (receipt.endsAt = receipt.startedAt - 1),
      'closed before its end': (receipt) => void (receipt.endedAt = receipt.endsAt - 1),
    };
    const one = pollReceipt(
      closePoll(
        { ...poll(), choices: poll().choices.slice(0, 1) },
        { now: noon, reason: 'closed', tally: emptyTally(), missing: [] },
      ),
      'demo',
    );
    assert.match(checkPollReceipt(one).join(' '), /two to five different choices/);
    for (const [what, tamper] of Object.entries(tamperings)) {
      const receipt = structuredClone(honest);
      tamper(receipt);
      assert.notDeepEqual(checkPollReceipt(receipt), [], what);
    }
  });
});
