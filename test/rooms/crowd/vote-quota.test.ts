/** What one viewer can get out of a battle: never more than their votes, however they go about it, and whatever dies meanwhile. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { cheater, cheaterTabs, fan, sniper, voteRequest } from '../../../shared/battle-bots/index.ts';
import type { BallotSight, BattleBot, LastVote } from '../../../shared/battle-bots/index.ts';
import { isRefusal, viewerRequests } from '../../../shared/protocol/index.ts';
import { ballotWorld, battle } from '../../support/ballot-world.ts';
import type { BallotWorld, VoteAnswer } from '../../support/ballot-world.ts';
import { quickRandom } from '../../support/quick-random.ts';
import type { TestMember } from '../../support/show-world.ts';

const quota = 10;
const options = ['red', 'blue'];

/** Of each viewer, the accepted votes by key: what the tally has to be the sum of. */
type Accepted = Map<string, Map<string, { option: string; count: number; left: number }>>;

describe('a viewer’s votes', () => {
  it('[BATTLE-67] are one quota for all tabs and connections, and after a crash', async () => {
    let world = ballotWorld();
    let accepted = 0;
    for (let round = 0; round < 5; round++) {
      const tabs = [world.join('ann'), world.join('ann'), world.join('ann')];
      const answers = [];
      for (const tab of tabs) answers.push(world.vote(tab));
      await world.pass(10);
      for (const answer of await Promise.all(answers)) accepted += isRefusal(answer) ? 0 : 1;
      world.crowd.shardOf('ann').leave(tabs[2]!);
      if (round % 2 === 1) world = world.crash({ downMs: 20 });
      await world.pass(0);
    }
    assert.equal(accepted, quota);
    assert.equal(world.points('red'), quota);
  });

  it('[BATTLE-67] are exact whatever is asked, how often, by whom, and whenever the server dies', async () => {
    const vote = fc.record({
      viewer: fc.constantFrom('ann', 'bob', 'cid'),
      option: fc.constantFrom('red', 'blue', 'nobody'),
      count: fc.integer({ min: 1, max: 5 }),
      key: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
    });
    const happening = fc.oneof(
      { weight: 12, arbitrary: vote.map((one) => ({ kind: 'vote' as const, one })) },
      { weight: 3, arbitrary: fc.integer({ min: 1, max: 60 }).map((ms) => ({ kind: 'pass' as const, ms })) },
      { weight: 2, arbitrary: fc.constant({ kind: 'crash' as const }) },
      { weight: 1, arbitrary: fc.boolean().map((fails) => ({ kind: 'disk' as const, fails })) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { maxLength: 60 }), async (happenings) => {
        let world = ballotWorld({ commitMs: 7 });
        const accepted: Accepted = new Map();
        for (const what of happenings) {
          if (what.kind === 'pass') await world.pass(what.ms);
          if (what.kind === 'disk') world.journal.failing = () => what.fails;
          if (what.kind === 'crash') world = world.crash({ downMs: 3 });
          if (what.kind === 'vote') {
            const { viewer, ...asked } = what.one;
            void world.vote(world.join(viewer), asked).then((answer) => {
              if (!isRefusal(answer)) note(accepted, viewer, { ...asked, left: answer.left });
            });
          }
        }
        world.journal.failing = () => false;
        await world.pass(500);
        // What was answered is there after another crash; what was not may be, but only within the quota.
        world = world.crash();
        await world.pass(0);
        assert.deepEqual(world.errors, []);
        const { points, votes } = world.tally();
        for (const option of options) {
          const total = Object.values(points.votes[option] ?? {}).reduce((sum, n) => sum + n, 0);
          assert.equal(total, votes[option] ?? 0);
          assert.ok(total >= sumOf(accepted, option));
        }
        let used = 0;
        for (const viewer of ['ann', 'bob', 'cid']) {
          const [own] = world.crowd.shardOf(viewer).ownOf(world.join(viewer)).votesLeft;
          assert.ok(!own || (own.left >= 0 && own.left < quota));
          used += own ? quota - own.left : 0;
          // Asked again, every accepted vote is answered as it was.
          for (const [key, { left, ...asked }] of accepted.get(viewer) ?? []) {
            assert.deepEqual(await world.voteNow(world.join(viewer), { ...asked, key, withinMs: 30 }), { left });
          }
        }
        assert.equal(used, (votes['red'] ?? 0) + (votes['blue'] ?? 0));
      }),
      { numRuns: 150 },
    );
  });

  it('[BATTLE-68] are exact under 50,000 votes of cheaters: many tabs, replays, forged sides, too many, too early and too late', async function () {
    this.timeout(60_000);
    let world = ballotWorld({ ballots: [{ votesPerViewer: quota }] });
    const startsAt = world.clock.now() + 2000;
    const periods = [{ startsAt, endsAt: startsAt + 20_000, slice: 0 }];
    world.orderBallot(battle, { periods, step: 2 });
    const accepted: Accepted = new Map();
    const bots = [
      ...crowdOf(cheater, { viewers: 100, tabs: cheaterTabs }),
      ...crowdOf(fan, { viewers: 60, tabs: 1 }),
      ...crowdOf(sniper, { viewers: 40, tabs: 1 }),
    ];
    let sent = 0;
    for (let tick = 0; tick < 240; tick++) {
      if (tick === 90 || tick === 170) {
        world = world.crash({ downMs: 40 });
        for (const bot of bots) bot.member = null;
      }
      for (const bot of bots) if (bot.lookAt <= world.clock.now()) sent += look(bot, { world, accepted, periods });
      await world.pass(100);
    }
    assert.ok(sent >= 50_000, `${sent} votes were sent`);
    world = world.crash();
    await world.pass(0);
    const { votes, voters, points, refused } = world.tally();
    assert.deepEqual(Object.keys(votes).toSorted(), ['blue', 'red']);
    for (const option of options) {
      assert.equal(votes[option], sumOf(accepted, option));
      assert.equal(
        Object.values(points.votes[option]!).reduce((sum, n) => sum + n, 0),
        votes[option],
      );
    }
    assert.equal(voters, accepted.size);
    for (const keys of accepted.values()) assert.ok([...keys.values()].reduce((sum, { count }) => sum + count, 0) <= quota);
    for (const code of ['key-reused', 'vote/closed', 'vote/not-open', 'vote/quota', 'vote/unknown-option'])
      assert.ok(refused[code]! > 100, `${code}: ${refused[code]}`);
    assert.deepEqual(world.errors, []);
    // Likes, too: no viewer has more than five of them.
    const likes = Object.values(points.likes).flatMap((slices) => Object.values(slices));
    assert.ok(likes.reduce((sum, n) => sum + n, 0) <= 200 * 5);
  });
});

/** One tab of a bot. */
interface Tab {
  viewer: string;
  plays: BattleBot;
  random: ReturnType<typeof quickRandom>;
  member: TestMember | null;
  lookAt: number;
  left: number;
  last: LastVote | null;
  votes: number;
}

function crowdOf(plays: BattleBot, { viewers, tabs }: { viewers: number; tabs: number }): Tab[] {
  return Array.from({ length: viewers * tabs }, (_, n) => {
    const viewer = `${plays.name}-${n % viewers}`;
    return {
      viewer,
      plays,
      random: quickRandom(`${plays.name} ${n}`),
      member: null,
      lookAt: 0,
      left: quota,
      last: null,
      votes: 0,
    };
  });
}

/** Lets a bot do what it wants; says how many votes it sent. What no page could send is stopped at the door. */
function look(
  bot: Tab,
  { world, accepted, periods }: { world: BallotWorld; accepted: Accepted; periods: { startsAt: number; endsAt: number }[] },
): number {
  const now = world.clock.now();
  const { startsAt: opensAt, endsAt: closesAt } = periods[0]!;
  const ballot = { contest: battle, options, opensAt, closesAt, votesPerViewer: quota, likesPerViewer: 5, isOver: false };
  const { viewer, left, last, votes } = bot;
  const sees: BallotSight = { viewer, now, ballot, left, last, votes };
  const { ask, thinkMs } = bot.plays(bot.random, sees);
  bot.lookAt = now + thinkMs;
  if (!ask) return 0;
  const member = (bot.member ??= world.join(viewer));
  if (ask.kind === 'like') {
    world.like(member, ask.count, ask.option);
    return 0;
  }
  const parsed = viewerRequests.vote.safeParse(voteRequest(ask));
  const vote: LastVote = { option: ask.option, count: ask.count, key: ask.key, outcome: 'waiting', at: now };
  if (bot.last?.key !== ask.key) bot.votes++;
  bot.last = vote;
  if (!parsed.success) {
    vote.outcome = 'bad-request';
    return 1;
  }
  const answered = async (): Promise<VoteAnswer> => world.crowd.shardOf(viewer).vote(member, parsed.data);
  void answered().then((answer) => {
    vote.at = world.clock.now();
    vote.outcome = isRefusal(answer) ? answer.code : 'counted';
    if (isRefusal(answer)) return;
    bot.left = answer.left;
    note(accepted, viewer, { ...ask, left: answer.left });
  });
  return 1;
}

/** Keeps what was answered; the same key has to be answered the same for ever. */
function note(
  accepted: Accepted,
  viewer: string,
  { key, option, count, left }: { key: string; option: string; count: number; left: number },
): void {
  let keys = accepted.get(viewer);
  if (!keys) accepted.set(viewer, (keys = new Map()));
  const known = keys.get(key);
  assert.deepEqual(known ?? { option, count, left }, { option, count, left });
  keys.set(key, { option, count, left });
}

function sumOf(accepted: Accepted, option: string): number {
  const all = [...accepted.values()].flatMap((keys) => [...keys.values()]);
  return all.reduce((sum, vote) => sum + (vote.option === option ? vote.count : 0), 0);
}
