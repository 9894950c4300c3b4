/** Orders about sales are about money: what is not understood in one is refused, not left out. */
import assert from 'node:assert/strict';
import { showWorld } from '../../support/show-world.ts';
import { codeOf, cup, schedule } from '../../support/stage-sales.ts';

const day = 24 * 3_600_000;

describe('orders about sales are strict', () => {
  it('[SALE-211] a field that there is not is refused by its name, in every order about a sale', async () => {
    const world = await showWorld();
    await schedule(world);
    const sale = { sale: 'sale-1' };
    const orders: [name: string, args: object, field: string][] = [
      ['sale.schedule', { ...cup, countdown: 5000 }, 'countdown'],
      ['sale.schedule', { ...cup, queue: { perStep: 1, stepMs: 100, step: 2 } }, 'step'],
      ['sale.open', { ...sale, at: 1 }, 'at'],
      ['sale.close', { ...sale, how: 'cancelled' }, 'how'],
      ['sale.cancel', { ...sale, refund: true }, 'refund'],
      ['sale.adjust', { ...sale, stock: 1, left: 1 }, 'left'],
    ];
    for (const [name, args, field] of orders) {
      const reply = await world.command(name, args);
      assert.equal(codeOf(reply), 'bad-request', name);
      assert.ok(!reply.ok && reply.detail?.includes(`"${field}"`), `${name}: ${JSON.stringify(reply)}`);
    }
    assert.equal(world.panel().sales.length, 1, 'nothing was made of them');
  });

  it('[SALE-211] an adjustment of nothing is refused', async () => {
    const world = await showWorld();
    await schedule(world);
    const reply = await world.command('sale.adjust', { sale: 'sale-1' });
    assert.equal(codeOf(reply), 'bad-request');
    assert.match((!reply.ok && reply.detail) || '', /stock, perViewer or price/v);
  });

  it('[SALE-211] a currency is one that exists', async () => {
    const world = await showWorld();
    for (const currency of ['EUR', 'CNY', 'JPY', 'KWD']) await schedule(world, { currency });
    for (const currency of ['ZZZ', 'EURO', 'eur', ''])
      assert.equal(codeOf(await world.command('sale.schedule', { ...cup, currency })), 'bad-request', currency);
  });

  it('[SALE-211] a sale opens within thirty days', async () => {
    const world = await showWorld();
    const at = (inMs: number) => world.command('sale.schedule', { ...cup, opensAt: world.clock.now() + inMs });
    assert.equal(codeOf(await at(30 * day)), 'ok');
    const reply = await at(30 * day + 1);
    assert.equal(codeOf(reply), 'sale/bad-times');
    assert.match((!reply.ok && reply.detail) || '', /30 days/v);
  });

  it('[SALE-211] in a rundown, too: what could not be ordered cannot be prepared', async () => {
    const world = await showWorld();
    const command = { name: 'sale.schedule', args: { ...cup, countdown: 5000 } };
    assert.equal(codeOf(await world.command('rundown.set', { items: [{ id: 'cup', title: 'Cup', command }] })), 'bad-request');
  });

  it('[SALE-211] an item that was prepared when less was asked of it is refused when it is fired, and stays', async () => {
    const world = await showWorld();
    const command = { name: 'sale.schedule', args: cup };
    await world.command('rundown.set', { items: [{ id: 'cup', title: 'Cup', command }] });
    const { core } = world.journal.handed.findLast((entry) => entry.core !== undefined)!;
    const older = structuredClone(core) as { rundown: { items: { command: { args: object } }[] } };
    older.rundown.items[0]!.command.args = { ...cup, countdown: 5000 };
    await world.journal.commit({ show: 'demo', core: older });
    const again = await world.crash();
    assert.equal(codeOf(await again.command('rundown.go')), 'bad-request');
    assert.deepEqual([again.panel().rundown.next, again.panel().sales, again.errors], [0, [], []]);
  });
});
