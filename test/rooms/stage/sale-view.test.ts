/** How sales reach everybody: rows in the state that move with the ticks, orders to the crowds, and what only panels see. */
import assert from 'node:assert/strict';
import type { EdgeOrder, StageWire } from '../../../rooms/stage-wire.ts';
import { createMemoryWire } from '../../../server/memory/wire.ts';
import { decodingViewer } from '../../support/decoding-viewer.ts';
import { showWorld } from '../../support/show-world.ts';
import type { ShowWorld } from '../../support/show-world.ts';
import { grabbed, numbers, openNow, refOf, schedule, shown } from '../../support/stage-sales.ts';

/** A wire that also keeps the orders it carries. */
function recordedOrders(): { orders: EdgeOrder[]; wire: () => StageWire } {
  const orders: EdgeOrder[] = [];
  const wire = () => {
    const inner = createMemoryWire();
    const follow: StageWire['follow'] = (show, crowd) =>
      inner.follow(show, {
        ...crowd,
        onHello: (hello) => {
          orders.push(hello.order);
          crowd.onHello(hello);
        },
        onOrder: (order) => {
          orders.push(order);
          crowd.onOrder(order);
        },
      });
    return { ...inner, follow };
  };
  return { orders, wire };
}

function publishedIn(world: ShowWorld): number {
  return world.fanout.published.filter(({ topic }) => topic === 'show/demo').length;
}

describe('the state of a sale', () => {
  it('[SALE-105] shows what the ledger says to everybody alike, through every change', async () => {
    const world = await showWorld();
    const { feed } = world.shows.get('demo')!.crowd;
    const early = decodingViewer(feed);
    const sale = await openNow(world, { queue: { perStep: 2, stepMs: 500 } });
    await schedule(world, { countdownMs: 20_000 });
    for (const viewer of ['ann', 'bob', 'cid', 'dot']) await grabbed(world, viewer, { sale });
    const late = decodingViewer(feed);
    for (let look = 0; look < 12; look++) {
      await world.pass(1000);
      assert.deepEqual(early.json(), world.json());
      assert.deepEqual(late.json(), world.json());
      assert.deepEqual(decodingViewer(feed).json(), world.json());
    }
    const { totals } = (await world.ledger.totals(refOf(sale))) as { totals: { available: number; held: number } };
    assert.deepEqual([shown(world, sale).left, shown(world, sale).held], [totals.available, totals.held]);
  });

  it('[SALE-105] left, held and sold always make the stock, whoever looks whenever', async () => {
    const world = await showWorld({ ledgerMs: 7 });
    const viewer = decodingViewer(world.shows.get('demo')!.crowd.feed);
    await world.command('sale.schedule', { product: 'p', title: 't', price: 1, currency: 'EUR', stock: 40, countdownMs: 0 });
    await world.pass(100);
    const holds: Promise<string>[] = [];
    for (let n = 0; n < 40; n++) {
      holds.push(grabbed(world, `viewer-${n}`));
      if (n % 3 === 0 && n > 6)
        void holds[n - 6]!.then((hold) => world.ledger.confirm({ hold, order: `o-${n}` }, world.clock.now()));
      if (n % 4 === 0 && n > 8)
        void holds[n - 8]!.then((hold) => world.ledger.release({ hold, viewer: null }, world.clock.now()));
      await world.pass(13);
      const { stock, left, held, sold } = (viewer.json() as ReturnType<ShowWorld['json']>).sales['sale-1']!;
      assert.equal(left + held + sold, stock);
    }
    await Promise.all(holds);
    await world.pass(100);
    const { sold, left } = numbers(world);
    assert.ok(sold > 5 && left > 2, JSON.stringify({ sold, left }));
  });

  it('[SALE-106] the first change after quiet leaves at once, and further ones with at most twenty ticks a second', async () => {
    const world = await showWorld();
    await openNow(world, { stock: 1000, perViewer: 1 });
    await world.pass(500);
    const before = publishedIn(world);
    await grabbed(world, 'first');
    await world.pass(0);
    assert.equal(publishedIn(world), before + 1, 'in the same millisecond');
    for (let n = 0; n < 400; n++) {
      await grabbed(world, `viewer-${n}`);
      await world.pass(5);
    }
    const ticks = publishedIn(world) - before;
    assert.ok(ticks >= 38 && ticks <= 42, `${ticks} ticks in two seconds`);
    assert.equal(numbers(world).held, 401);
  });

  it('[SALE-106] a sale in which nothing happens publishes nothing', async () => {
    const world = await showWorld();
    await openNow(world);
    await world.pass(1500);
    const before = publishedIn(world);
    await world.pass(20_000);
    assert.equal(publishedIn(world), before);
  });

  it('[SALE-107] crowds are ordered anew when something changes for their desks, not when stock moves', async () => {
    const { orders, wire } = recordedOrders();
    const world = await showWorld({ wire });
    await schedule(world, { stock: 100 });
    const [edge] = orders.at(-1)!.sales;
    assert.match(edge!.seed, /^[0-9a-f]{64}$/);
    const asScheduled = { id: 'sale-1', generation: 'memory', opensAt: 0, closesAt: 0, perViewer: 2, queue: false };
    assert.deepEqual(edge, { ...asScheduled, ended: null, stopped: null, seed: edge!.seed, rehearsal: false });
    await world.command('sale.open', { sale: 'sale-1' });
    await world.pass(100);
    const { opensAt } = orders.at(-1)!.sales[0]!;
    assert.equal(opensAt, shown(world).opensAt);
    const count = orders.length;
    for (let n = 0; n < 20; n++) {
      await grabbed(world, `viewer-${n}`);
      await world.pass(60);
    }
    await world.pass(15_000);
    assert.equal(orders.length, count);
    await world.command('sale.adjust', { sale: 'sale-1', perViewer: 1 });
    assert.equal(orders.at(-1)!.sales[0]!.perViewer, 1);
    const list = orders.at(-1)!.sales;
    await world.command('viewer.mute', { viewer: 'ann' });
    assert.equal(orders.at(-1)!.sales, list, 'the list that nobody has changed is the very same');
    await world.pass(60_000);
    assert.equal(orders.at(-1)!.sales[0]!.ended, 'closed', 'an end that nobody ordered is told, too');
    const revs = orders.map(({ rev }) => rev);
    assert.deepEqual(
      revs,
      revs.toSorted((a, b) => a - b),
    );
  });

  it('[SALE-108] an ended sale leaves the state only a minute after it left the show, and as ended as it was', async () => {
    const world = await showWorld();
    const { feed } = world.shows.get('demo')!.crowd;
    const viewer = decodingViewer(feed);
    for (let n = 1; n <= 13; n++) {
      await schedule(world);
      await world.pass(200);
      if (n === 13) viewer.leave();
      await world.command(n === 1 ? 'sale.close' : 'sale.cancel', { sale: `sale-${n}` });
    }
    await world.pass(1000);
    assert.equal(world.panel().sales.length, 12);
    assert.equal(shown(world, 'sale-1').status, 'closed');
    await world.pass(61_000);
    await world.command('viewer.mute', { viewer: 'ann' });
    await world.pass(100);
    assert.equal(world.json().sales['sale-1'], undefined);
    assert.equal(Object.keys(world.json().sales).length, 12);
    // Whoever missed that keeps an ended row at worst.
    viewer.resume();
    await world.pass(200);
    const { sales } = viewer.json() as ReturnType<ShowWorld['json']>;
    assert.ok(Object.values(sales).every(({ status }) => ['closed', 'cancelled'].includes(status)));
    assert.deepEqual(decodingViewer(feed).json(), world.json());
  });

  it('[SALE-109] panels are told what the state does not show, when it changes', async () => {
    const world = await showWorld();
    const panel = decodingViewer(world.shows.get('demo')!.crowd.feed, { panel: true });
    await schedule(world, { queue: { perStep: 5, stepMs: 2000 }, durationMs: 30_000 });
    await world.pass(100);
    const told = () => panel.messages.filter(({ type }) => type === 'panel.state').map(({ payload }) => payload);
    const row = { id: 'sale-1', holdMs: 10_000, durationMs: 30_000, queue: { perStep: 5, stepMs: 2000 } };
    assert.deepEqual((told().at(-1) as { sales: unknown }).sales, [{ ...row, rehearsal: false, stopped: null }]);
    assert.deepEqual(world.panel(), told().at(-1));
    const count = told().length;
    await world.command('sale.open', { sale: 'sale-1' });
    for (const viewer of ['ann', 'bob']) await grabbed(world, viewer);
    await world.pass(5000);
    assert.equal(told().length, count, 'nothing of it has changed');
  });
});
