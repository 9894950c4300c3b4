/** One viewer's votes and likes: what counts, what is refused, and what is answered when it is asked again. */
import assert from 'node:assert/strict';
import { castLikes, castVote, emptyTally, freshVoter, totalOf } from '../../../shared/ballot/index.ts';
import type { Ballot, BallotTally, VoteCast, VoterRecord } from '../../../shared/ballot/index.ts';
import { ballot, codeOf, noon } from '../../support/battle/sample.ts';

interface Stand {
  tally: BallotTally;
  voter: VoterRecord;
  cast: (some?: Partial<VoteCast>) => ReturnType<typeof castVote>;
  like: (count: number, some?: { option?: string; at?: number }) => number;
}

function stand(some: Partial<Ballot> = {}): Stand {
  const [of, tally, voter] = [ballot(some), emptyTally(), freshVoter()];
  let keys = 0;
  return {
    tally,
    voter,
    cast: (vote = {}) => castVote(of, tally, voter, { option: 'red', count: 1, key: `k${keys++}`, level: 0, at: noon, ...vote }),
    like: (count, like = {}) => castLikes(of, tally, voter, { count, at: noon, ...like }),
  };
}

describe('votes', () => {
  it('[BATTLE-7] a vote at the last millisecond before the end counts, one at the end does not', () => {
    const { cast, tally } = stand();
    assert.deepEqual(cast({ at: noon + 9999 }), { left: 2 });
    assert.equal(codeOf(cast({ at: noon + 10_000 })), 'vote/closed');
    assert.deepEqual(tally.points.votes, { red: { 9: 1 } });
  });

  it('[BATTLE-7] a vote at the start counts, one before it is told to come later', () => {
    const { cast } = stand();
    const early = cast({ at: noon - 1 });
    assert.ok('code' in early && early.retry);
    assert.equal(codeOf(early), 'vote/not-open');
    assert.deepEqual(cast({ at: noon }), { left: 2 });
    assert.equal(codeOf(stand({ periods: [] }).cast()), 'vote/not-open');
  });

  it('[BATTLE-7] between a period and its overtime nothing is taken', () => {
    const first = { startsAt: noon, endsAt: noon + 10_000, slice: 0 };
    const { cast, tally } = stand({ periods: [first, { startsAt: noon + 10_400, endsAt: noon + 20_400, slice: 10 }] });
    assert.equal(codeOf(cast({ at: noon + 10_399 })), 'vote/closed');
    assert.deepEqual(cast({ at: noon + 10_400 }), { left: 2 });
    assert.deepEqual(tally.points.votes, { red: { 10: 1 } });
  });

  it('[BATTLE-8] a viewer has so many votes and no more, however they are asked for', () => {
    const { cast, tally } = stand();
    assert.deepEqual(cast({ count: 2 }), { left: 1 });
    const over = cast({ count: 2 });
    assert.ok('code' in over);
    assert.deepEqual([over.code, over.votesLeft], ['vote/quota', 1]);
    assert.deepEqual(cast({ option: 'blue' }), { left: 0 });
    assert.equal(codeOf(cast()), 'vote/quota');
    assert.deepEqual(tally.votes, { red: 2, blue: 1 });
    assert.equal(tally.voters, 1);
  });

  it('[BATTLE-9] the same vote under the same key is answered the same and counts once, also after the end and without votes left', () => {
    const { cast, tally, voter } = stand();
    const first = cast({ key: 'a', count: 2 });
    cast({ key: 'b' });
    const before = structuredClone([tally, voter]);
    assert.deepEqual(cast({ key: 'a', count: 2 }), first);
    assert.deepEqual(cast({ key: 'a', count: 2, at: noon + 99_999 }), first);
    assert.deepEqual([tally, voter], before);
  });

  it('[BATTLE-9] another vote under a known key is refused, whatever differs', () => {
    const { cast, tally } = stand();
    cast({ key: 'a' });
    assert.equal(codeOf(cast({ key: 'a', count: 2 })), 'key-reused');
    assert.equal(codeOf(cast({ key: 'a', option: 'blue' })), 'key-reused');
    assert.deepEqual(tally.votes, { red: 1 });
  });

  it('[BATTLE-9] a key of a refused vote is free, and any string is a key like another', () => {
    const { cast, tally } = stand({ votesPerViewer: 4 });
    assert.equal(codeOf(cast({ key: 'a', at: noon - 1 })), 'vote/not-open');
    for (const key of ['a', '__proto__', 'constructor']) {
      const first = cast({ key });
      assert.equal(codeOf(first), '');
      assert.deepEqual(cast({ key }), first);
    }
    assert.deepEqual(tally.votes, { red: 3 });
  });

  it('[BATTLE-10] a vote for no side of the ballot is refused and uses nothing', () => {
    const { cast, tally } = stand();
    for (const option of ['green', 'constructor', '__proto__', '']) assert.equal(codeOf(cast({ option })), 'vote/unknown-option');
    assert.deepEqual(cast(), { left: 2 });
    assert.deepEqual(tally.points.votes, { red: { 0: 1 } });
  });

  it('[BATTLE-11] a vote weighs what the highest level that the viewer has reached says, and is still one vote', () => {
    const weights = [
      { level: 5, weight: 2 },
      { level: 10, weight: 4 },
    ];
    for (const [level, points] of [
      [0, 1],
      [4, 1],
      [5, 2],
      [9, 2],
      [10, 4],
      [999, 4],
    ] as const) {
      const { cast, tally } = stand({ weights });
      assert.deepEqual(cast({ count: 2, level }), { left: 1 });
      assert.equal(totalOf(tally, 'red'), 2 * points);
      assert.deepEqual(tally.votes, { red: 2 });
    }
  });

  it('[BATTLE-12] votes that were refused are counted by the code that says why', () => {
    const { cast, tally } = stand();
    cast({ at: noon - 1 });
    cast({ count: 3, key: 'a' });
    cast({ count: 2 });
    cast({ count: 1, key: 'a' });
    cast({ option: 'green' });
    cast({ at: noon + 10_000, count: 3 });
    const refused = { 'vote/not-open': 1, 'vote/quota': 2, 'key-reused': 1, 'vote/unknown-option': 1, 'vote/closed': 3 };
    assert.deepEqual(tally.refused, refused);
  });
});

describe('likes', () => {
  it('[BATTLE-13] so many likes of a viewer count, one point each; the rest is no refusal', () => {
    const { like, tally } = stand();
    assert.deepEqual([like(3, { option: 'red' }), like(3, { option: 'blue' }), like(3, { option: 'red' })], [3, 2, 0]);
    assert.deepEqual(tally.points.likes, { red: { 0: 3 }, blue: { 0: 2 } });
    assert.deepEqual([tally.refused, tally.votes, tally.voters], [{}, {}, 0]);
    assert.equal(stand({ likesPerViewer: 0 }).like(1, { option: 'red' }), 0);
  });

  it('[BATTLE-13] a like that names no side is for the one voted for last, else for the show’s own, else for none', () => {
    const own = stand({ home: 'blue' });
    own.like(1);
    own.cast({ option: 'red' });
    own.like(1);
    assert.deepEqual(own.tally.points.likes, { blue: { 0: 1 }, red: { 0: 1 } });
    assert.equal(stand().like(1), 0);
  });

  it('[BATTLE-13] likes count while votes are taken only, for sides only, and use up nothing otherwise', () => {
    const { like, voter } = stand();
    assert.deepEqual(
      [like(2, { option: 'red', at: noon - 1 }), like(2, { option: 'red', at: noon + 10_000 }), like(2, { option: 'x' })],
      [0, 0, 0],
    );
    assert.equal(voter.likes, 0);
    assert.equal(like(5, { option: 'red', at: noon + 9999 }), 5);
  });
});
