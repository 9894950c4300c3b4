/** Bots in sales: they buy in a rehearsal’s sale, through the same desk as everybody, and nowhere else. */
import assert from 'node:assert/strict';
import { showWorld } from '../../support/show-world.ts';
import { inLedger, schedule, shown } from '../../support/stage-sales.ts';

describe('bots of a rehearsal', () => {
  it('[SALE-147] buy in its sale as viewers would, each in the shard that it belongs to, and what they did is taken away', async () => {
    const world = await showWorld();
    await world.command('rehearsal.start', { bots: 60 });
    const sale = await schedule(world, { stock: 40, perViewer: 1, countdownMs: 2000 });
    const held = new Map<string, number>();
    world.ledger.watch((lines) => {
      for (const line of lines) if (line.kind === 'hold') held.set(line.viewer, (held.get(line.viewer) ?? 0) + line.quantity);
    });
    await world.pass(1900);
    assert.equal((await inLedger(world, sale)).totals.held, 0);
    await world.pass(3000);
    assert.equal(shown(world, sale).status, 'sold-out');
    assert.ok(held.size >= 40);
    assert.ok([...held.keys()].every((viewer) => /^bot-\d+$/.test(viewer)));
    await world.pass(30_000);
    const { sold } = shown(world, sale);
    assert.ok(sold > 15, `${sold} are sold`);
    assert.deepEqual(await world.command('rehearsal.end'), { ok: true });
    const asked = world.ledger.asked.length;
    await world.pass(10_000);
    assert.deepEqual([world.panel().sales, shown(world, sale).status], [[], 'cancelled']);
    assert.equal(world.ledger.asked.slice(asked).filter(({ call }) => call === 'grab').length, 0);
    assert.deepEqual(world.errors, []);
  });

  it('[SALE-147] leave a sale alone that is not rehearsed', async () => {
    const world = await showWorld();
    const real = await schedule(world, { stock: 40, countdownMs: 500 });
    await world.command('rehearsal.start', { bots: 30 });
    const tried = await schedule(world, { stock: 40, countdownMs: 500 });
    await world.pass(5000);
    assert.deepEqual([shown(world, real).left, shown(world, tried).left < 40], [40, true]);
  });

  it('[SALE-147] stop when the sale ends, and come to the next one', async () => {
    const world = await showWorld();
    await world.command('rehearsal.start', { bots: 20 });
    const first = await schedule(world, { stock: 5, countdownMs: 100 });
    await world.pass(2000);
    await world.command('sale.close', { sale: first });
    const grabs = () => world.ledger.asked.filter(({ call }) => call === 'grab').length;
    const before = grabs();
    await world.pass(3000);
    assert.equal(grabs(), before);
    const second = await schedule(world, { stock: 5, countdownMs: 100 });
    await world.pass(2000);
    assert.equal(shown(world, second).left, 0);
  });
});
