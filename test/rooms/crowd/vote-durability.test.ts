/** Votes and the disk: what is answered is written, what was answered is answered again, and what cannot be kept is not taken. */
import assert from 'node:assert/strict';
import { JournalError } from '../../../rooms/journal-error.ts';
import type { JournalEntry } from '../../../rooms/journal.ts';
import { createMemoryJournal } from '../../../server/memory/journal.ts';
import { shardOf } from '../../../shared/ids.ts';
import { isRefusal } from '../../../shared/protocol/index.ts';
import { ballotOf, ballotWorld, battle } from '../../support/ballot-world.ts';
import type { BallotWorld, TestVote, VoteAnswer } from '../../support/ballot-world.ts';
import type { TestMember } from '../../support/show-world.ts';

/** Viewers of the same shard, so that one write can carry them all. */
const neighbours = Array.from({ length: 60 }, (_, i) => `v${i}`).filter((viewer) => shardOf(viewer, 2) === 0);

const codeOf = (answer: VoteAnswer | null) => (answer === null ? null : isRefusal(answer) ? answer.code : answer.left);
const isVotes = (call: JournalEntry | 'read') => call !== 'read' && call.shard !== undefined;
const votesHanded = ({ journal }: BallotWorld) => journal.handed.filter(isVotes);

/** What the answer is by now. */
function watched(world: BallotWorld, viewer: TestMember, vote?: TestVote): { now: VoteAnswer | null } {
  const seen: { now: VoteAnswer | null } = { now: null };
  void world.vote(viewer, vote).then((answer) => (seen.now = answer));
  return seen;
}

describe('an answered vote', () => {
  it('[BATTLE-58] is durable, and counts before that', async () => {
    const world = ballotWorld();
    const ann = world.join('ann');
    world.journal.hold();
    const first = watched(world, ann, { key: 'k' });
    const again = watched(world, ann, { key: 'k' });
    await world.pass(5000);
    assert.deepEqual([first.now, again.now], [null, null]);
    assert.equal(world.points('red'), 1);
    world.journal.release();
    await world.pass(0);
    assert.deepEqual([first.now, again.now], [{ left: 9 }, { left: 9 }]);
    assert.equal(world.points('red'), 1);
  });

  it('[BATTLE-58] waits 5 ms for company at most, and those of a moment share one write', async () => {
    const world = ballotWorld();
    const members = neighbours.map((viewer) => world.join(viewer));
    await world.pass(1000);
    const before = world.journal.handed.length;
    const answers = members.map((member) => watched(world, member));
    await world.pass(5);
    assert.ok(answers.every(({ now }) => codeOf(now) === 9));
    const entries = world.journal.handed.slice(before);
    assert.deepEqual([entries.length, entries[0]?.shard?.records.length], [1, neighbours.length]);
  });

  it('[BATTLE-59] is answered the same under its key: at once, after others, after the end and while the order lists the ballot', async () => {
    const world = ballotWorld();
    const ann = world.join('ann');
    const ask = async (over: TestVote = {}) => codeOf(await world.voteNow(ann, { key: 'first', count: 2, ...over }));
    assert.equal(await ask(), 8);
    await world.voteNow(ann, { count: 3 });
    assert.equal(await ask(), 8);
    assert.equal(await ask({ count: 1 }), 'key-reused');
    assert.equal(await ask({ option: 'blue' }), 'key-reused');
    await world.pass(60_000);
    assert.equal(await ask(), 8);
    world.orderBallot(battle, { ended: true });
    world.order({ status: 'ended' });
    assert.equal(await ask(), 8);
    assert.equal(await ask({ count: 1 }), 'key-reused');
    assert.equal(await ask({ key: 'another' }), 'show/not-live');
    world.order({ status: 'live' });
    assert.equal(await ask({ key: 'another' }), 'vote/closed');
    world.order({ ballots: [] });
    assert.equal(await ask(), 'battle/unknown');
    assert.equal(votesHanded(world).length, 4);
  });

  it('[BATTLE-59] is known after a crash, also in a ballot that has ended', async () => {
    const world = ballotWorld();
    const ann = world.join('ann');
    assert.equal(codeOf(await world.voteNow(ann, { key: 'k', count: 4 })), 6);
    const second = world.crash({ downMs: 100 });
    await second.pass(0);
    const back = second.join('ann');
    assert.equal(codeOf(await second.voteNow(back, { key: 'k', count: 4 })), 6);
    assert.equal(codeOf(await second.voteNow(back, { key: 'k', count: 5 })), 'key-reused');
    assert.equal(codeOf(await second.voteNow(back, { count: 7 })), 'vote/quota');
    assert.deepEqual(second.crowd.shardOf('ann').ownOf(back).votesLeft, [{ contest: battle, left: 6, last: 'red' }]);
    await second.pass(60_000);
    second.orderBallot(battle, { ended: true });
    const third = second.crash();
    await third.pass(0);
    assert.equal(codeOf(await third.voteNow(third.join('ann'), { key: 'k', count: 4 })), 6);
  });

  it('[BATTLE-59] of a ballot that went and came back is known', async () => {
    const world = ballotWorld();
    const ann = world.join('ann');
    await world.voteNow(ann, { key: 'k' });
    world.order({ ballots: [] });
    world.order({ ballots: [ballotOf(world.clock.now())] });
    assert.equal(codeOf(await world.voteNow(ann, { key: 'k' })), 'busy');
    assert.equal(codeOf(await world.voteNow(ann, { key: 'k' })), 9);
    assert.equal(world.points('red'), 1);
  });
});

describe('a vote that cannot be written', () => {
  it('[BATTLE-60] is busy; asked again it is written and answered, and was counted once', async () => {
    const world = ballotWorld();
    const ann = world.join('ann');
    world.journal.failing = isVotes;
    const first = await world.voteNow(ann, { key: 'k' });
    assert.ok(isRefusal(first) && first.code === 'busy' && first.retryAfterMs! > 0);
    world.journal.failing = () => false;
    assert.equal(codeOf(await world.voteNow(ann, { key: 'k' })), 9);
    assert.equal(world.points('red'), 1);
    const again = world.crash();
    await again.pass(0);
    assert.equal(again.points('red'), 1);
  });

  it('[BATTLE-60] is lost in a crash together with what it used, or not at all', async () => {
    const world = ballotWorld();
    const ann = world.join('ann');
    await world.voteNow(ann, { key: 'kept', count: 6 });
    world.journal.hold();
    assert.equal(codeOf(await world.voteNow(ann, { key: 'lost', count: 4 })), null);
    const again = world.crash();
    await again.pass(0);
    assert.equal(again.points('red'), 6);
    const back = again.join('ann');
    assert.equal(codeOf(await again.voteNow(back, { key: 'lost', count: 4 })), 0);
    assert.equal(again.points('red'), 10);
  });

  it('[BATTLE-61] ever: the shard says so, takes no more, and keeps what it has', async () => {
    const inner = createMemoryJournal();
    let refuses = false;
    const commit = (entry: JournalEntry) =>
      refuses && isVotes(entry) ? Promise.reject(new JournalError('too-large')) : inner.commit(entry);
    const world = ballotWorld({ journal: { ...inner, commit } });
    const [ann, bob] = neighbours.map((viewer) => world.join(viewer));
    await world.voteNow(ann!);
    refuses = true;
    assert.equal(codeOf(await world.voteNow(bob!)), 'busy');
    assert.equal(codeOf(await world.voteNow(bob!)), 'busy');
    const elsewhere = Array.from({ length: 9 }, (_, n) => `w${n}`).find((viewer) => shardOf(viewer, 2) === 1)!;
    refuses = false;
    assert.equal(codeOf(await world.voteNow(world.join(elsewhere))), 9);
    world.like(ann!, 5, 'red');
    const said = world.asked();
    assert.deepEqual(
      said.map(({ fault }) => fault?.includes('larger than the journal takes') ?? false),
      [true, false],
    );
    assert.deepEqual(said[0]?.tally.votes, { red: 2 });
    assert.deepEqual(said[0]?.tally.points.likes, {});
    await world.pass(60_000);
    const handed = votesHanded(world).length;
    assert.deepEqual(
      world.asked().map(({ final }) => final),
      [true, true],
    );
    assert.equal(votesHanded(world).length, handed);
  });

  it('[BATTLE-61] because what was stored of it is broken: its shard takes none', async () => {
    const inner = createMemoryJournal();
    const records = [{ viewer: neighbours[0]!, record: 'no record' }];
    await inner.commit({ show: 'demo', shard: { part: battle, shard: 0, state: null, records } });
    const world = ballotWorld({ journal: inner, order: null });
    world.order({ ballots: [ballotOf(world.clock.now())] });
    await world.pass(0);
    assert.equal(codeOf(await world.voteNow(world.join(neighbours[0]!))), 'busy');
    const [broken, sound] = world.asked();
    assert.ok(broken?.fault !== undefined && sound?.fault === undefined);
  });
});

describe('likes', () => {
  it('[BATTLE-62] are durable within 250 ms, and what was used of them is known after a crash', async () => {
    const world = ballotWorld();
    const ann = world.join('ann');
    world.like(ann, 3, 'red');
    await world.pass(249);
    assert.equal(votesHanded(world).length, 0);
    await world.pass(1);
    assert.equal(votesHanded(world).length, 1);
    const again = world.crash();
    await again.pass(0);
    again.like(again.join('ann'), 50, 'red');
    assert.equal(again.points('red'), 5);
  });
});

describe('a shard that begins while votes are taken', () => {
  it('[BATTLE-63] takes none and says nothing of the ballot before it has read what it had; then it goes on', async () => {
    const world = ballotWorld();
    const ann = world.join('ann');
    await world.voteNow(ann, { count: 7 });
    const again = world.crash({ readsHeld: true });
    const back = again.join('ann');
    assert.equal(codeOf(await again.voteNow(back)), 'busy');
    again.like(back, 1, 'red');
    assert.deepEqual(again.asked(), []);
    assert.ok(again.sent.length > 0);
    const dirty = again.dirty;
    again.journal.release();
    await again.pass(0);
    assert.equal(again.dirty, dirty + 2);
    assert.equal(again.points('red'), 7);
    assert.equal(codeOf(await again.voteNow(back, { count: 4 })), 'vote/quota');
    assert.equal(codeOf(await again.voteNow(back, { count: 3 })), 0);
  });

  it('[BATTLE-63] has nothing to say of a ballot that is gone by then', async () => {
    const world = ballotWorld();
    await world.voteNow(world.join('ann'));
    const again = world.crash({ readsHeld: true });
    const back = again.join('ann');
    again.order({ ballots: [] });
    again.pull();
    const [told, dirty] = [back.told, again.dirty];
    again.journal.release();
    await again.pass(100);
    assert.deepEqual([back.told, again.dirty], [told, dirty]);
  });

  it('[BATTLE-63] tries to read again until it can, and follows the newest order then', async () => {
    const world = ballotWorld();
    await world.voteNow(world.join('ann'), { count: 7 });
    const again = world.crash({ readsHeld: true });
    again.journal.failing = (call) => call === 'read';
    again.order({ ballots: [ballotOf(0, { id: 'demo.battle-2' })] });
    again.journal.release();
    const now = again.clock.now();
    const longer = { startsAt: now - 5, endsAt: now + 90_000, slice: 0 };
    again.order({ ballots: [ballotOf(now, { periods: [longer], step: 4 })] });
    await again.pass(1000);
    assert.deepEqual(again.asked(), []);
    again.journal.failing = () => false;
    await again.pass(1000);
    assert.deepEqual(
      again.asked().map(({ contest, step }) => [contest, step]),
      [
        [battle, 4],
        [battle, 4],
      ],
    );
    await again.pass(80_000);
    assert.equal(codeOf(await again.voteNow(again.join('ann'), { count: 3 })), 0);
  });
});
