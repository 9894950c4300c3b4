/** What becomes of a sale by itself: it counts down, opens, sells out, gets units back, admits its queue, and ends. */
import assert from 'node:assert/strict';
import { showWorld } from '../../support/show-world.ts';
import type { ShowWorld } from '../../support/show-world.ts';
import { codeOf, grab, grabbed, inLedger, numbers, openNow, refOf, schedule, shown } from '../../support/stage-sales.ts';

const queue = { perStep: 2, stepMs: 1000 };

/** Watches the status of a sale for `ms`, and tells when it changed: ms since the beginning. */
async function statusesFor(world: ShowWorld, ms: number, sale = 'sale-1'): Promise<[number, string][]> {
  const seen: [number, string][] = [];
  const startedAt = world.clock.now();
  for (let past = 0; past <= ms; past += 10) {
    const { status } = shown(world, sale);
    if (seen.at(-1)?.[1] !== status) seen.push([world.clock.now() - startedAt, status]);
    await world.pass(10);
  }
  return seen;
}

describe('a sale', () => {
  it('[SALE-90] counts down for five minutes at most, opens and closes on time, each shown within a tick', async () => {
    const world = await showWorld();
    await schedule(world, { opensAt: world.clock.now() + 310_000, durationMs: 20_000 });
    await world.pass(100);
    assert.deepEqual(await statusesFor(world, 335_000), [
      [0, 'scheduled'],
      [9900, 'countdown'],
      [309_900, 'open'],
      [329_900, 'closed'],
    ]);
    assert.equal((await inLedger(world)).ended, 'closed');
    assert.deepEqual(world.errors, []);
  });

  it('[SALE-90] what opens by hand has no countdown, and ends as long after its opening as planned', async () => {
    const world = await showWorld();
    await schedule(world, { durationMs: 5000 });
    await world.pass(600_000);
    assert.equal(shown(world).status, 'scheduled');
    await world.command('sale.open', { sale: 'sale-1' });
    await world.pass(4990);
    assert.equal(shown(world).status, 'open');
    await world.pass(60);
    assert.equal(shown(world).status, 'closed');
  });

  it('[SALE-90] its times hold also when the machine’s clock is stepped', async () => {
    const world = await showWorld();
    await schedule(world, { opensAt: world.clock.now() + 3_600_000, durationMs: 10_000 });
    await world.pass(100);
    world.clock.stepWall(3_600_000);
    await world.pass(1000);
    assert.equal(shown(world).status, 'open');
    world.clock.stepWall(-60_000);
    await world.pass(1000);
    assert.equal(shown(world).status, 'countdown');
    world.clock.stepWall(60_000);
    await world.pass(10_000);
    assert.equal(shown(world).status, 'closed');
  });

  it('[SALE-91] is sold out while nothing is left, and open again when a hold runs out, by itself and on time', async () => {
    const world = await showWorld();
    await openNow(world);
    for (const viewer of ['ann', 'bob', 'cid']) await grabbed(world, viewer);
    await world.pass(50);
    assert.deepEqual(numbers(world), { status: 'sold-out', left: 0, held: 3, sold: 0 });
    assert.deepEqual(await statusesFor(world, 10_500), [
      [0, 'sold-out'],
      [9950, 'open'],
    ]);
    assert.deepEqual(numbers(world), { status: 'open', left: 3, held: 0, sold: 0 });
    const kinds = (await world.ledger.tail(null, 100)).map(({ kind }) => kind);
    assert.deepEqual(kinds.filter((kind) => kind === 'expire').length, 3);
    assert.deepEqual(world.errors, []);
  });

  it('[SALE-91] a release opens it again; what is bought never comes back', async () => {
    const world = await showWorld();
    await openNow(world, { stock: 2 });
    const [ann, bob] = [await grabbed(world, 'ann'), await grabbed(world, 'bob')];
    await world.pass(50);
    assert.equal(numbers(world).status, 'sold-out');
    await world.ledger.release({ hold: ann, viewer: 'ann' }, world.clock.now());
    await world.ledger.confirm({ hold: bob, order: 'o-1' }, world.clock.now());
    await world.pass(50);
    assert.deepEqual(numbers(world), { status: 'open', left: 1, held: 0, sold: 1 });
    await grabbed(world, 'cid');
    await world.pass(30_000);
    assert.deepEqual(numbers(world), { status: 'open', left: 1, held: 0, sold: 1 });
  });

  it('[SALE-91] each hold runs out at its own time, also after others were bought or given back', async () => {
    const world = await showWorld();
    await openNow(world, { stock: 10, perViewer: 1 });
    const holds: string[] = [];
    for (let n = 0; n < 6; n++) {
      holds.push(await grabbed(world, `viewer-${n}`));
      await world.pass(1000);
    }
    await world.ledger.confirm({ hold: holds[0]!, order: 'o-0' }, world.clock.now());
    await world.ledger.release({ hold: holds[1]!, viewer: null }, world.clock.now());
    const heard: number[] = [];
    const begin = world.clock.now();
    world.ledger.watch((lines) => heard.push(...lines.filter(({ kind }) => kind === 'expire').map(({ at }) => at - begin)));
    await world.pass(20_000);
    assert.deepEqual(heard, [6000, 7000, 8000, 9000]);
    assert.deepEqual(numbers(world), { status: 'open', left: 9, held: 0, sold: 1 });
  });

  it('[SALE-92] a hold runs out also after its sale has closed, and after a crash', async () => {
    for (const crashes of [false, true]) {
      let world = await showWorld();
      await openNow(world);
      await grabbed(world, 'ann');
      await world.command('sale.close', { sale: 'sale-1' });
      await world.pass(2000);
      if (crashes) world = await world.crash({ downMs: 3000 });
      await world.pass(100);
      assert.deepEqual(numbers(world), { status: 'closed', left: 2, held: 1, sold: 0 });
      await world.pass(8000);
      assert.deepEqual(numbers(world), { status: 'closed', left: 3, held: 0, sold: 0 });
    }
  });

  it('[SALE-92] what ran out while nobody was there goes back on sale at once', async () => {
    const world = await showWorld();
    await openNow(world);
    await grabbed(world, 'ann', { quantity: 2 });
    await world.pass(100);
    const again = await world.crash({ downMs: 15_000 });
    await again.pass(50);
    assert.deepEqual(numbers(again), { status: 'open', left: 3, held: 0, sold: 0 });
    assert.deepEqual(again.errors, []);
  });

  it('[SALE-93] a queue is admitted in steps: so many at once, then none for as long as a step takes', async () => {
    const world = await showWorld();
    await openNow(world, { queue, stock: 10 });
    const startedAt = world.clock.now();
    const admitted: [number, number][] = [];
    world.ledger.watch((lines) => {
      const holds = lines.filter(({ kind }) => kind === 'hold').length;
      if (holds > 0) admitted.push([world.clock.now() - startedAt, holds]);
    });
    for (let n = 0; n < 7; n++) assert.deepEqual('queued' in (await grab(world, `viewer-${n}`)), true);
    await world.pass(20);
    assert.deepEqual([shown(world).queued, shown(world).serving], [6, 1], 'whoever comes to an empty queue need not wait');
    await world.pass(6000);
    assert.deepEqual(admitted, [
      [0, 1],
      [1000, 2],
      [2000, 2],
      [3000, 2],
    ]);
    assert.deepEqual([shown(world).queued, shown(world).serving, shown(world).held], [0, 7, 7]);
  });

  it('[SALE-93] it moves on only when units are there, and in its order', async () => {
    const world = await showWorld();
    await openNow(world, { queue, stock: 1 });
    await grabbed(world, 'ann');
    await grabbed(world, 'bob');
    await world.pass(9000);
    assert.deepEqual([shown(world).queued, shown(world).serving, shown(world).left], [1, 1, 0]);
    const admits = world.ledger.asked.filter(({ call }) => call === 'admit').length;
    assert.equal(admits, 1, 'the ledger is not asked for what it cannot do');
    await world.pass(2000);
    assert.deepEqual([shown(world).queued, shown(world).serving, shown(world).held], [0, 2, 1]);
  });

  it('[SALE-94] its end is heard of and kept: after a crash it is as closed as before', async () => {
    const world = await showWorld();
    await schedule(world, { countdownMs: 1000, durationMs: 5000 });
    await world.pass(3000);
    const again = await world.crash({ downMs: 10_000 });
    assert.equal(shown(again).status, 'closed');
    await again.pass(100);
    assert.equal((await inLedger(again)).ended, 'closed');
    assert.deepEqual(again.errors, []);
  });

  it('[SALE-94] opens and closes on time also when that comes while nobody is there', async () => {
    const world = await showWorld();
    const opensAt = world.clock.now() + 5000;
    await schedule(world, { opensAt });
    const again = await world.crash({ downMs: 6000 });
    await again.pass(20);
    assert.deepEqual([shown(again).status, shown(again).opensAt], ['open', opensAt]);
    assert.equal(codeOf(await grab(again, 'ann')), 'ok');
  });

  it('[SALE-95] a line that was missed is made up for within a second', async () => {
    const world = await showWorld();
    await openNow(world);
    world.ledger.isDeaf = true;
    await grabbed(world, 'ann');
    await world.pass(200);
    assert.equal(numbers(world).held, 0);
    await world.pass(900);
    assert.equal(numbers(world).held, 1);
    const hold = await grabbed(world, 'bob');
    await world.ledger.adjust(refOf('sale-1'), { stock: 2 }, world.clock.now());
    await world.ledger.confirm({ hold, order: 'o-1' }, world.clock.now());
    await world.pass(1100);
    assert.deepEqual(
      { ...numbers(world), stock: shown(world).stock },
      { status: 'sold-out', left: 0, held: 1, sold: 1, stock: 2 },
    );
    await world.pass(10_000);
    assert.equal(numbers(world).held, 0, 'and its hold ran out');
    await world.ledger.close(refOf('sale-1'), 'cancelled', world.clock.now());
    await world.pass(1100);
    assert.equal(shown(world).status, 'cancelled');
  });

  it('[SALE-95] it is asked about about once a second, however much happens, and not at all once it is over', async () => {
    const world = await showWorld();
    await openNow(world, { stock: 1000, perViewer: 1, holdMs: 600_000 });
    const asked = (call: string) => world.ledger.asked.filter((each) => each.call === call).length;
    const before = asked('totals');
    for (let n = 0; n < 100; n++) {
      await grabbed(world, `viewer-${n}`);
      await world.pass(100);
    }
    const during = asked('totals') - before;
    assert.ok(during >= 9 && during <= 11, String(during));
    await world.command('sale.cancel', { sale: 'sale-1' });
    await world.pass(100);
    const over = world.ledger.asked.length;
    await world.pass(60_000);
    assert.equal(world.ledger.asked.length, over);
  });
});
