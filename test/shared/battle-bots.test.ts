/** The bots of battles and polls: what each does, and that a seed decides all of it. */
import assert from 'node:assert/strict';
import { cheater, fan, sniper, voteRequest } from '../../shared/battle-bots/index.ts';
import type { BallotSight, BattleBot, BattleBotAsk } from '../../shared/battle-bots/index.ts';
import { seededRandom } from '../../shared/game-kit/index.ts';
import { viewerRequests } from '../../shared/protocol/index.ts';

const opensAt = 1_800_000_010_000;
const closesAt = opensAt + 60_000;

interface Played {
  at: number;
  ask: BattleBotAsk;
}

/** Lets a bot play a battle from ten seconds before it to ten seconds after it; every vote within the quota counts. */
function play(bot: BattleBot, seed: string, viewer = 'ann'): Played[] {
  const random = seededRandom(seed);
  const ballot = {
    contest: 'demo.battle-6',
    options: ['red', 'blue'],
    opensAt,
    closesAt,
    votesPerViewer: 10,
    likesPerViewer: 5,
    isOver: false,
  };
  const played: Played[] = [];
  const sees: BallotSight = { viewer, now: opensAt - 10_000, ballot, left: 10, last: null, votes: 0 };
  while (sees.now < closesAt + 10_000) {
    const { ask, thinkMs } = bot(random, sees);
    assert.ok(thinkMs >= 0 && Number.isFinite(thinkMs), `${thinkMs}`);
    if (ask) played.push({ at: sees.now, ask });
    if (ask?.kind === 'vote') {
      const { option, count, key } = ask;
      const counts = count <= sees.left && sees.now >= opensAt && sees.now < closesAt;
      if (counts) sees.left -= count;
      sees.votes++;
      sees.last = { option, count, key, outcome: counts ? 'counted' : 'vote/quota', at: sees.now };
    }
    sees.now += Math.max(1, thinkMs);
  }
  return played;
}

const votesOf = (played: Played[]) => played.flatMap(({ at, ask }) => (ask.kind === 'vote' ? [{ at, ...ask }] : []));
const countOf = (played: Played[]) => votesOf(played).reduce((sum, { count }) => sum + count, 0);

describe('bots of battles', () => {
  for (const bot of [fan, sniper, cheater]) {
    it(`[BATTLE-70] a ${bot.name} does the same under the same seed`, () => {
      assert.deepEqual(play(bot, 'same'), play(bot, 'same'));
      assert.notDeepEqual(play(bot, 'same'), play(bot, 'other'));
    });
  }

  it('[BATTLE-70] fans stand by one side, and spread what they have over the battle', () => {
    for (const seed of ['a', 'b', 'c', 'd']) {
      const played = play(fan, seed, `fan-${seed}`);
      const votes = votesOf(played);
      assert.deepEqual(new Set(played.map(({ ask }) => ask.option)).size, 1);
      assert.ok(votes.every(({ at }) => at >= opensAt && at < closesAt));
      assert.ok(countOf(played) >= 7 && countOf(played) <= 10, `${countOf(played)}`);
      assert.ok(votes.at(-1)!.at - votes[0]!.at > 20_000);
      assert.ok(played.some(({ ask }) => ask.kind === 'like'));
    }
    const favourites = new Set(['u', 'v', 'w', 'x', 'y', 'z'].map((viewer) => play(fan, 'seed', viewer)[0]!.ask.option));
    assert.equal(favourites.size, 2);
  });

  it('[BATTLE-70] snipers give all they have in the last second', () => {
    for (const seed of ['a', 'b', 'c', 'd']) {
      const played = play(sniper, seed);
      assert.equal(countOf(played), 10);
      assert.ok(played.every(({ at }) => at >= closesAt - 1000 && at < closesAt));
    }
  });

  it('[BATTLE-70] cheaters try all that must not work', () => {
    const votes = votesOf([...play(cheater, 'a'), ...play(cheater, 'b')]);
    const keys = votes.map(({ key }) => key);
    assert.ok(votes.some(({ at }) => at < opensAt) && votes.some(({ at }) => at >= closesAt));
    assert.ok(new Set(keys).size < keys.length);
    assert.ok(votes.some(({ option }) => option === '__proto__') && votes.some(({ count }) => count === 11));
    assert.ok(
      votes.some(({ contest }) => contest === 'demo.battle-7') && votes.some(({ contest }) => contest === 'other.battle-1'),
    );
    const parses = votes.map((vote) => viewerRequests.vote.safeParse(voteRequest(vote)).success);
    assert.ok(parses.includes(true) && parses.includes(false));
  });

  it('[BATTLE-70] ask again what may have counted, under the same key, and not what is settled', () => {
    const ballot = {
      contest: 'poll-3',
      options: ['yes', 'no'],
      opensAt,
      closesAt,
      votesPerViewer: 1,
      likesPerViewer: 0,
      isOver: false,
    };
    const last = { option: 'no', count: 1, key: 'vote-1', outcome: 'busy', at: opensAt + 100, retryAfterMs: 250 } as const;
    const sees: BallotSight = { viewer: 'ann', now: opensAt + 200, ballot, left: 1, last, votes: 1 };
    for (const bot of [fan, sniper]) {
      assert.deepEqual(bot(seededRandom('x'), sees), { ask: null, thinkMs: 150 });
      const { ask } = bot(seededRandom('x'), { ...sees, now: opensAt + 350 });
      assert.deepEqual(ask && ask.kind === 'vote' && voteRequest(ask), { poll: 'poll-3', choice: 'no', key: 'vote-1' });
      const settled = { ...last, outcome: 'counted' } as const;
      const after = bot(seededRandom('x'), { ...sees, now: closesAt - 10, left: 0, last: settled });
      assert.equal(after.ask, null);
    }
  });
});
