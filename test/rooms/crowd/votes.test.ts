/** Votes and likes in one process: who may vote when, how much it weighs, and what a viewer is told of it. */
import assert from 'node:assert/strict';
import { isRefusal } from '../../../shared/protocol/index.ts';
import { ballotOf, ballotWorld, battle, poll } from '../../support/ballot-world.ts';
import type { VoteAnswer } from '../../support/ballot-world.ts';

const codeOf = (answer: VoteAnswer | null) => (answer === null ? null : isRefusal(answer) ? answer.code : answer.left);

describe('a vote', () => {
  it('[BATTLE-50] is for a ballot that the stage has named, while its show is live', async () => {
    const world = ballotWorld({ order: null });
    const ann = world.join('ann');
    assert.equal(codeOf(await world.voteNow(ann)), 'busy');
    world.order();
    const askBoth = async () => [
      codeOf(await world.voteNow(ann)),
      codeOf(await world.voteNow(ann, { contest: poll, option: 'yes' })),
    ];
    assert.deepEqual(await askBoth(), ['battle/unknown', 'poll/unknown']);
    world.order({ status: 'ended' });
    assert.deepEqual(await askBoth(), ['show/not-live', 'show/not-live']);
    const now = world.clock.now();
    world.order({ ballots: [ballotOf(now), ballotOf(now, { id: poll, options: ['yes', 'no'], votesPerViewer: 1 })] });
    assert.deepEqual(await askBoth(), ['show/not-live', 'show/not-live']);
    world.order({ status: 'live' });
    assert.deepEqual(await askBoth(), [9, 0]);
  });

  it('[BATTLE-50] of a muted viewer counts', async () => {
    const world = ballotWorld({ order: { muted: ['ann'] } });
    assert.equal(codeOf(await world.voteNow(world.join('ann'))), 9);
    assert.equal(world.points('red'), 1);
  });

  it('[BATTLE-50] in a rehearsal is for what is rehearsed, and what is not goes on only in a show that is live', async () => {
    const now = ballotWorld().clock.now();
    const ballots = [ballotOf(now), ballotOf(now, { id: poll, options: ['yes', 'no'], rehearsal: true })];
    const world = ballotWorld({ order: { status: 'live', behind: 'scheduled', bots: 1, ballots } });
    const ann = world.join('ann');
    assert.equal(codeOf(await world.voteNow(ann)), 'show/not-live');
    assert.equal(codeOf(await world.voteNow(ann, { contest: poll, option: 'yes' })), 9);
    world.order({ behind: 'live' });
    assert.equal(codeOf(await world.voteNow(ann)), 9);
  });

  it('[BATTLE-51] counts until the last millisecond of the period, by its arrival here, and not after it', async () => {
    const world = ballotWorld();
    const [ann, bob] = [world.join('ann'), world.join('bob')];
    await world.pass(59_999);
    assert.equal(codeOf(await world.voteNow(ann, { withinMs: 0 })), null);
    await world.pass(1);
    assert.equal(codeOf(await world.voteNow(bob)), 'vote/closed');
    const { points, refused } = world.tally();
    assert.deepEqual([points.votes, refused], [{ red: { 59: 1 } }, { 'vote/closed': 1 }]);
  });

  it('[BATTLE-51] before the start is told so, and what the stage orders later counts from when it is heard', async () => {
    const startsAt = ballotWorld().clock.now() + 3000;
    const first = { startsAt, endsAt: startsAt + 10_000, slice: 0 };
    const world = ballotWorld({ ballots: [{ periods: [] }] });
    const ann = world.join('ann');
    assert.equal(codeOf(await world.voteNow(ann)), 'vote/not-open');
    world.orderBallot(battle, { periods: [first], step: 2 });
    assert.equal(codeOf(await world.voteNow(ann)), 'vote/not-open');
    await world.pass(startsAt - world.clock.now());
    assert.equal(codeOf(await world.voteNow(ann)), 9);
    await world.pass(first.endsAt - world.clock.now());
    assert.equal(codeOf(await world.voteNow(ann)), 'vote/closed');
    const now = world.clock.now();
    world.orderBallot(battle, { periods: [first, { startsAt: now, endsAt: now + 10_000, slice: 10 }], step: 3 });
    assert.equal(codeOf(await world.voteNow(ann)), 8);
    assert.deepEqual(world.tally().points.votes, { red: { 0: 1, 10: 1 } });
  });

  it('[BATTLE-51] is not taken any more once its ballot has ended, whatever its periods say', async () => {
    const world = ballotWorld();
    const ann = world.join('ann');
    await world.voteNow(ann);
    world.orderBallot(battle, { ended: true, step: 2 });
    assert.equal(codeOf(await world.voteNow(ann)), 'vote/closed');
    assert.deepEqual(world.asked(), []);
  });

  it('[BATTLE-52] weighs what the viewer’s level says', async () => {
    const weights = [
      { level: 10, weight: 2 },
      { level: 30, weight: 5 },
    ];
    const world = ballotWorld({ ballots: [{ weights }] });
    for (const level of [0, 9, 10, 29, 30, 999]) await world.voteNow(world.join(`level-${level}`, level), { count: 2 });
    assert.equal(world.points('red'), 2 * (1 + 1 + 2 + 2 + 5 + 5));
    assert.deepEqual(world.tally().votes, { red: 12 });
  });

  it('[BATTLE-53] in a poll is the only one of its viewer, and likes are none', async () => {
    const world = ballotWorld({
      ballots: [{ id: poll, options: ['yes', 'no'], votesPerViewer: 1, likesPerViewer: 0, sliceMs: 0 }],
    });
    const ann = world.join('ann');
    assert.equal(codeOf(await world.voteNow(ann, { contest: poll, option: 'no' })), 0);
    assert.equal(codeOf(await world.voteNow(ann, { contest: poll, option: 'yes' })), 'vote/quota');
    world.like(ann, 3, 'no');
    const { points, votes, voters, refused } = world.tally(poll);
    assert.deepEqual([votes, voters, refused], [{ no: 1 }, 1, { 'vote/quota': 1 }]);
    assert.deepEqual(points, { votes: { no: { 0: 1 } }, likes: {}, gifts: {} });
  });

  it('[BATTLE-54] faster than anybody presses is refused for a moment, but never one that was accepted before', async () => {
    const world = ballotWorld({ ballots: [{ votesPerViewer: 100 }] });
    const ann = world.join('ann');
    const answers = [];
    for (let n = 0; n < 25; n++) answers.push(world.vote(ann, { key: `k${n}` }));
    await world.pass(5);
    const codes = (await Promise.all(answers)).map(codeOf);
    assert.deepEqual(
      codes.map((code) => typeof code),
      [...Array<string>(20).fill('number'), ...Array<string>(5).fill('string')],
    );
    const refused = await world.voteNow(ann, { key: 'k20' });
    assert.ok(isRefusal(refused) && refused.code === 'rate-limited' && refused.retryAfterMs! > 0 && refused.retryAfterMs! <= 100);
    for (let n = 0; n < 20; n++) assert.equal(codeOf(await world.voteNow(ann, { key: `k${n}`, withinMs: 5 })), 99 - n);
    await world.pass(refused.retryAfterMs!);
    assert.equal(codeOf(await world.voteNow(ann, { key: 'k20' })), 79);
    assert.equal(codeOf(await world.voteNow(world.join('bob'))), 99);
    assert.equal(world.points('red'), 22);
  });

  it('[BATTLE-55] is told to its viewer as their own: what is left, and what it was for', async () => {
    const now = ballotWorld().clock.now();
    const world = ballotWorld({ order: { ballots: [ballotOf(now), ballotOf(now, { id: poll, options: ['yes', 'no'] })] } });
    const [ann, bob] = [world.join('ann'), world.join('bob')];
    const toldBob = bob.told;
    await world.voteNow(ann, { count: 3 });
    await world.voteNow(ann, { option: 'blue' });
    assert.deepEqual(ann.own?.votesLeft, [{ contest: battle, left: 6, last: 'blue' }]);
    await world.voteNow(ann, { contest: poll, option: 'no' });
    const both = [...ann.own.votesLeft];
    assert.deepEqual(both[1], { contest: poll, left: 9, last: 'no' });
    assert.equal(bob.told, toldBob);
    // A viewer who comes back is told the same.
    const shard = world.crowd.shardOf('ann');
    const back = world.join('ann');
    assert.deepEqual(shard.ownOf(back).votesLeft, both);
    // Once a ballot is out of the orders, nothing is left in it.
    world.order({ ballots: [] });
    await world.pass(50);
    assert.deepEqual(back.own?.votesLeft, []);
  });

  it('[BATTLE-55] many votes of a moment are told once', async () => {
    const world = ballotWorld();
    const ann = world.join('ann');
    const before = ann.told;
    for (let n = 0; n < 8; n++) void world.vote(ann);
    await world.pass(100);
    assert.equal(ann.told, before + 1);
    assert.deepEqual(ann.own?.votesLeft, [{ contest: battle, left: 2, last: 'red' }]);
  });

  it('[BATTLE-56] is counted by what became of it, under names that are few', async () => {
    const now = ballotWorld().clock.now();
    const world = ballotWorld({ order: { ballots: [ballotOf(now, { votesPerViewer: 2 }), ballotOf(now, { id: poll })] } });
    const ann = world.join('ann');
    await world.voteNow(ann, { key: 'a' });
    await world.voteNow(ann, { key: 'a' });
    await world.voteNow(ann, { key: 'a', option: 'blue' });
    await world.voteNow(ann, { count: 2 });
    await world.voteNow(ann, { option: 'nobody' });
    await world.voteNow(ann, { contest: 'other.battle-9' });
    await world.voteNow(ann, { contest: poll });
    const counted = [...world.counted].filter(([name]) => name.startsWith('drumroll_votes_total'));
    assert.deepEqual(Object.fromEntries(counted), {
      'drumroll_votes_total battle counted': 1,
      'drumroll_votes_total battle repeated': 1,
      'drumroll_votes_total battle key-reused': 1,
      'drumroll_votes_total battle vote/quota': 1,
      'drumroll_votes_total battle vote/unknown-option': 1,
      'drumroll_votes_total battle battle/unknown': 1,
      'drumroll_votes_total poll counted': 1,
    });
  });
});

describe('likes in a battle', () => {
  it('[BATTLE-57] are points up to the viewer’s limit, and hearts of the show without any', async () => {
    const world = ballotWorld();
    const [ann, bob] = [world.join('ann'), world.join('bob')];
    world.like(ann, 3, 'red');
    world.like(ann, 3, 'blue');
    world.like(ann, 50, 'blue');
    world.like(bob, 2, 'blue');
    const { points, refused } = world.tally();
    assert.deepEqual(points.likes, { red: { 0: 3 }, blue: { 0: 4 } });
    assert.deepEqual(refused, {});
    const newest = new Map(world.sent.map(({ shard, likes }) => [shard, likes]));
    assert.equal(
      [...newest.values()].reduce((sum, likes) => sum + likes),
      58,
    );
  });

  it('[BATTLE-57] are for the side that they name, or was voted for last, or the show’s own; for none otherwise', async () => {
    const world = ballotWorld({ ballots: [{ home: 'blue' }] });
    const [ann, bob, cid] = [world.join('ann'), world.join('bob'), world.join('cid')];
    await world.voteNow(ann, { option: 'red' });
    world.like(ann, 1);
    world.like(bob, 2);
    world.like(cid, 4, 'nobody');
    assert.deepEqual(world.tally().points.likes, { red: { 0: 1 }, blue: { 0: 2 } });
  });

  it('[BATTLE-57] count while votes are taken', async () => {
    const world = ballotWorld();
    const [ann, bob] = [world.join('ann'), world.join('bob')];
    await world.pass(59_999);
    world.like(ann, 1, 'red');
    await world.pass(1);
    world.like(bob, 1, 'red');
    const now = world.clock.now();
    world.orderBallot(battle, { periods: [{ startsAt: now, endsAt: now + 9000, slice: 60 }], ended: true });
    world.like(bob, 1, 'red');
    world.orderBallot(battle, { ended: false });
    assert.deepEqual(world.tally().points.likes, { red: { 59: 1 } });
  });
});
