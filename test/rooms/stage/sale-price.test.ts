/** The price of a sale: the show's own, without the ledger, and only down. */
import assert from 'node:assert/strict';
import { showWorld } from '../../support/show-world.ts';
import { codeOf, inLedger, openNow, schedule, shown } from '../../support/stage-sales.ts';

const sale = 'sale-1';

describe('the price of a sale', () => {
  it('[BATTLE-136] comes down by order, before the sale and while it is open; never up', async () => {
    const world = await showWorld();
    await schedule(world);
    assert.deepEqual(await world.command('sale.adjust', { sale, price: 1000 }), { ok: true });
    await world.pass(100);
    assert.equal(shown(world).price, 1000);
    await world.command('sale.open', { sale });
    assert.deepEqual(await world.command('sale.adjust', { sale, price: 990 }), { ok: true });
    await world.pass(100);
    const before = [shown(world).price, shown(world).status];
    assert.deepEqual(before, [990, 'open']);
    const reply = await world.command('sale.adjust', { sale, price: 991 });
    assert.equal(codeOf(reply), 'sale/only-down');
    const again = await world.crash();
    assert.equal(shown(again).price, 990, 'it is durable');
    const [up, down] = (await again.journal.audit('demo', { limit: 10 })) as {
      code?: string;
      after: { sales?: { price: number }[] };
    }[];
    assert.deepEqual([up!.code, up!.after.sales, down!.after.sales![0]!.price], ['sale/only-down', undefined, 990]);
  });

  it('[BATTLE-136] needs no ledger, but a sale that goes on', async () => {
    const world = await showWorld();
    await openNow(world);
    const asked = world.ledger.asked.filter(({ call }) => call === 'adjust').length;
    world.ledger.refusing = (call) => (call === 'adjust' ? 'ledger-unavailable' : null);
    assert.deepEqual(await world.command('sale.adjust', { sale, price: 1 }), { ok: true });
    assert.equal(world.ledger.asked.filter(({ call }) => call === 'adjust').length, asked);
    await world.command('sale.close', { sale });
    assert.equal(codeOf(await world.command('sale.adjust', { sale, price: 0 })), 'sale/ended');
    assert.equal(codeOf(await world.command('sale.adjust', { sale: 'sale-9', price: 0 })), 'sale/unknown');
  });

  it('[BATTLE-136] together with stock or limit stays as it was when the ledger refuses those', async () => {
    const world = await showWorld();
    await openNow(world);
    assert.equal(codeOf(await world.command('sale.adjust', { sale, stock: 9, price: 500 })), 'sale/only-down');
    await world.pass(100);
    assert.deepEqual([shown(world).price, shown(world).stock], [1250, 3]);
    assert.deepEqual(await world.command('sale.adjust', { sale, stock: 2, price: 500 }), { ok: true });
    await world.pass(100);
    assert.deepEqual([shown(world).price, shown(world).stock, (await inLedger(world)).totals.stock], [500, 2, 2]);
  });
});
