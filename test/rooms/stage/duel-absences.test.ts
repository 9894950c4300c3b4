/** Battles between two shows when one of them is away, or both: short absences are survived, long ones end it for a reason. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { duel, invitedDuel, noErrors, recordOf, runningDuel, sameRecord, statuses } from '../../support/duel-plays.ts';
import type { DuelWorld, House } from '../../support/duel-world.ts';
import { streamer } from '../../support/show-world.ts';

const houses = ['ann', 'bea'] as const;

/** Takes one show's process away for so long. */
async function away(world: DuelWorld, house: House, ms: number): Promise<void> {
  house.kill();
  await world.pass(ms);
  await house.revive();
}

/** Votes of a viewer of each show; resolves when both were answered. */
async function vote(world: DuelWorld, name: string): Promise<void> {
  const votes = houses.map((house) => world[house].vote(world[house].join(name), house, 3));
  await world.pass(300);
  for (const answer of await Promise.all(votes)) assert.ok('left' in answer, JSON.stringify(answer));
}

describe('battles between two shows that are not always there', () => {
  for (const house of houses) {
    it(`[BATTLE-188] ${house}’s stage may be away for 5 s: the battle goes on, and everything counts`, async () => {
      const world = await runningDuel();
      await vote(world, 'before');
      await world[house].gift({ key: 'g', value: 10 });
      await away(world, world[house], 5000);
      await world.pass(500);
      assert.deepEqual(statuses(world), ['running', 'running']);
      await vote(world, 'after');
      await world.pass(20_000);
      const record = await sameRecord(world);
      assert.deepEqual(record.result?.scores, { ann: 6, bea: 6, [house]: 16 });
      assert.deepEqual([record.status, record.missing], ['over', []]);
    });

    it(`[BATTLE-189] away for 12 s it ends with \`stage-away\` in both books; nobody wins`, async () => {
      const world = await runningDuel();
      await vote(world, 'before');
      const other = house === 'ann' ? 'bea' : 'ann';
      world[house].kill();
      await world.pass(9000);
      assert.equal(world[other].json().battle?.status, 'running');
      await world.pass(1500);
      assert.equal(world[other].json().battle?.status, 'cancelled');
      await world.pass(1500);
      await world[house].revive();
      await world.pass(2500);
      assert.deepEqual(statuses(world), ['cancelled', 'cancelled']);
      const record = await sameRecord(world);
      assert.deepEqual([record.reason, record.result?.by], ['stage-away', 'void']);
    });
  }

  it('[BATTLE-188] both may be away together for longer: the time counts from when each is back', async () => {
    const world = await runningDuel({ durationMs: 60_000 });
    await vote(world, 'before');
    world.ann.kill();
    world.bea.kill();
    await world.pass(25_000);
    await world.ann.revive();
    await world.pass(6000);
    await world.bea.revive();
    await world.pass(1000);
    assert.deepEqual(statuses(world), ['running', 'running']);
    await vote(world, 'after');
    await world.pass(40_000);
    const record = await sameRecord(world);
    assert.deepEqual([record.status, record.result?.scores], ['over', { ann: 6, bea: 6 }]);
  });

  it('[BATTLE-188] both crash before the end and are back after it: the last words are still said, and it has its verdict', async () => {
    const world = await runningDuel();
    await vote(world, 'before');
    world.ann.kill();
    world.bea.kill();
    await world.pass(30_000);
    await world.bea.revive();
    await world.ann.revive();
    await world.pass(5000);
    assert.deepEqual(statuses(world), ['verdict', 'verdict']);
    const record = await sameRecord(world);
    assert.deepEqual([record.result?.scores, record.missing], [{ ann: 3, bea: 3 }, []]);
  });

  it('[BATTLE-189] when notes are lost both ways each ends it by itself, for the same reason', async () => {
    const world = await runningDuel();
    world.weather.lose = 1;
    await world.pass(10_500);
    assert.deepEqual(statuses(world), ['cancelled', 'cancelled']);
    assert.deepEqual([(await recordOf(world.ann))?.reason, (await recordOf(world.bea))?.reason], ['stage-away', 'stage-away']);
    world.weather.lose = 0;
    await world.pass(3000);
    await sameRecord(world);
    noErrors(world);
  });

  it('[BATTLE-190] the end reaches a show that was not there, also once the other one does its next battle', async () => {
    const world = await runningDuel();
    await vote(world, 'before');
    world.bea.kill();
    await world.ann.order('battle.cancel');
    await world.ann.order('battle.start', {
      sides: [
        { id: 'a', name: 'A' },
        { id: 'b', name: 'B' },
      ],
    });
    await world.pass(2000);
    await world.bea.revive();
    await world.pass(2500);
    assert.equal((await sameRecord(world)).reason, 'cancelled');
    assert.equal(world.ann.json().battle?.id, 'ann.battle-2');
  });

  it('[BATTLE-190] and after an absence of any length: the show that comes back asks', async () => {
    const world = await runningDuel();
    world.bea.kill();
    await world.ann.order('battle.cancel');
    await world.pass(600_000);
    await world.bea.revive();
    await world.pass(500);
    assert.equal((await sameRecord(world)).reason, 'cancelled');
    const told = world.told.length;
    await world.pass(120_000);
    assert.equal(world.told.length, told);
  });

  it('[BATTLE-190] and when both have gone on to battles of their own', async () => {
    const world = await runningDuel();
    world.weather.lose = 1;
    await world.pass(11_000);
    const own = {
      sides: [
        { id: 'a', name: 'A' },
        { id: 'b', name: 'B' },
      ],
    };
    for (const house of houses) await world[house].order('battle.start', own);
    await world.pass(1000);
    assert.notDeepEqual(await recordOf(world.ann), await recordOf(world.bea));
    world.weather.lose = 0;
    await world.pass(2500);
    assert.equal((await sameRecord(world)).reason, 'stage-away');
  });

  it('[BATTLE-190] it is told until the other show has confirmed it, and for ten minutes if that never does', async () => {
    const world = await runningDuel();
    Object.assign(world.weather, { lose: 1, of: 'bea' });
    await world.ann.order('battle.cancel');
    await world.pass(5000);
    const unheard = world.told.length;
    assert.deepEqual(statuses(world), ['cancelled', 'cancelled']);
    world.weather.lose = 0;
    await world.pass(2000);
    const confirmed = world.told.length;
    assert.ok(confirmed - unheard <= 8, `${confirmed - unheard} notes to agree`);
    await world.pass(30_000);
    assert.equal(world.told.length, confirmed);

    const alone = await runningDuel();
    alone.bea.kill();
    await alone.ann.order('battle.cancel');
    const before = alone.told.length;
    await alone.pass(601_000);
    const told = alone.told.length - before;
    assert.ok(told >= 590 && told <= 610, `${told} notes in ten minutes`);
    await alone.pass(60_000);
    assert.equal(alone.told.length - before, told);
  });

  it('[BATTLE-189] notes of before that come again are no sign of life', async () => {
    const world = await runningDuel();
    const old = world.told.filter(({ from }) => from === 'bea');
    world.bea.kill();
    for (let second = 0; second < 11; second++) {
      for (const told of old) world.again(told);
      await world.pass(1000);
    }
    assert.equal(world.ann.json().battle?.status, 'cancelled');
  });

  it('[BATTLE-190] an invitation that comes late, or again, or after it was answered changes nothing', async () => {
    const world = await invitedDuel();
    world.weather.repeat = 1;
    world.weather.delayMs = 2000;
    await world.bea.order('battle.reject', { battle: duel });
    await world.pass(20_000);
    assert.deepEqual(statuses(world), ['rejected', 'rejected']);
    assert.equal((await sameRecord(world)).reason, 'rejected');
    noErrors(world);
  });

  it('[BATTLE-191] a stage whose journal fails for a while hears the same again, and takes it in once it can', async () => {
    const world = await invitedDuel();
    world.weather.lose = 1;
    await world.bea.order('battle.accept', { battle: duel });
    world.weather.lose = 0;
    world.bea.journal.failing = (call) => call !== 'read';
    await world.pass(5000);
    assert.deepEqual(statuses(world), ['running', 'inviting']);
    // Nothing is told again, and nothing has to be.
    world.weather.lose = 1;
    world.bea.journal.failing = () => false;
    await world.pass(400);
    assert.deepEqual(statuses(world), ['running', 'running']);
    world.weather.lose = 0;
    await vote(world, 'late');
    await world.pass(22_000);
    assert.deepEqual((await sameRecord(world)).result?.scores, { ann: 3, bea: 3 });
  });

  it('[BATTLE-191] what is heard while something is being written is not lost', async () => {
    const world = await runningDuel();
    const bob = world.bea.join('bob');
    const commit = world.ann.journal.commit.bind(world.ann.journal);
    const gate = Promise.withResolvers<void>();
    world.ann.journal.commit = (entry) => gate.promise.then(() => commit(entry));
    const order = world.ann.shows.command('ann', { id: 'mute', name: 'viewer.mute', args: { viewer: 'v' } }, streamer);
    const voted = world.bea.vote(bob, 'bea', 4);
    await world.pass(300);
    assert.ok('left' in (await voted));
    world.weather.lose = 1;
    gate.resolve();
    assert.ok((await order).ok);
    await world.pass(150);
    const [, side] = world.ann.json().battle!.sides;
    assert.deepEqual([side!.id, side!.score], ['bea', 4]);
  });

  it('[BATTLE-192] in any weather, with crashes of either, every battle ends, with one record, and what was acknowledged counts', async function () {
    this.timeout(120_000);
    const crash = fc.record({
      house: fc.constantFrom(...houses),
      afterMs: fc.integer({ min: 0, max: 9000 }),
      downMs: fc.integer({ min: 0, max: 8000 }),
    });
    const plan = fc.record({
      seed: fc.string({ minLength: 1, maxLength: 4 }),
      lose: fc.constantFrom(0, 0.1, 0.3),
      repeat: fc.constantFrom(0, 0.3),
      delayMs: fc.constantFrom(0, 150, 900),
      crashes: fc.array(crash, { maxLength: 3 }),
    });
    const ends = new Set<string>();
    await fc.assert(
      fc.asyncProperty(plan, async ({ seed, crashes, ...weather }) => {
        const world = await runningDuel({ overtimes: 0 }, { seed });
        Object.assign(world.weather, weather);
        const sums = { ann: 0, bea: 0 };
        let n = 0;
        const play = async (ms: number) => {
          for (let leftMs = ms; leftMs > 0; leftMs -= 250) {
            for (const house of houses) {
              const key = `${++n}`;
              const value = 1 + (n % 7);
              void world[house].gift({ key, value }).then((answer) => {
                if (!('code' in answer) && answer.counted) sums[house] += value;
              });
            }
            await world.pass(Math.min(leftMs, 250));
          }
        };
        for (const { house, afterMs, downMs } of crashes) {
          await play(afterMs);
          await away(world, world[house], downMs);
        }
        await play(3000);
        Object.assign(world.weather, { lose: 0, repeat: 0, delayMs: 0 });
        await world.pass(60_000);
        const record = await sameRecord(world);
        ends.add(record.status);
        if (record.status === 'over') {
          assert.deepEqual(record.missing, []);
          const { scores } = record.result;
          for (const house of houses) assert.ok(scores[house]! >= sums[house], `${house}: ${scores[house]} < ${sums[house]}`);
        }
      }),
      { numRuns: 40 },
    );
    assert.ok(ends.has('over'), [...ends].join());
  });
});
