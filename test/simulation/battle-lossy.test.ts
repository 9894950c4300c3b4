/** Whole battles in bad weather: whatever is lost, late or repeated, and however often the server dies, the scores are exact. */
import assert from 'node:assert/strict';
import type { Journal } from '../../rooms/journal.ts';
import type { Bend, Weather } from '../support/lossy-wire.ts';
import { simulateBattle } from './sim-battle.ts';
import type { BattleSimulation } from './sim-battle.ts';

const seeds = (process.env['SIM_SEEDS'] ?? 'elder,fir,gingko').split(',');
const weather: Weather = { lose: 0.15, repeat: 0.15, delayMs: 90 };
const fair: Weather = { lose: 0, repeat: 0, delayMs: 1 };

describe('battles in bad weather', function () {
  this.timeout(120_000);
  for (const seed of seeds) {
    it(`[BATTLE-168] scores and votes are the exact sum of what was taken, and every decoder shows the stage (seed ${seed})`, async () => {
      const found = await simulateBattle({ seed, viewers: 250, weather, crashes: 3 });
      const { counted, crashes, overtimes, wire } = found;
      console.log(`      seed ${seed}: ${JSON.stringify({ ...counted, crashes, overtimes })}; wire: ${JSON.stringify(wire)}`);
      assert.deepEqual(found.wrong, []);
      assert.ok(counted.votes > 500 && counted.likes > 100 && counted.gifts > 20 && crashes >= 2 && wire.lost > 100);
    });
  }

  it('[BATTLE-168] the same seed fights the same battle', async () => {
    const sim: BattleSimulation = { seed: 'twice', viewers: 30, weather, crashes: 1 };
    assert.deepEqual(await simulateBattle(sim), await simulateBattle(sim));
  });

  const plants: [says: string, sim: Omit<BattleSimulation, 'seed' | 'viewers'>, finds: RegExp][] = [
    [
      'a stage that takes the oldest word of a shard for the newest',
      { weather: fair, crashes: 0, plant: { bend: stuck } },
      /the scores|misses/v,
    ],
    [
      'a stage that never hears one shard’s last words',
      { weather: fair, crashes: 0, plant: { bend: noFinals } },
      /misses demo\/1/v,
    ],
    ['a stage that takes half of the votes it hears of', { weather: fair, crashes: 0, plant: { bend: halved } }, /the scores/v],
    [
      'a shard that forgets what it had when it starts',
      { weather: fair, crashes: 2, plant: { journal: forgetful } },
      /the scores/v,
    ],
    [
      'a journal that answers before it has written',
      { weather: fair, crashes: 4, plant: { journal: hasty } },
      /acknowledged|the scores/v,
    ],
  ];
  for (const [says, sim, finds] of plants) {
    it(`[BATTLE-168] this simulation notices ${says}`, async () => {
      const { wrong } = await simulateBattle({ seed: 'plant', viewers: 80, ...sim });
      assert.ok(
        wrong.some((what) => finds.test(what)),
        wrong.join('\n').slice(0, 1000) || 'nothing was noticed',
      );
    });
  }
});

function stuck(): Bend {
  const first = new Map<string, unknown>();
  return {
    snapshot: (snapshot, deliver) => {
      const ballots = snapshot.ballots.map((ballot) => {
        const key = `${snapshot.shard}:${ballot.contest}:${ballot.step}`;
        if (!first.has(key)) first.set(key, ballot.tally);
        return { ...ballot, tally: first.get(key) as typeof ballot.tally };
      });
      deliver({ ...snapshot, ballots });
    },
  };
}

function noFinals(): Bend {
  return {
    snapshot: (snapshot, deliver) => {
      if (snapshot.shard !== 1 || !snapshot.ballots.some(({ final }) => final)) deliver(snapshot);
    },
  };
}

function halved(): Bend {
  return {
    snapshot: (snapshot, deliver) => {
      const ballots = snapshot.ballots.map((ballot) => {
        const { red, ...others } = ballot.tally.points.votes;
        const points = { ...ballot.tally.points, votes: others };
        return red && snapshot.shard === 0 ? { ...ballot, tally: { ...ballot.tally, points } } : ballot;
      });
      deliver({ ...snapshot, ballots });
    },
  };
}

function forgetful(journal: Journal): Journal {
  return { ...journal, shard: () => Promise.resolve(null) };
}

/** Answers at once; writes only with the next call. */
function hasty(journal: Journal): Journal {
  let unwritten: (() => Promise<void>) | null = null;
  return {
    ...journal,
    commit: (entry) => {
      const own = JSON.parse(JSON.stringify(entry)) as typeof entry;
      const before = unwritten;
      unwritten = () => journal.commit(own);
      void before?.();
      return Promise.resolve();
    },
  };
}
