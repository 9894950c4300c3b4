/** Gifts in a show's own battle, on a whole stage: they move the score, are waited for at the ends, and survive crashes. */
import assert from 'node:assert/strict';
import { checkBattleReceipt } from '../../../shared/battle/index.ts';
import { createMemoryJournal } from '../../../server/memory/journal.ts';
import { createMemoryWire } from '../../../server/memory/wire.ts';
import { showWorld } from '../../support/show-world.ts';
import { tappedWire } from '../../support/tapped-wire.ts';
import { battleId, battleReceipt, beginBattle, give, scores, shownBattle } from '../../support/stage-contests.ts';
import type { BattleReceipt } from '../../../shared/battle/index.ts';

const counts = { counted: true, battle: battleId, side: 'red' } as const;

describe('gifts in a battle', () => {
  it('[BATTLE-200] are shown with the next tick, with who gave most', async () => {
    const world = await showWorld();
    await beginBattle(world);
    for (const [i, value] of [5, 30, 10, 20].entries()) await give(world, 'red', value, { viewer: `v${i}`, name: `Name ${i}` });
    await give(world, 'red', 7, { viewer: 'v3', name: 'Name 3' });
    await world.pass(100);
    assert.deepEqual(scores(world), { red: 72, blue: 0 });
    const [red] = shownBattle(world).sides;
    assert.deepEqual(
      red!.top.map(({ name, score }) => [name, score]),
      [
        ['Name 1', 30],
        ['Name 3', 27],
        ['Name 2', 10],
      ],
    );
  });

  it('[BATTLE-200] a banned viewer’s gift was paid like any other', async () => {
    const world = await showWorld();
    await beginBattle(world);
    await world.command('viewer.ban', { viewer: 'giver' });
    assert.deepEqual(await give(world, 'red', 5), { ...counts, points: 5 });
  });

  it('[BATTLE-201] one that arrived before the end is in the receipt, however long its commit took', async () => {
    const world = await showWorld();
    const end = (await beginBattle(world)) + 20_000;
    await world.pass(end - 1 - world.clock.now());
    world.journal.hold();
    const gift = give(world, 'red', 50);
    await world.pass(4000);
    assert.equal(shownBattle(world).status, 'running');
    world.journal.release();
    assert.deepEqual(await gift, { ...counts, points: 50 });
    await world.pass(500);
    const receipt = (await battleReceipt(world))!;
    assert.deepEqual([receipt.result.scores, receipt.missing], [{ red: 50, blue: 0 }, []]);
    assert.deepEqual(checkBattleReceipt(receipt), []);
  });

  it('[BATTLE-201] one that was paid in time and arrives in the last millisecond of the grace is in the verdict', async () => {
    const world = await showWorld();
    const end = (await beginBattle(world, { giftGraceMs: 3000 })) + 20_000;
    await world.pass(end + 2999 - world.clock.now());
    world.journal.hold();
    const gift = give(world, 'blue', 50, { paidAt: end - 1 });
    await world.pass(4000);
    world.journal.release();
    assert.deepEqual(await gift, { ...counts, side: 'blue', points: 50 });
    await world.pass(500);
    const late = await give(world, 'blue', 50, { paidAt: end - 1 });
    assert.deepEqual(late, { counted: false, why: 'too-late', battle: battleId });
    const { result } = (await battleReceipt(world))!;
    assert.deepEqual(result, { winner: 'blue', by: 'score', scores: { red: 0, blue: 50 } });
  });

  it('[BATTLE-202] whatever crashes when, the receipt has every gift that was answered as counted, and those alone that are in the books', async () => {
    for (let atMs = 19_000; atMs <= 22_600; atMs += 97) {
      const journal = createMemoryJournal();
      let world = await showWorld({ journal, commitMs: 15, readMs: 3 });
      const beganAt = await beginBattle(world, { giftGraceMs: 2000 });
      const end = beganAt + 20_000;
      let answered = 0;
      let n = 0;
      const play = async (until: number) => {
        while (world.clock.now() < until) {
          const value = 1 + (++n % 5);
          void give(world, n % 2 ? 'red' : 'blue', value, { viewer: `v${n % 13}`, paidAt: end - 1 }).then((answer) => {
            if (!('code' in answer) && answer.counted) answered += value;
          });
          await world.pass(40);
        }
      };
      await world.pass(18_500);
      await play(beganAt + atMs);
      world = await world.crash({ downMs: 100 + (atMs % 400) });
      await play(end + 3000);
      await world.pass(3000);
      const receipt = (await journal.receipt('demo', 'battle', battleId)) as BattleReceipt | null;
      assert.ok(receipt, `crashed at ${atMs} ms`);
      const kept = await journal.gifts('demo', battleId, { after: 0, limit: 10_000 });
      const inBooks = kept.reduce((sum, { reply }) => sum + (reply.counted ? reply.points : 0), 0);
      const { red, blue } = receipt.result.scores;
      assert.equal(red! + blue!, inBooks, `crashed at ${atMs} ms`);
      assert.ok(answered > 0 && inBooks >= answered, `crashed at ${atMs} ms`);
      assert.deepEqual([receipt.status, receipt.missing, checkBattleReceipt(receipt)], ['over', [], []]);
    }
  }).timeout(60_000);

  it('[BATTLE-202] also when no shard is back yet: what is missing are votes, never gifts', async () => {
    for (const atMs of [19_000, 20_500]) {
      const world = await showWorld();
      const beganAt = await beginBattle(world, { giftGraceMs: 2000 });
      await world.pass(beganAt + atMs - world.clock.now());
      await give(world, 'red', 8, { paidAt: beganAt + 1 });
      const again = await world.crash({ wire: () => tappedWire(createMemoryWire(), { snapshot: () => {} }) });
      await again.pass(5000);
      const { status, result } = (await battleReceipt(again))!;
      assert.deepEqual([status, result.scores], ['over', { red: 8, blue: 0 }], `crashed at ${atMs} ms`);
    }
  });

  it('[BATTLE-203] of a cancelled battle are kept, so that the platform can give them back; a later one is too late', async () => {
    const world = await showWorld();
    await beginBattle(world);
    await give(world, 'red', 5);
    await world.command('battle.cancel');
    const late = await give(world, 'red', 6, { battle: battleId });
    assert.deepEqual(late, { counted: false, why: 'too-late', battle: battleId });
    assert.deepEqual(await give(world, 'red', 7), { counted: false, why: 'no-battle', battle: null });
    const kept = await world.journal.gifts('demo', battleId, { after: 0, limit: 10 });
    assert.deepEqual(
      kept.map(({ request, reply }) => [request.value, reply.counted]),
      [
        [5, true],
        [6, false],
      ],
    );
    const { result, reason } = (await battleReceipt(world))!;
    assert.deepEqual([result.winner, result.by, reason], [null, 'void', 'cancelled']);
  });

  it('[BATTLE-204] a server that shuts down answers every gift: durable, or `busy` and never written', async () => {
    const journal = createMemoryJournal();
    const world = await showWorld({ journal, commitMs: 40, readMs: 10 });
    await beginBattle(world);
    const gifts: ReturnType<typeof give>[] = [];
    for (let i = 0; i < 12; i++) {
      gifts.push(give(world, 'red', 1, { key: `g${i}` }));
      await world.pass(9);
    }
    const stopped = world.shows.stop();
    gifts.push(give(world, 'red', 1, { key: 'g12' }));
    await world.pass(1000);
    await stopped;
    const kept = new Set((await journal.gifts('demo', battleId, { after: 0, limit: 100 })).map(({ key }) => key));
    const answers = await Promise.all(gifts);
    for (const [i, answer] of answers.entries()) {
      assert.equal('counted' in answer, kept.has(`g${i}`), JSON.stringify(answer));
      if ('code' in answer) assert.equal(answer.code, 'busy');
    }
    assert.ok(kept.size > 0 && kept.size < answers.length, `${kept.size} were kept`);
  });

  it('[BATTLE-203] a show that is not live takes them without a battle', async () => {
    const world = await showWorld();
    await beginBattle(world);
    await world.command('show.end');
    assert.deepEqual(await give(world, 'red', 5), { counted: false, why: 'no-battle', battle: null });
    const unknown = await world.shows.gift('nowhere', { key: 'k', viewer: 'v', value: 1 }, 'shop');
    assert.ok('code' in unknown && unknown.code === 'show/unknown');
  });
});
