/** Polls in the pure core: when one may open and close, what it comes to, and how it is told. */
import assert from 'node:assert/strict';
import { edgeBallotsOf, isOnlyNews, openBallots } from '../../../rooms/stage/core-ballots.ts';
import { checkPollReceipt } from '../../../shared/poll/index.ts';
import { codeOf, coreStand, receiptsOf, toldBy, votes } from '../../support/core-stand.ts';
import type { CoreStand } from '../../support/core-stand.ts';

const asked = {
  question: 'Which one?',
  choices: [{ text: 'The cup' }, { text: 'The plate' }, { text: 'Both' }],
  durationMs: 20_000,
};

describe('a poll in the core', () => {
  it('[BATTLE-103] opens in a live show, one at a time, with letters for its choices', () => {
    const show = coreStand();
    assert.deepEqual(show.give('poll.start', asked), { ok: true, poll: 'poll-1' });
    const [ballot] = edgeBallotsOf(show.core);
    assert.deepEqual([ballot!.id, ballot!.options, ballot!.votesPerViewer, ballot!.ended], ['poll-1', ['a', 'b', 'c'], 1, false]);
    assert.deepEqual(openBallots(show.core), [{ contest: 'poll-1', step: 1, endsAt: show.now + 20_000 }]);
    assert.equal(codeOf(show.give('poll.start', asked)), 'poll/running');
    for (const status of ['scheduled', 'ended'] as const)
      assert.equal(codeOf(coreStand('demo', { status }).give('poll.start', asked)), 'show/not-live');
    for (const id of ['b', 'constructor']) {
      const choices = [{ id, text: 'One' }, { text: 'Two' }];
      assert.equal(codeOf(coreStand().give('poll.start', { ...asked, choices })), 'poll/bad-choices');
    }
  });

  it('[BATTLE-104] takes what is counted without a commit, and settles once all shards have spoken after its end', () => {
    const show = opened();
    const before = show.core;
    show.count(votes({ a: 2 }));
    assert.ok(show.core !== before && isOnlyNews(before, show.core));
    show.final(votes({ a: 9 }));
    assert.deepEqual([show.core.poll!.poll.status, show.core.poll!.poll.tally.votes], ['open', { a: 2 }], 'its time is not over');
    show.now += 20_000;
    show.final(votes({ a: 2, b: 3 }), [1]);
    assert.deepEqual([show.core.poll!.poll.status, show.core.poll!.settled, openBallots(show.core)], ['closed', true, []]);
    assert.equal(edgeBallotsOf(show.core)[0]!.ended, true, 'kept, so that keys can be asked again');
    const [receipt] = receiptsOf(show);
    assert.ok(receipt?.kind === 'poll');
    assert.deepEqual(checkPollReceipt(receipt), []);
    assert.deepEqual(
      [receipt.reason, receipt.missing, receipt.result],
      ['time', [1], { votes: { a: 2, b: 3, c: 0 }, winner: 'b' }],
    );
    const data = { poll: 'poll-1', question: 'Which one?', votes: { a: 2, b: 3, c: 0 }, winner: 'b' };
    assert.deepEqual(toldBy(show), [{ type: 'poll.settled', at: show.now, data }]);
    const settled = show.core;
    show.take({ kind: 'ballot', contest: 'poll-1', tally: votes({ c: 50 }) });
    show.take({ kind: 'ballot-end', contest: 'poll-1', step: settled.poll!.poll.step, tally: votes({ c: 50 }), missing: [] });
    assert.equal(show.core, settled, 'the result stands');
    assert.deepEqual(show.give('poll.start', asked), { ok: true, poll: 'poll-2' });
  });

  it('[BATTLE-105] closes early on order: votes end now, and what was cast by then is still counted', () => {
    const show = opened();
    const { step } = show.core.poll!.poll;
    show.now += 5000;
    assert.deepEqual(show.give('poll.close'), { ok: true });
    assert.deepEqual(openBallots(show.core), [{ contest: 'poll-1', step: step + 1, endsAt: show.now }]);
    assert.deepEqual(receiptsOf(show), []);
    show.take({ kind: 'ballot-end', contest: 'poll-1', step, tally: votes({ a: 1 }), missing: [] });
    assert.equal(show.core.poll!.poll.status, 'open', 'the last word on the end that was before is none on this one');
    show.final(votes({ a: 1, b: 1 }));
    const [receipt] = receiptsOf(show);
    assert.ok(receipt?.kind === 'poll');
    assert.deepEqual([receipt.reason, receipt.result.winner], ['closed', null]);
    assert.equal(codeOf(show.give('poll.close')), 'poll/none');
    assert.equal(codeOf(coreStand().give('poll.close')), 'poll/none');
  });

  it('[BATTLE-106] ends with its show, with the last words of all shards; one of a rehearsal is told to nobody and goes with it', () => {
    const show = opened();
    show.count(votes({ c: 3 }));
    show.give('show.end');
    assert.deepEqual([receiptsOf(show), show.core.status, openBallots(show.core).length], [[], 'ended', 1]);
    show.final(votes({ c: 4 }));
    const [receipt] = receiptsOf(show);
    assert.ok(receipt?.kind === 'poll');
    assert.deepEqual([receipt.reason, receipt.result.winner, toldBy(show).length], ['show-ended', 'c', 2]);

    const rehearsed = coreStand();
    rehearsed.give('rehearsal.start');
    rehearsed.give('poll.start', asked);
    rehearsed.give('rehearsal.end');
    const [marked] = receiptsOf(rehearsed);
    assert.ok(marked?.kind === 'poll');
    assert.deepEqual(
      [marked.rehearsal, marked.reason, rehearsed.core.poll, toldBy(rehearsed)],
      [true, 'rehearsal-ended', null, []],
    );
  });

  it('[BATTLE-107] goes on beside a battle: each has its own last word', () => {
    const show = opened();
    const sides = [
      { id: 'red', name: 'Red' },
      { id: 'blue', name: 'Blue' },
    ];
    show.give('battle.start', { sides, prepareMs: 0, durationMs: 20_000 });
    assert.deepEqual(
      openBallots(show.core).map(({ contest }) => contest),
      ['demo.battle-1', 'poll-1'],
    );
    assert.deepEqual(
      edgeBallotsOf(show.core).map(({ id }) => id),
      ['demo.battle-1', 'poll-1'],
    );
    show.now += 20_000;
    show.final(votes({ a: 1 }));
    assert.deepEqual(
      openBallots(show.core).map(({ contest }) => contest),
      ['demo.battle-1'],
    );
    show.final(votes({ red: 1 }));
    assert.deepEqual(openBallots(show.core), []);
  });
});

function opened(): CoreStand {
  const show = coreStand();
  show.give('poll.start', asked);
  return show;
}
