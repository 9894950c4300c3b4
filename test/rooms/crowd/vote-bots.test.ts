/** Bots in battles and polls: they vote in what is rehearsed, through the same door as everybody, and nowhere else. */
import assert from 'node:assert/strict';
import { ballotOf, ballotWorld, battle, poll } from '../../support/ballot-world.ts';

const bots = 60;

/** A rehearsal of a battle of twenty seconds and a poll, which begin after two seconds. */
function rehearsing() {
  const startsAt = ballotWorld().clock.now() + 2000;
  const periods = [{ startsAt, endsAt: startsAt + 20_000, slice: 0 }];
  const ballots = [
    ballotOf(startsAt, { periods, rehearsal: true }),
    ballotOf(startsAt, {
      id: poll,
      options: ['yes', 'no', 'both'],
      votesPerViewer: 1,
      likesPerViewer: 0,
      periods,
      rehearsal: true,
    }),
  ];
  return { world: ballotWorld({ order: { bots, ballots } }), startsAt };
}

const sum = (counts: Record<string, number>) => Object.values(counts).reduce((all, n) => all + n, 0);

describe('bots of a rehearsal', () => {
  it('[BATTLE-69] vote in its battle and poll within their quotas: fans all the time, snipers in the last second', async () => {
    const { world } = rehearsing();
    await world.pass(1999);
    assert.deepEqual(world.tally().points.votes, {});
    await world.pass(19_000);
    const before = world.tally();
    await world.pass(2000);
    const after = world.tally();
    assert.ok(before.voters > bots / 3 && after.voters > before.voters, `${before.voters}, then ${after.voters}`);
    assert.ok(after.voters <= bots && sum(after.votes) <= bots * 10);
    assert.ok(sum(after.votes) - sum(before.votes) >= 100, 'snipers come late, with all they have');
    assert.deepEqual(Object.keys(after.points.likes).toSorted(), ['blue', 'red']);
    const { votes, voters } = world.tally(poll);
    assert.equal(sum(votes), voters);
    assert.ok(voters > bots / 2);
    assert.deepEqual(world.errors, []);
  });

  it('[BATTLE-69] vote on in an overtime, and stop when the ballot or the rehearsal is over', async () => {
    const { world, startsAt } = rehearsing();
    await world.pass(12_000);
    const answered = () => [...world.counted].reduce((all, [name, n]) => all + (name.startsWith('drumroll_votes') ? n : 0), 0);
    world.orderBallot(poll, { ended: true });
    const inPoll = world.tally().voters;
    assert.ok(inPoll > 0);
    const first = { startsAt, endsAt: world.clock.now(), slice: 0 };
    const second = { startsAt: world.clock.now() + 500, endsAt: world.clock.now() + 10_500, slice: 20 };
    const before = world.tally().votes;
    world.orderBallot(battle, { periods: [first, second], step: 2 });
    await world.pass(11_000);
    assert.ok(world.tally().votes['red']! > before['red']!);
    world.order({ bots: 0, ballots: [] });
    const asked = answered();
    await world.pass(20_000);
    assert.equal(answered(), asked);
  });

  it('[BATTLE-69] leave alone what is not rehearsed', async () => {
    const now = ballotWorld().clock.now();
    const world = ballotWorld({ order: { bots, ballots: [ballotOf(now), ballotOf(now, { id: poll, rehearsal: true })] } });
    await world.pass(30_000);
    assert.deepEqual([world.tally().voters, world.tally(poll).voters > 10], [0, true]);
  });
});
