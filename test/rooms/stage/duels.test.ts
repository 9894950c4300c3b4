/** Battles between two shows, each with a stage of its own: both audiences, both books, one result. */
import assert from 'node:assert/strict';
import { duel, duelRules, invitedDuel, noErrors, recordOf, runningDuel, sameRecord, statuses } from '../../support/duel-plays.ts';
import { duelWorld } from '../../support/duel-world.ts';

describe('battles between two shows', () => {
  it('[BATTLE-182] from the invitation to the verdict: votes, likes and gifts of both audiences, one record in both books', async () => {
    const world = await runningDuel();
    const { ann, bea } = world;
    const [amy, bob] = [ann.join('amy'), bea.join('bob')];
    const votes: Promise<object>[] = [];
    for (let i = 0; i < 30; i++) {
      votes.push(ann.vote(amy, 'ann'));
      if (i % 2) votes.push(bea.vote(bob, 'bea', 2));
      await world.pass(100);
    }
    votes.push(bea.vote(bob, 'ann', 3));
    ann.like(amy, 4);
    const gifts = [await ann.gift({ key: 'g1', value: 7 }), await bea.gift({ key: 'g1', value: 9 })];
    assert.deepEqual(gifts, [
      { counted: true, battle: duel, side: 'ann', points: 7 },
      { counted: true, battle: duel, side: 'bea', points: 9 },
    ]);
    await world.pass(500);
    assert.ok((await Promise.all(votes)).every((answer) => 'left' in answer));
    for (const house of [ann, bea]) {
      const sides = house.json().battle!.sides.map(({ id, score, top }) => [id, score, top.map((row) => row.score)]);
      assert.deepEqual(sides, [
        ['ann', 44, [7]],
        ['bea', 39, [9]],
      ]);
    }
    await world.pass(18_500);
    assert.deepEqual(statuses(world), ['verdict', 'verdict']);
    const record = await sameRecord(world);
    assert.deepEqual(record.result, { winner: 'ann', by: 'score', scores: { ann: 44, bea: 39 } });
    assert.deepEqual(record.missing, []);
    await world.pass(16_000);
    assert.deepEqual(statuses(world), ['over', 'over']);
    noErrors(world);
  });

  it('[BATTLE-182] both panels see who decides; the sides are called by their shows, or as their streamers say', async () => {
    const world = await invitedDuel({ name: 'Team Ann' });
    assert.equal(world.bea.panel().battle?.role, 'mirror');
    assert.equal(world.ann.panel().battle?.role, 'referee');
    await world.bea.order('battle.accept', { battle: duel, name: 'Team Bea' });
    await world.pass(300);
    for (const house of [world.ann, world.bea]) {
      assert.deepEqual(
        house.json().battle!.sides.map(({ id, name, show }) => [id, name, show]),
        [
          ['ann', 'Team Ann', 'ann'],
          ['bea', 'Team Bea', 'bea'],
        ],
      );
    }
  });

  it('[BATTLE-183] an invitation can be rejected, be taken back, and run out; both books say so', async () => {
    const rejected = await invitedDuel();
    await rejected.bea.order('battle.reject', { battle: duel });
    await rejected.pass(300);
    assert.deepEqual(statuses(rejected), ['rejected', 'rejected']);
    assert.equal((await sameRecord(rejected)).reason, 'rejected');

    const takenBack = await invitedDuel();
    await takenBack.ann.order('battle.cancel');
    await takenBack.pass(300);
    assert.deepEqual(statuses(takenBack), ['cancelled', 'cancelled']);
    assert.equal((await sameRecord(takenBack)).reason, 'cancelled');

    const unanswered = await invitedDuel();
    await unanswered.pass(14_700);
    assert.deepEqual(statuses(unanswered), ['inviting', 'inviting']);
    await unanswered.pass(300);
    assert.deepEqual(statuses(unanswered), ['expired', 'expired']);
    assert.equal((await sameRecord(unanswered)).reason, 'no-answer');
    for (const world of [rejected, takenBack, unanswered]) noErrors(world);
  });

  it('[BATTLE-183] a show that cannot do battle says so at once; one that there is not is `show/unknown`', async () => {
    const busy = await duelWorld();
    const own = {
      sides: [
        { id: 'cats', name: 'Cats' },
        { id: 'dogs', name: 'Dogs' },
      ],
    };
    await busy.bea.order('battle.start', own);
    await busy.ann.order('battle.invite', { show: 'bea', ...duelRules });
    await busy.pass(300);
    assert.equal(busy.ann.json().battle?.status, 'rejected');
    assert.equal((await recordOf(busy.ann))?.reason, 'busy');
    assert.deepEqual([await recordOf(busy.bea), busy.bea.json().battle?.status], [null, 'ready']);

    const early = await duelWorld({ status: 'scheduled' });
    await early.ann.order('show.start');
    await early.ann.order('battle.invite', { show: 'bea', ...duelRules });
    await early.pass(300);
    assert.equal(early.ann.json().battle?.status, 'rejected');

    const nobody = await early.ann.command('battle.invite', { show: 'cem', ...duelRules });
    assert.ok(!nobody.ok && nobody.code === 'show/unknown');
    for (const world of [busy, early]) {
      const told = world.told.length;
      await world.pass(5000);
      assert.equal(world.told.length, told, 'both know the end');
      noErrors(world);
    }
  });

  it('[BATTLE-184] its streamer may cancel it where it is decided; elsewhere the show gives up, and the other one wins', async () => {
    const cancelled = await runningDuel();
    const refused = await cancelled.bea.command('battle.cancel');
    assert.ok(!refused.ok && refused.code === 'battle/not-referee');
    await cancelled.ann.order('battle.cancel');
    await cancelled.pass(300);
    assert.deepEqual(statuses(cancelled), ['cancelled', 'cancelled']);
    assert.deepEqual((await sameRecord(cancelled)).result?.by, 'void');

    const givenUp = await runningDuel();
    await givenUp.bea.order('battle.end');
    await givenUp.pass(300);
    assert.deepEqual(statuses(givenUp), ['forfeited', 'forfeited']);
    const { reason, forfeitedBy, result } = await sameRecord(givenUp);
    assert.deepEqual([reason, forfeitedBy, result?.winner], ['given-up', 'bea', 'ann']);
    for (const world of [cancelled, givenUp]) noErrors(world);
  });

  it('[BATTLE-184] a show that ends forfeits its battle, whichever of the two it is', async () => {
    for (const leaver of ['ann', 'bea'] as const) {
      const world = await runningDuel();
      await world[leaver].order('show.end');
      await world.pass(300);
      assert.deepEqual(statuses(world), ['forfeited', 'forfeited'], leaver);
      const { reason, forfeitedBy } = await sameRecord(world);
      assert.deepEqual([reason, forfeitedBy], ['show-ended', leaver]);
      noErrors(world);
    }
  });

  it('[BATTLE-185] the invited show boosts its own side once for each wish, however often that is told', async () => {
    const world = await runningDuel();
    world.weather.repeat = 0.5;
    world.weather.delayMs = 300;
    const bob = world.bea.join('bob');
    await world.bea.order('battle.boost', { side: 'bea', factor: 3, ms: 5000 });
    await world.bea.order('battle.boost', { side: 'bea', factor: 2, ms: 5000 });
    const other = await world.bea.command('battle.boost', { side: 'ann', factor: 3, ms: 5000 });
    assert.ok(!other.ok && other.code === 'battle/unknown-side');
    await world.pass(3000);
    const vote = world.bea.vote(bob, 'bea', 10);
    await world.pass(5000);
    assert.ok('left' in (await vote));
    Object.assign(world.weather, { repeat: 0, delayMs: 0 });
    await world.pass(14_000);
    const record = await sameRecord(world);
    assert.deepEqual(
      record.boosts.map(({ side, factor, from, until }) => [side, factor, until - from]),
      [
        ['bea', 3, 5000],
        ['bea', 2, 5000],
      ],
    );
    assert.equal(record.boosts[1]!.from, record.boosts[0]!.until);
    assert.equal(record.result?.scores['bea'], 30);
  });

  it('[BATTLE-186] a gift that reaches the other show in time is in the verdict, however slowly it is written there', async () => {
    const world = await runningDuel({ giftGraceMs: 2000 });
    const [ann, bea] = [world.ann, world.bea];
    const end = ann.json().battle!.endsAt;
    await world.pass(end + 1999 - world.clock.now());
    bea.journal.hold();
    const gift = bea.gift({ key: 'last', value: 50, paidAt: end - 1 });
    await world.pass(3000);
    assert.deepEqual(statuses(world), ['running', 'running']);
    bea.journal.release();
    assert.deepEqual(await gift, { counted: true, battle: duel, side: 'bea', points: 50 });
    await world.pass(1500);
    assert.deepEqual(statuses(world), ['verdict', 'verdict']);
    const record = await sameRecord(world);
    assert.deepEqual(record.result, { winner: 'bea', by: 'score', scores: { ann: 0, bea: 50 } });
    noErrors(world);
  });

  it('[BATTLE-186] nor is it missed when it becomes durable just as the shows tell each other', async () => {
    for (let offsetMs = 0; offsetMs < 1000; offsetMs += 47) {
      const world = await runningDuel();
      const end = world.ann.json().battle!.endsAt;
      await world.pass(end + 1990 - world.clock.now());
      world.bea.journal.hold();
      const gift = world.bea.gift({ key: 'last', value: 50, paidAt: end - 1 });
      // Ticks that come one after the other: what is durable is in the score with the next one only.
      for (let ms = 0; ms < 1000 + offsetMs; ms += 20) {
        world.bea.chat(world.bea.join(`v${ms}`), 'hello');
        await world.pass(20);
      }
      world.bea.journal.release();
      await world.pass(3000);
      assert.ok(!('code' in (await gift)));
      assert.equal((await sameRecord(world)).result.scores['bea'], 50, `${offsetMs} ms`);
    }
  });

  it('[BATTLE-186] viewers of the same id in both shows are two, also among those who gave most', async () => {
    const world = await runningDuel();
    for (const house of [world.ann, world.bea])
      await house.gift({
        key: 'g',
        viewer: 'sam',
        name: `Sam of ${house.show}`,
        side: 'ann',
        value: house.show === 'ann' ? 5 : 8,
      });
    await world.pass(300);
    for (const house of [world.ann, world.bea]) {
      const [side] = house.json().battle!.sides;
      assert.deepEqual(
        side!.top.map(({ name, score }) => [name, score]),
        [
          ['Sam of bea', 8],
          ['Sam of ann', 5],
        ],
      );
    }
    await world.pass(25_000);
    const { inputs } = await sameRecord(world);
    const givers = ['ann', 'bea'].map((show) => inputs[show]!.options['ann']!.supporters.map(({ viewer }) => viewer));
    assert.deepEqual(givers, [['ann/sam'], ['bea/sam']]);
  });

  it('[BATTLE-187] notes are told no more often than ticks, every second when nothing is new, and not for ever', async () => {
    const world = await runningDuel();
    await world.pass(1000);
    const before = world.told.length;
    await world.pass(10_000);
    const quiet = world.told.length - before;
    assert.ok(quiet >= 18 && quiet <= 24, `${quiet} notes in ten quiet seconds`);
    const members = Array.from({ length: 40 }, (_, i) => world.ann.join(`v${i}`));
    const busyFrom = world.told.length;
    for (let ms = 0; ms < 2000; ms += 10) {
      for (const member of members) void world.ann.vote(member, 'ann');
      await world.pass(10);
    }
    const busy = world.told.length - busyFrom;
    assert.ok(busy > 20 && busy <= 2 * 42, `${busy} notes in two seconds of votes`);
    await world.pass(60_000);
    assert.deepEqual(statuses(world), ['over', 'over']);
    const done = world.told.length;
    await world.pass(120_000);
    assert.equal(world.told.length, done);
  });
});
