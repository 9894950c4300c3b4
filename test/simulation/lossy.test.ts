/** Whole shows in bad weather: whatever is lost, late or repeated, and however often the server dies, the results are exact. */
import assert from 'node:assert/strict';
import type { Journal } from '../../rooms/journal.ts';
import type { AnyGame } from '../../shared/game-kit/index.ts';
import { games } from '../../shared/games/index.ts';
import type { Weather } from '../support/lossy-wire.ts';
import { simulate } from './sim-show.ts';
import type { Simulation } from './sim-show.ts';

const seeds = (process.env['SIM_SEEDS'] ?? 'alder,beech,chestnut,dogwood').split(',');
const weather: Weather = { lose: 0.15, repeat: 0.15, delayMs: 90 };
const fair: Weather = { lose: 0, repeat: 0, delayMs: 1 };

describe('shows in bad weather', function () {
  this.timeout(120_000);
  for (const seed of seeds) {
    it(`[ROOM-72] results are the exact fold of what was accepted, and every decoder shows the stage (seed ${seed})`, async () => {
      const before = process.cpuUsage();
      const found = await simulate({ seed, viewers: 300, weather, crashes: 2 });
      const { user, system } = process.cpuUsage(before);
      const { inputs, acknowledged, crashes, lostInCrashes, wire, simulatedMs } = found;
      console.log(
        `      seed ${seed}: ${Math.round(simulatedMs / ((user + system) / 1000))} × faster than real time; ${inputs} inputs, ` +
          `${acknowledged} acknowledged, ${lostInCrashes} others lost in ${crashes} crashes; wire: ${JSON.stringify(wire)}`,
      );
      assert.deepEqual(found.wrong, []);
      assert.ok(inputs > 1000 && acknowledged > 500 && crashes >= 4 && wire.lost > 300 && wire.delayed > 1000);
    });
  }

  it('[ROOM-72] the same seed plays the same show', async () => {
    const sim: Simulation = { seed: 'twice', viewers: 40, weather, crashes: 1 };
    assert.deepEqual(await simulate(sim), await simulate(sim));
  });

  const plants: [says: string, sim: Omit<Simulation, 'seed' | 'viewers'>, finds: RegExp][] = [
    [
      'a stage that adds snapshots up, as if they were deltas',
      { weather, crashes: 0, plant: { bend: deltas() } },
      /the result of round/,
    ],
    [
      'a stage that never hears one shard’s last words',
      { weather: fair, crashes: 0, plant: { bend: noFinals() } },
      /misses shards 1/,
    ],
    [
      'a stage that takes the oldest snapshot for the newest',
      { weather: fair, crashes: 0, plant: { bend: stuck() } },
      /the result of round|misses/,
    ],
    [
      'a shard that folds an input twice',
      { weather: fair, crashes: 0, plant: { games: twice('tap-race') } },
      /the result of round 1/,
    ],
    [
      'a merge that loses a shard',
      { weather: fair, crashes: 0, plant: { games: halfMerge('lucky-draw') } },
      /the result of round 3/,
    ],
    [
      'a reveal that is not scored',
      { weather: fair, crashes: 0, plant: { games: noReveal('quick-quiz') } },
      /the result of round 2/,
    ],
    [
      'a shard that forgets what it had when it starts',
      { weather: fair, crashes: 2, plant: { journal: forgetful } },
      /the result of round|acknowledged/,
    ],
    [
      'a journal that answers before it has written',
      { weather: fair, crashes: 4, plant: { journal: hasty } },
      /acknowledged input|result of round/,
    ],
    ['a feed that swallows a patch', { weather: fair, crashes: 0, plant: { bend: swallow() } }, /what decoder \d shows/],
  ];
  for (const [says, sim, finds] of plants) {
    it(`[ROOM-73] this simulation notices ${says}`, async () => {
      const { wrong } = await simulate({ seed: 'plant', viewers: 120, ...sim }).catch((error: unknown) => ({
        wrong: [String(error)],
      }));
      assert.ok(wrong.length > 0);
      assert.ok(
        wrong.some((what) => finds.test(what)),
        wrong.join('\n').slice(0, 1000),
      );
    });
  }
});

type Bend = NonNullable<NonNullable<Simulation['plant']>['bend']>;

function deltas(): Bend {
  const sums = new Map<string, unknown>();
  return {
    snapshot: (snapshot, deliver) => {
      const { round, shard, tally } = snapshot;
      const game = tally && typeof tally === 'object' && 'taps' in tally ? games['tap-race'] : null;
      if (!game) return deliver(snapshot);
      const key = `${round}:${shard}`;
      sums.set(key, sums.has(key) ? game.edge.merge(sums.get(key), tally, {}) : tally);
      deliver({ ...snapshot, tally: sums.get(key) });
    },
  };
}

function noFinals(): Bend {
  return {
    snapshot: (snapshot, deliver) => {
      if (!snapshot.final || snapshot.shard !== 1) deliver(snapshot);
    },
  };
}

function stuck(): Bend {
  const first = new Map<string, unknown>();
  return {
    snapshot: (snapshot, deliver) => {
      const key = `${snapshot.round}:${snapshot.shard}:${snapshot.step}`;
      if (!first.has(key)) first.set(key, snapshot.tally);
      deliver({ ...snapshot, tally: first.get(key) });
    },
  };
}

function swallow(): Bend {
  let n = 0;
  return { frame: (frame) => (frame.patch && ++n % 4 === 0 ? { ...frame, patch: null } : frame) };
}

function bent(id: string, edge: (sound: AnyGame['edge']) => Partial<AnyGame['edge']>): Readonly<Record<string, AnyGame>> {
  const game = games[id]!;
  return { [id]: { ...game, edge: { ...game.edge, ...edge(game.edge) } } };
}

function twice(id: string) {
  let n = 0;
  return bent(id, ({ fold }) => ({
    fold: (...args: Parameters<typeof fold>) => fold(...args) ?? (++n % 100 === 0 ? void fold(...args) : undefined),
  }));
}

function halfMerge(id: string) {
  return bent(id, () => ({ merge: (a: unknown) => structuredClone(a) }));
}

function noReveal(id: string) {
  return bent(id, ({ onCue }) => ({
    onCue: (...args: Parameters<NonNullable<typeof onCue>>) => {
      const [, , { question }] = args as unknown as [unknown, unknown, { question: number }];
      if (question !== 2) onCue?.(...args);
    },
  }));
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
