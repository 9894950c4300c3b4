/** Battles on the stage: from the order that begins one to the receipt, with all that a streamer can do in between. */
import assert from 'node:assert/strict';
import { checkBattleReceipt } from '../../../shared/battle/index.ts';
import { showWorld } from '../../support/show-world.ts';
import type { ShowWorld } from '../../support/show-world.ts';
import {
  battleId,
  battleReceipt,
  beginBattle,
  cast,
  codeOf,
  give,
  home,
  scores,
  shownBattle,
  vote,
} from '../../support/stage-contests.ts';

/** What was told to shops of battles. */
async function told(world: ShowWorld): Promise<object[]> {
  const events = await world.journal.events(0, 100);
  return events.filter(({ type }) => type === 'battle.settled').map(({ data }) => data);
}

describe('a battle', () => {
  it('[BATTLE-142] from its order to its receipt: votes, likes and gifts of all shards, by the clock', async () => {
    const world = await showWorld();
    const [ann, bob] = [world.join(home(0)), world.join(home(1))];
    const sides = [
      { id: 'red', name: 'Red' },
      { id: 'blue', name: 'Blue' },
    ];
    const verdict = { kind: 'forfeit', text: 'sings a song', durationMs: 5000 };
    const startsAt = world.clock.now() + 3000;
    assert.deepEqual(await world.command('battle.start', { sides, durationMs: 20_000, prepareMs: 3000, verdict }), {
      ok: true,
      battle: battleId,
    });
    await world.pass(100);
    assert.deepEqual([shownBattle(world).status, shownBattle(world).endsAt], ['ready', startsAt]);
    assert.equal(codeOf(await vote(world, ann, 'red')), 'vote/not-open');
    await world.pass(startsAt - world.clock.now());
    assert.equal(shownBattle(world).status, 'running');
    assert.deepEqual(await vote(world, ann, 'red', 3), { left: 7 });
    assert.deepEqual(await vote(world, bob, 'blue', 2), { left: 8 });
    world.shard(bob).like(bob, { count: 4 });
    assert.deepEqual(await give(world, 'red', 50), { counted: true, battle: battleId, side: 'red', points: 50 });
    await world.pass(100);
    assert.deepEqual(scores(world), { red: 53, blue: 6 });
    await world.pass(startsAt + 20_000 - world.clock.now());
    assert.equal(shownBattle(world).status, 'running', 'gifts that were paid in time are waited for');
    assert.equal(codeOf(await vote(world, ann, 'red')), 'vote/closed');
    assert.equal(await battleReceipt(world), null);
    await world.pass(2000 - 60);
    const shown = shownBattle(world);
    assert.deepEqual([shown.status, shown.winner, shown.by, shown.endsAt], ['verdict', 'red', 'score', startsAt + 27_000]);
    const receipt = (await battleReceipt(world))!;
    assert.deepEqual(receipt.result, { winner: 'red', by: 'score', scores: { red: 53, blue: 6 } });
    assert.deepEqual(receipt.missing, []);
    assert.deepEqual(checkBattleReceipt(receipt), []);
    await world.pass(5000);
    assert.equal(shownBattle(world).status, 'over');
    assert.deepEqual(await battleReceipt(world), receipt, 'written once, and never again');
    assert.deepEqual(world.errors, []);
  });

  it('[BATTLE-142] a vote of its first millisecond is shown though nobody votes after it', async () => {
    const world = await showWorld({ commitMs: 70 });
    const ann = world.join('ann');
    const startedAt = (await beginBattle(world, { prepareMs: 1000 })) + 1000;
    await world.pass(startedAt - world.clock.now() - 1);
    // The wall clock alone moves on: the stage has not begun the battle yet, the shard knows when it does.
    world.clock.stepWall(1);
    const first = cast(world, ann, 'red');
    await world.pass(500);
    assert.deepEqual(await first, { left: 9 });
    assert.deepEqual([shownBattle(world).status, scores(world)['red']], ['running', 1]);
  });

  it('[BATTLE-142] its receipt, its result and what shops are told are committed as one', async () => {
    const world = await showWorld();
    const ann = world.join('ann');
    await beginBattle(world);
    await vote(world, ann, 'red');
    await world.pass(20_000);
    const written = world.journal.handed.filter(({ receipts }) => receipts);
    assert.equal(written.length, 1);
    const [{ core, receipts, events, audit }] = written as [(typeof written)[0]];
    assert.deepEqual(
      receipts!.map(({ kind, id }) => [kind, id]),
      [['battle', battleId]],
    );
    assert.equal((core as { battle: { settled: boolean } }).battle.settled, true);
    assert.deepEqual(
      events!.map(({ type }) => type),
      ['battle.settled'],
    );
    assert.equal(audit?.command, 'battle-settled');
    assert.equal((await told(world)).length, 1);
    assert.equal(world.counted.get('drumroll_battles_total{host,over}'), 1);
  });

  it('[BATTLE-143] a change of the lead in the last ten seconds earns an overtime; what is voted in between is refused', async () => {
    const world = await showWorld();
    const [ann, bob] = [world.join(home(0)), world.join(home(1))];
    const startedAt = await beginBattle(world, { overtimes: 1, giftGraceMs: 1000 });
    await vote(world, ann, 'red', 2);
    await world.pass(startedAt + 15_000 - world.clock.now());
    await vote(world, bob, 'blue', 3);
    await world.pass(startedAt + 20_000 - world.clock.now() - 1);
    world.clock.stepWall(1);
    const between = cast(world, ann, 'red');
    await world.pass(60);
    assert.equal(codeOf(await between), 'vote/closed');
    const shown = shownBattle(world);
    assert.deepEqual([shown.status, shown.overtime], ['overtime', 1]);
    assert.ok(shown.endsAt >= startedAt + 30_000 && shown.endsAt <= startedAt + 30_100);
    await vote(world, ann, 'red', 3);
    await world.pass(shown.endsAt - world.clock.now() + 1000);
    const receipt = (await battleReceipt(world))!;
    assert.deepEqual([receipt.result.winner, receipt.result.scores, receipt.periods.length], ['red', { red: 5, blue: 3 }, 2]);
    assert.deepEqual(checkBattleReceipt(receipt), []);
  });

  it('[BATTLE-144] a boost counts from the next slice on, one after the other, and never together with critical time', async () => {
    const world = await showWorld();
    const ann = world.join('ann');
    const startedAt = await beginBattle(world, { critical: { lastMs: 5000, factor: 3 }, boostsPerSide: 2 });
    await world.pass(500);
    await world.command('battle.boost', { side: 'red', factor: 2, ms: 5000 });
    await world.command('battle.boost', { side: 'red', factor: 4, ms: 5000 });
    assert.equal(codeOf(await world.command('battle.boost', { side: 'red' })), 'battle/boost-limit');
    await vote(world, ann, 'red');
    assert.deepEqual(scores(world), { red: 1, blue: 0 }, 'this slice had begun before');
    for (const [atMs, red] of [
      [1000, 3],
      [6000, 7],
      [11_000, 8],
      [15_000, 11],
    ] as const) {
      await world.pass(startedAt + atMs - world.clock.now());
      await vote(world, ann, 'red');
      assert.equal(scores(world)['red'], red, `${atMs} ms`);
    }
    await world.pass(20_000);
    assert.deepEqual((await battleReceipt(world))!.result.scores, { red: 11, blue: 0 });
  });

  it('[BATTLE-145] an extension moves its end for every shard, as long as there is time left', async () => {
    const world = await showWorld();
    const [ann, bob] = [world.join(home(0)), world.join(home(1))];
    const startedAt = await beginBattle(world);
    await world.pass(19_990);
    assert.deepEqual(await world.command('battle.extend', { ms: 5000 }), { ok: true });
    await world.pass(20);
    assert.equal(shownBattle(world).endsAt, startedAt + 25_000);
    for (const member of [ann, bob]) assert.deepEqual(await vote(world, member, 'blue'), { left: 9 });
    await world.pass(startedAt + 25_000 - world.clock.now());
    assert.equal(codeOf(await world.command('battle.extend', { ms: 5000 })), 'battle/wrong-status');
    const receipt = (await battleReceipt(world))!;
    assert.deepEqual([receipt.result.scores, receipt.extensions.length], [{ red: 0, blue: 2 }, 1]);
    assert.deepEqual(checkBattleReceipt(receipt), []);
  });

  it('[BATTLE-146] ended early its result stands, with every vote that was taken and no overtime', async () => {
    const world = await showWorld({ commitMs: 40 });
    const [ann, bob] = [world.join(home(0)), world.join(home(1))];
    await beginBattle(world, { overtimes: 3 });
    const votes = [cast(world, ann, 'red', { count: 2 }), cast(world, bob, 'blue')];
    // Nothing of the votes has been heard on the stage.
    assert.deepEqual(await world.command('battle.end'), { ok: true });
    await world.pass(500);
    assert.ok((await Promise.all(votes)).every((answer) => 'left' in answer));
    const receipt = (await battleReceipt(world))!;
    assert.deepEqual([receipt.status, receipt.reason], ['over', 'ended']);
    assert.deepEqual(receipt.result, { winner: 'red', by: 'score', scores: { red: 2, blue: 1 } });
    assert.equal(shownBattle(world).status, 'verdict');
  });

  it('[BATTLE-146] cancelled nothing counts: it has a receipt and is told, with the word that gifts go back', async () => {
    const world = await showWorld();
    const ann = world.join('ann');
    await beginBattle(world);
    await vote(world, ann, 'red', 2);
    await give(world, 'blue', 500);
    await world.command('battle.cancel');
    await world.pass(100);
    const shown = shownBattle(world);
    assert.deepEqual([shown.status, shown.winner, shown.by, shown.reason], ['cancelled', '', 'void', 'cancelled']);
    assert.equal(codeOf(await vote(world, ann, 'red')), 'vote/closed');
    const receipt = (await battleReceipt(world))!;
    assert.deepEqual([receipt.status, receipt.result.by, receipt.result.winner], ['cancelled', 'void', null]);
    assert.equal(((await told(world))[0] as { refund: boolean }).refund, true);
    assert.deepEqual(await give(world, 'blue', 1), { counted: false, why: 'no-battle', battle: null });
    assert.equal(world.counted.get('drumroll_battles_total{host,cancelled}'), 1);
    assert.deepEqual(await world.command('battle.start', { sides: shown.sides.map(({ id, name }) => ({ id, name })) }), {
      ok: true,
      battle: 'demo.battle-2',
    });
  });

  it('[BATTLE-147] the end of the show cancels it', async () => {
    const world = await showWorld();
    const ann = world.join('ann');
    await beginBattle(world);
    await vote(world, ann, 'red');
    await world.command('show.end');
    await world.pass(100);
    const receipt = (await battleReceipt(world))!;
    assert.deepEqual([receipt.status, receipt.reason], ['cancelled', 'show-ended']);
    assert.equal(shownBattle(world).status, 'cancelled');
    await world.pass(60_000);
    assert.deepEqual(world.errors, []);
  });

  it('[BATTLE-148] in a rehearsal bots vote, everything is marked, shops hear nothing, and its end takes it away', async () => {
    const world = await showWorld();
    await world.command('rehearsal.start', { bots: 40 });
    await beginBattle(world, { giftGraceMs: 1000 });
    await world.pass(10_000);
    assert.equal(shownBattle(world).rehearsal, true);
    assert.ok(Object.values(scores(world)).reduce((a, b) => a + b) > 20, JSON.stringify(scores(world)));
    assert.deepEqual(await give(world, 'red', 100), { counted: false, why: 'rehearsal', battle: battleId });
    await world.pass(11_000);
    const receipt = (await battleReceipt(world))!;
    assert.deepEqual([receipt.status, receipt.rehearsal], ['over', true]);
    assert.deepEqual(checkBattleReceipt(receipt), []);
    await world.command('rehearsal.end');
    await world.pass(200);
    assert.equal(shownBattle(world).id, '');
    assert.deepEqual(shownBattle(world).sides, []);
    assert.equal(world.panel().battle, null);
    assert.deepEqual(await told(world), []);
    assert.deepEqual(world.errors, []);
  });

  it('[BATTLE-148] the end of a rehearsal ends the battle that is rehearsed', async () => {
    const world = await showWorld();
    await world.command('rehearsal.start', { bots: 4 });
    await beginBattle(world);
    await world.pass(3000);
    await world.command('rehearsal.end');
    await world.pass(30_000);
    const receipt = (await battleReceipt(world))!;
    assert.deepEqual([receipt.status, receipt.reason, receipt.rehearsal], ['cancelled', 'rehearsal-ended', true]);
    assert.equal(shownBattle(world).id, '');
    const votes = world.counted.get('drumroll_votes_total');
    await world.pass(10_000);
    assert.equal(world.counted.get('drumroll_votes_total'), votes, 'the bots are called back');
  });
});
