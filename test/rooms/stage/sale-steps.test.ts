/** What is due by the thousand: the stage has it given up step by step, until nothing is left. */
import assert from 'node:assert/strict';
import { sweepLimit } from '../../../shared/sale/index.ts';
import { showWorld } from '../../support/show-world.ts';
import type { ShowWorld } from '../../support/show-world.ts';
import { codeOf, grabbed, inLedger, numbers, openNow } from '../../support/stage-sales.ts';

/** More than two steps. */
const many = 2 * sweepLimit + 100;

async function crowd(): Promise<{ world: ShowWorld; last: string }> {
  const world = await showWorld();
  await openNow(world, { stock: many, perViewer: 1, holdMs: 10_000 });
  const holds = await Promise.all(Array.from({ length: many }, (_, n) => grabbed(world, `viewer-${n}`)));
  await world.pass(100);
  assert.deepEqual(numbers(world), { status: 'sold-out', left: 0, held: many, sold: 0 });
  return { world, last: holds.at(-1)! };
}

/** When the ledger was told to let holds run out, by the times that it was given. */
function steps(world: ShowWorld): number[] {
  return world.ledger.asked.flatMap(({ call, args }) => (call === 'expire' ? [Number(args[1])] : []));
}

describe('a sale with thousands of holds', () => {
  it('[SALE-209] what runs out at once is back on sale within moments, and others come in between the steps', async () => {
    const { world } = await crowd();
    await world.pass(9900);
    await world.pass(100);
    assert.deepEqual(numbers(world), { status: 'open', left: many, held: 0, sold: 0 });
    const [first, second, third, ...rest] = steps(world);
    assert.deepEqual([second! - first!, third! - second!, rest], [10, 10, []]);
    assert.deepEqual(world.errors, []);
  });

  it('[SALE-209] a cancelled sale is cancelled at once, and soon nothing of it is held', async () => {
    const { world, last } = await crowd();
    assert.deepEqual(await world.command('sale.cancel', { sale: 'sale-1' }), { ok: true });
    assert.equal((await inLedger(world)).ended, 'cancelled');
    assert.equal(codeOf(await world.ledger.confirm({ hold: last, order: 'o-1' }, world.clock.now())), 'hold/released');
    await world.pass(200);
    assert.deepEqual(numbers(world), { status: 'cancelled', left: many, held: 0, sold: 0 });
    const { length } = world.ledger.asked;
    await world.pass(60_000);
    assert.equal(world.ledger.asked.length, length);
    assert.deepEqual(world.errors, []);
  });

  it('[SALE-209] while the ledger refuses the next step it is asked a few times a second, and the rest follows', async () => {
    const { world } = await crowd();
    await world.command('sale.cancel', { sale: 'sale-1' });
    const done = steps(world).length;
    world.ledger.refusing = () => 'ledger-unavailable';
    await world.pass(2000);
    const tried = steps(world).length - done;
    assert.ok(tried >= 4 && tried <= 9, `${tried} times`);
    assert.ok((await inLedger(world)).totals.held > 0);
    world.ledger.refusing = () => null;
    await world.pass(500);
    assert.deepEqual(numbers(world), { status: 'cancelled', left: many, held: 0, sold: 0 });
  });

  it('[SALE-209] a crash between two steps delays the rest, no more', async () => {
    const { world } = await crowd();
    world.ledger.refusing = (call) => (call === 'expire' ? 'ledger-unavailable' : null);
    await world.command('sale.cancel', { sale: 'sale-1' });
    assert.equal((await inLedger(world)).totals.held, many - sweepLimit);
    const again = await world.crash({ downMs: 1000 });
    await again.pass(500);
    assert.deepEqual(numbers(again), { status: 'cancelled', left: many, held: 0, sold: 0 });
  });
});
