/** Polls on the stage: one vote each, shown as they come or only at the end, closed in two steps. */
import assert from 'node:assert/strict';
import { createMemoryWire } from '../../../server/memory/wire.ts';
import { checkPollReceipt } from '../../../shared/poll/index.ts';
import { decodingViewer } from '../../support/decoding-viewer.ts';
import { claimsOf, showWorld } from '../../support/show-world.ts';
import type { ShowWorld } from '../../support/show-world.ts';
import {
  beginBattle,
  beginPoll,
  choose,
  codeOf,
  home,
  pollId,
  pollReceipt,
  scores,
  shownPoll,
  vote,
  votes,
} from '../../support/stage-contests.ts';
import { tappedWire } from '../../support/tapped-wire.ts';

const endsMs = 20_000;

function voters(world: ShowWorld) {
  return [0, 1].map((shard) => world.join(home(shard)));
}

describe('a poll', () => {
  it('[BATTLE-161] from its order to its receipt: one vote each, by the clock, the same for everybody', async () => {
    const world = await showWorld();
    const early = decodingViewer(world.shows.get('demo')!.crowd.feed);
    const [ann, bob] = voters(world);
    const at = world.clock.now();
    await beginPoll(world);
    assert.deepEqual([shownPoll(world).status, shownPoll(world).endsAt], ['open', at + endsMs]);
    assert.deepEqual(await choose(world, ann!, 'tea'), { left: 0 });
    assert.equal(codeOf(await choose(world, ann!, 'coffee')), 'vote/quota');
    assert.deepEqual(await choose(world, bob!, 'tea'), { left: 0 });
    await world.pass(100);
    assert.deepEqual(votes(world), { tea: 2, coffee: 0 });
    await world.pass(at + endsMs - world.clock.now());
    assert.equal(shownPoll(world).status, 'closed');
    const receipt = (await pollReceipt(world))!;
    assert.deepEqual(receipt.result, { votes: { tea: 2, coffee: 0 }, winner: 'tea' });
    assert.deepEqual([receipt.reason, receipt.missing, receipt.counted.voters], ['time', [], 2]);
    assert.deepEqual(checkPollReceipt(receipt), []);
    const events = await world.journal.events(0, 10);
    assert.deepEqual(
      events.map(({ type, data }) => [type, data]),
      [['poll.settled', { poll: pollId, question: 'Tea or coffee?', votes: { tea: 2, coffee: 0 }, winner: 'tea' }]],
    );
    const settled = world.journal.handed.filter(({ receipts }) => receipts);
    assert.deepEqual(
      settled.map(({ events: told, audit, core }) => [told?.length, audit?.command, core !== undefined]),
      [[1, 'poll-settled', true]],
    );
    assert.equal(world.counted.get('drumroll_polls_total'), 1);
    for (const viewer of [early, decodingViewer(world.shows.get('demo')!.crowd.feed)])
      assert.deepEqual(viewer.json(), world.json());
    assert.deepEqual(world.errors, []);
  });

  it('[BATTLE-162] whose results are for the end shows none before', async () => {
    const world = await showWorld();
    const [ann, bob] = voters(world);
    await beginPoll(world, { results: 'end' });
    await choose(world, ann!, 'tea');
    await choose(world, bob!, 'coffee');
    for (let look = 0; look < 19; look++) {
      await world.pass(1000);
      assert.deepEqual(votes(world), { tea: 0, coffee: 0 });
    }
    await world.pass(1000);
    assert.deepEqual([shownPoll(world).status, votes(world)], ['closed', { tea: 1, coffee: 1 }]);
    assert.equal((await pollReceipt(world))!.result.winner, null, 'nobody is in front');
  });

  it('[BATTLE-163] closed by a moderator it has every vote that was taken before', async () => {
    const world = await showWorld({ commitMs: 40 });
    const [ann, bob] = voters(world);
    await beginPoll(world);
    const taken = [ann!, bob!].map(async (member) =>
      world.shard(member).vote(member, { poll: pollId, choice: 'coffee', key: 'k' }),
    );
    // Nothing of the votes has been heard on the stage.
    assert.deepEqual(await world.command('poll.close', {}, { by: claimsOf('moderator') }), { ok: true });
    await world.pass(500);
    assert.deepEqual(await Promise.all(taken), [{ left: 0 }, { left: 0 }]);
    const receipt = (await pollReceipt(world))!;
    assert.deepEqual([receipt.reason, receipt.result.votes], ['closed', { tea: 0, coffee: 2 }]);
    assert.deepEqual(checkPollReceipt(receipt), []);
    assert.equal(codeOf(await choose(world, world.join('cid'), 'tea')), 'vote/closed');
  });

  it('[BATTLE-163] the end of the show closes it with every vote that was taken before', async () => {
    const world = await showWorld();
    const [ann, bob] = voters(world);
    await beginPoll(world);
    await choose(world, ann!, 'tea');
    // Answered, but no tick has come since.
    const last = world.shard(bob!).vote(bob!, { poll: pollId, choice: 'tea', key: 'k' });
    assert.deepEqual(await world.command('show.end'), { ok: true });
    await world.pass(100);
    assert.deepEqual(await last, { left: 0 });
    const receipt = (await pollReceipt(world))!;
    assert.deepEqual([receipt.reason, receipt.result.votes], ['show-ended', { tea: 2, coffee: 0 }]);
  });

  it('[BATTLE-164] waits a second for the last word of every shard, and says whose is missing', async () => {
    const world = await showWorld({
      wire: () =>
        tappedWire(createMemoryWire(), {
          snapshot: ({ shard, ballots }, deliver) => {
            if (shard !== 1 || !ballots.some(({ final }) => final)) deliver();
          },
        }),
    });
    const [ann, bob] = voters(world);
    await beginPoll(world);
    await choose(world, ann!, 'tea');
    await choose(world, bob!, 'tea');
    await world.pass(endsMs - 120);
    await world.pass(999);
    assert.equal(await pollReceipt(world), null);
    await world.pass(1);
    const receipt = (await pollReceipt(world))!;
    assert.deepEqual([receipt.missing, receipt.result.votes], [[1], { tea: 2, coffee: 0 }]);
    assert.equal(world.counted.get('drumroll_missing_finals_total'), 1);
  });

  it('[BATTLE-165] goes on after a crash, with its end and one vote each', async () => {
    const world = await showWorld({ commitMs: 15 });
    const [ann] = voters(world);
    const at = world.clock.now();
    await beginPoll(world);
    await choose(world, ann!, 'tea');
    await world.pass(1000);
    const again = await world.crash({ downMs: 3000 });
    await again.pass(100);
    assert.deepEqual([shownPoll(again).status, votes(again)], ['open', { tea: 1, coffee: 0 }]);
    const [back, bob] = voters(again);
    assert.equal(codeOf(await choose(again, back!, 'coffee')), 'vote/quota');
    assert.deepEqual(await choose(again, bob!, 'coffee'), { left: 0 });
    await again.pass(at + endsMs + 100 - again.clock.now());
    const receipt = (await pollReceipt(again))!;
    assert.deepEqual([receipt.reason, receipt.missing, receipt.result.votes], ['time', [], { tea: 1, coffee: 1 }]);
    assert.deepEqual(again.errors, []);
  });

  it('[BATTLE-166] runs beside a battle and a round: each has its own votes and its own end', async () => {
    const world = await showWorld();
    const [ann, bob] = voters(world);
    await beginBattle(world);
    await beginPoll(world, { durationMs: 20_000 });
    await world.command('round.start', { game: 'tap-race', settings: { durationSeconds: 17 } });
    await world.pass(3100);
    await vote(world, ann!, 'red', 3);
    await choose(world, ann!, 'coffee');
    await choose(world, bob!, 'tea');
    await vote(world, bob!, 'blue', 2);
    assert.deepEqual(await world.input(bob!, { type: 'tap', payload: { count: 5 } }), { accepted: true });
    await world.pass(100);
    assert.deepEqual(
      [scores(world), votes(world)],
      [
        { red: 3, blue: 2 },
        { tea: 1, coffee: 1 },
      ],
    );
    // All three end within the same tick.
    await world.pass(17_000);
    const kinds = world.journal.handed.flatMap(({ receipts = [] }) => receipts.map(({ kind }) => kind));
    assert.deepEqual(kinds.toSorted(), ['battle', 'poll', 'round']);
    assert.deepEqual(world.errors, []);
  });
});
