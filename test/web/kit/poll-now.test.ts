/** Where a poll stands on a page, and its choices as bars. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { pollEndText } from '../../../web/kit/contest-text.ts';
import { wholePercents } from '../../../web/kit/percents.ts';
import { pollOf, pollPhase, pollRows, pollTotal, pollWinner, showsVotes } from '../../../web/kit/poll-now.ts';
import { pollJson } from '../../support/web-contest.ts';

const counted = (...votes: number[]) =>
  pollJson({ choices: votes.map((count, i) => ({ id: `c${i}`, text: `Choice ${i}`, votes: count })) });

describe('a poll on the page', () => {
  it('[PAGE-139] closes by a clock that is trusted, and by the server’s word', () => {
    const poll = pollJson();
    assert.equal(pollPhase(poll, { now: poll.endsAt - 1, isSure: true }), 'open');
    assert.equal(pollPhase(poll, { now: poll.endsAt, isSure: true }), 'counting');
    assert.equal(pollPhase(poll, { now: poll.endsAt, isSure: false }), 'open');
    assert.equal(pollPhase(pollJson({ status: 'closed' }), { now: poll.startedAt, isSure: true }), 'closed');
  });

  it('[PAGE-140] its votes are shown as they come, or only once it is closed', () => {
    assert.ok(showsVotes(pollJson(), 'open'));
    const atEnd = pollJson({ results: 'end' });
    assert.deepEqual(
      (['open', 'counting', 'closed'] as const).map((phase) => showsVotes(atEnd, phase)),
      [false, false, true],
    );
  });

  it('[PAGE-141] percents are whole, add up to 100, and are off by less than one', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 5_000_000 }), { minLength: 2, maxLength: 5 }), (votes) => {
        const percents = wholePercents(votes);
        const total = votes.reduce((sum, count) => sum + count, 0);
        const sum = percents.reduce((all, percent) => all + percent, 0);
        assert.equal(sum, total === 0 ? 0 : 100);
        for (const [i, count] of votes.entries())
          if (total > 0) assert.ok(Math.abs(percents[i]! - (100 * count) / total) < 1, `${count} of ${total}`);
      }),
    );
    assert.deepEqual(wholePercents([1, 1, 1]), [34, 33, 33]);
  });

  it('[PAGE-142] the winner is alone in front; a tie and no votes are told as such', () => {
    assert.equal(pollWinner(counted(3, 5, 1))?.id, 'c1');
    assert.equal(pollWinner(counted(5, 5)), null);
    assert.equal(pollWinner(counted(0, 0)), null);
    assert.deepEqual(
      pollRows(counted(5, 5, 0)).map(({ isTop }) => isTop),
      [true, true, false],
    );
    assert.ok(pollRows(counted(0, 0)).every(({ isTop }) => !isTop));
    assert.equal(pollTotal(counted(3, 5, 1)), 9);
    assert.equal(pollEndText(counted(1, 3)), '“Choice 1” wins with 75%.');
    assert.equal(pollEndText(counted(2, 2)), 'It is a tie.');
    assert.equal(pollEndText(counted(0, 0)), 'Nobody voted.');
  });

  it('[PAGE-134] a poll of a rehearsal is there for as long as the rehearsal is', () => {
    const rehearsed = pollJson({ rehearsal: true });
    assert.equal(pollOf({ poll: rehearsed, rehearsal: false }), null);
    assert.equal(pollOf({ poll: rehearsed, rehearsal: true }), rehearsed);
    assert.equal(pollOf({ poll: pollJson({ id: '' }), rehearsal: false }), null);
    assert.equal(pollOf(null), null);
  });
});
