/** Orders about sales: what each makes of the show and the ledger, and when it is refused. */
import assert from 'node:assert/strict';
import { commitmentTo } from '../../../shared/game-kit/index.ts';
import { showWorld, streamer } from '../../support/show-world.ts';
import type { ShowWorld } from '../../support/show-world.ts';
import { codeOf, cup, grabbed, inLedger, numbers, openNow, schedule, shown } from '../../support/stage-sales.ts';

interface Refused {
  says: string;
  /** What was ordered before, all accepted. */
  prepare?: [name: string, args?: object][];
  passMs?: number;
  name: string;
  args?: object;
  code: string;
}

const scheduled: [string, object] = ['sale.schedule', cup];
const opened: [string, object] = ['sale.open', { sale: 'sale-1' }];
const sale = { sale: 'sale-1' };
const saleOrders: [name: string, args: object][] = [
  ['sale.open', sale],
  ['sale.close', sale],
  ['sale.cancel', sale],
  ['sale.adjust', { ...sale, stock: 1 }],
];

const refusals: Refused[] = [
  { says: 'a time in the past', name: 'sale.schedule', args: { ...cup, opensAt: 1 }, code: 'sale/bad-times' },
  {
    says: 'two beginnings',
    name: 'sale.schedule',
    args: { ...cup, opensAt: 2e12, countdownMs: 5000 },
    code: 'sale/bad-times',
  },
  {
    says: 'an id that the show has',
    prepare: [['sale.schedule', { ...cup, id: 'cup' }]],
    name: 'sale.schedule',
    args: { ...cup, id: 'cup' },
    code: 'sale/exists',
  },
  {
    says: 'an id whose sale is over',
    prepare: [
      ['sale.schedule', { ...cup, id: 'cup' }],
      ['sale.cancel', { sale: 'cup' }],
    ],
    name: 'sale.schedule',
    args: { ...cup, id: 'cup' },
    code: 'sale/exists',
  },
  {
    says: 'more sales than a show can have',
    prepare: Array.from({ length: 20 }, () => scheduled),
    name: 'sale.schedule',
    args: cup,
    code: 'sale/too-many',
  },
  { says: 'a show that has ended', prepare: [['show.end']], name: 'sale.schedule', args: cup, code: 'show/not-live' },
  { says: 'a picture from anywhere', name: 'sale.schedule', args: { ...cup, image: 'http://x.example' }, code: 'bad-request' },
  { says: 'nothing to sell', name: 'sale.schedule', args: { ...cup, stock: 0 }, code: 'bad-request' },
  ...saleOrders.flatMap(([name, args]): Refused[] => [
    { says: 'a sale that nobody knows', name, args, code: 'sale/unknown' },
    { says: 'a sale that is over', prepare: [scheduled, ['sale.close', sale]], name, args, code: 'sale/ended' },
    {
      says: 'a sale whose time is over',
      prepare: [['sale.schedule', { ...cup, countdownMs: 0, durationMs: 5000 }]],
      passMs: 5000,
      name,
      args,
      code: 'sale/ended',
    },
  ]),
  { says: 'what is open', prepare: [scheduled, opened], passMs: 1, name: 'sale.open', args: sale, code: 'sale/open' },
  {
    says: 'more stock than there was',
    prepare: [scheduled],
    name: 'sale.adjust',
    args: { ...sale, stock: 4 },
    code: 'sale/only-down',
  },
  {
    says: 'a higher limit than there was',
    prepare: [scheduled, opened],
    name: 'sale.adjust',
    args: { ...sale, perViewer: 3 },
    code: 'sale/only-down',
  },
];

describe('orders about sales', () => {
  it('[SALE-80] schedule sets a sale up in the ledger and shows it to everybody', async () => {
    const world = await showWorld();
    const reply = await world.command('sale.schedule', {
      ...cup,
      image: '/cup.webp',
      checkoutUrl: 'https://shop.example/{hold}',
    });
    assert.deepEqual(reply, { ok: true, sale: 'sale-1' });
    await world.pass(100);
    const { commitment, ...row } = shown(world);
    assert.deepEqual(row, {
      id: 'sale-1',
      product: 'sku-cup',
      title: 'A cup',
      image: '/cup.webp',
      checkoutUrl: 'https://shop.example/{hold}',
      price: 1250,
      currency: 'EUR',
      stock: 3,
      left: 3,
      held: 0,
      sold: 0,
      perViewer: 2,
      status: 'scheduled',
      opensAt: 0,
      closesAt: 0,
      queue: false,
      queued: 0,
      serving: 0,
      rehearsal: false,
      stopped: '',
    });
    assert.match(commitment, /^[0-9a-f]{64}$/);
    const { terms, ended } = await inLedger(world);
    const { stock, perViewer, holdMs } = cup;
    const times = { opensAt: 0, closesAt: 0 };
    assert.deepEqual(terms, { show: 'demo', sale: 'sale-1', stock, perViewer, holdMs, ...times, queue: false, rehearsal: false });
    assert.equal(ended, null);
    assert.deepEqual(world.errors, []);
  });

  it('[SALE-80] a time or a countdown makes it open by itself, for as long as it lasts', async () => {
    const world = await showWorld();
    const now = world.clock.now();
    await schedule(world, { opensAt: now + 7000 });
    await schedule(world, { countdownMs: 9000, durationMs: 5000 });
    await world.pass(100);
    assert.deepEqual([shown(world).opensAt, shown(world).closesAt], [now + 7000, now + 67_000]);
    const second = shown(world, 'sale-2');
    assert.deepEqual([second.opensAt, second.closesAt], [now + 9000, now + 14_000]);
  });

  it('[SALE-81] a sale without an id gets the next number that no sale has had', async () => {
    const world = await showWorld();
    assert.equal(await schedule(world), 'sale-1');
    assert.equal(await schedule(world, { id: 'sale-3' }), 'sale-3');
    assert.equal(await schedule(world, { id: 'cups' }), 'cups');
    assert.equal(await schedule(world), 'sale-4');
    await world.command('sale.cancel', { sale: 'sale-4' });
    const again = await world.crash();
    assert.equal(await schedule(again), 'sale-5');
  });

  for (const { says, prepare = [], passMs = 0, name, args, code } of refusals) {
    it(`[SALE-82] ${name} refuses ${says} as ${code}, and changes nothing`, async () => {
      const world = await showWorld();
      for (const [prepared, preparedArgs] of prepare) {
        const reply = await world.command(prepared, preparedArgs);
        assert.ok(reply.ok, `${prepared}: ${JSON.stringify(reply)}`);
      }
      await world.pass(passMs);
      const before = [world.panel(), (await world.ledger.tail(null, 1000)).filter(({ kind }) => kind !== 'close').length];
      assert.equal(codeOf(await world.command(name, args)), code);
      const after = [world.panel(), (await world.ledger.tail(null, 1000)).filter(({ kind }) => kind !== 'close').length];
      assert.deepEqual(after, before);
      assert.deepEqual(world.errors, []);
    });
  }

  it('[SALE-206] a ledger that has outlived the show’s own records does not keep a sale without an id from being set up', async () => {
    const world = await showWorld();
    const now = world.clock.now();
    const times = { opensAt: now, closesAt: now + 60_000 };
    const { stock, perViewer, holdMs } = cup;
    const old = { show: 'demo', stock, perViewer, holdMs, ...times, queue: false, rehearsal: false };
    for (const id of ['sale-1', 'sale-2']) await world.ledger.open({ ...old, sale: id }, now);
    await world.ledger.close({ show: 'demo', sale: 'sale-1', generation: 'memory' }, 'closed', now);
    await grabbed(world, 'ann', { sale: 'sale-2' });
    const made = [await schedule(world), await schedule(world), await schedule(world)];
    await world.pass(100);
    assert.equal(new Set([...made, 'sale-1', 'sale-2']).size, 5);
    for (const id of made) assert.equal(shown(world, id).left, stock);
    assert.equal((await inLedger(world, 'sale-2')).totals.held, 1);
  });

  it('[SALE-82] stock does not go below what is held and sold', async () => {
    const world = await showWorld();
    await openNow(world);
    await grabbed(world, 'ann', { quantity: 2 });
    assert.equal(codeOf(await world.command('sale.adjust', { sale: 'sale-1', stock: 1 })), 'sale/below-taken');
    await world.pass(100);
    assert.equal(shown(world).stock, 3);
  });

  it('[SALE-83] open opens it now, for as long as was planned, and only once', async () => {
    const world = await showWorld();
    await schedule(world, { opensAt: world.clock.now() + 3_600_000 });
    await world.pass(5000);
    const now = world.clock.now();
    assert.deepEqual(await world.command('sale.open', { sale: 'sale-1' }), { ok: true });
    await world.pass(50);
    assert.deepEqual([shown(world).opensAt, shown(world).closesAt, shown(world).status], [now, now + 60_000, 'open']);
    assert.equal((await inLedger(world)).terms.opensAt, now);
    assert.equal(codeOf(await world.command('sale.open', { sale: 'sale-1' })), 'sale/open');
  });

  it('[SALE-83] a sale opens in a live show only', async () => {
    const world = await showWorld();
    await world.shows.create({ id: 'night', title: 'Night' });
    let n = 0;
    const order = (name: string, args = {}) => world.shows.command('night', { id: `${++n}`, name, args }, streamer);
    assert.equal(codeOf(await order('sale.schedule', cup)), 'ok');
    assert.equal(codeOf(await order('sale.open', { sale: 'sale-1' })), 'show/not-live');
    await order('rehearsal.start');
    assert.equal(codeOf(await order('sale.open', { sale: 'sale-1' })), 'show/not-live', 'a rehearsal sells nothing for real');
    await order('rehearsal.end');
    await order('show.start');
    assert.equal(codeOf(await order('sale.open', { sale: 'sale-1' })), 'ok');
  });

  it('[SALE-84] close takes no more grabs and leaves what is held; cancel gives it back', async () => {
    const world = await showWorld();
    await openNow(world);
    await openNow(world);
    const hold = await grabbed(world, 'ann', { sale: 'sale-1' });
    const lost = await grabbed(world, 'ann', { sale: 'sale-2' });
    await world.command('sale.close', { sale: 'sale-1' });
    await world.command('sale.cancel', { sale: 'sale-2' });
    await world.pass(100);
    assert.deepEqual(numbers(world, 'sale-1'), { status: 'closed', left: 2, held: 1, sold: 0 });
    assert.deepEqual(numbers(world, 'sale-2'), { status: 'cancelled', left: 3, held: 0, sold: 0 });
    assert.equal(codeOf(await world.ledger.confirm({ hold: lost, order: 'o-2' }, world.clock.now())), 'hold/released');
    await world.ledger.confirm({ hold, order: 'o-1' }, world.clock.now());
    await world.pass(100);
    assert.deepEqual(numbers(world, 'sale-1'), { status: 'closed', left: 2, held: 0, sold: 1 });
  });

  it('[SALE-85] adjust lowers stock and limit, and what is left with them', async () => {
    const world = await showWorld();
    await openNow(world);
    await grabbed(world, 'ann');
    assert.deepEqual(await world.command('sale.adjust', { sale: 'sale-1', stock: 2, perViewer: 1 }), { ok: true });
    await world.pass(100);
    const { stock, left, held, perViewer } = shown(world);
    assert.deepEqual({ stock, left, held, perViewer }, { stock: 2, left: 1, held: 1, perViewer: 1 });
    assert.deepEqual(await world.command('sale.adjust', { sale: 'sale-1', stock: 1 }), { ok: true });
    await world.pass(100);
    assert.equal(numbers(world).status, 'sold-out');
  });

  it('[SALE-86] a prepared item of the rundown schedules and opens like the order itself', async () => {
    const world = await showWorld();
    const items = [
      { id: 'a', title: 'Cup', command: { name: 'sale.schedule', args: { ...cup, id: 'cup', countdownMs: 5000 } } },
      { id: 'b', title: 'Now', command: { name: 'sale.open', args: { sale: 'cup' } } },
      { id: 'c', title: 'Again', command: { name: 'sale.open', args: { sale: 'cup' } } },
    ];
    assert.deepEqual(await world.command('rundown.set', { items }), { ok: true });
    assert.deepEqual(await world.command('rundown.go'), { ok: true, sale: 'cup' });
    assert.deepEqual(await world.command('rundown.go'), { ok: true });
    await world.pass(60);
    assert.equal(shown(world, 'cup').status, 'open');
    assert.equal(world.panel().rundown.next, 2);
    assert.equal(codeOf(await world.command('rundown.go')), 'sale/open');
    assert.equal(world.panel().rundown.next, 2, 'a refused item stays the next one');
  });

  it('[SALE-87] the seed of a sale is committed to, kept over crashes, and nobody is told before its end', async () => {
    const world = await showWorld();
    await schedule(world);
    await world.pass(100);
    const { commitment } = shown(world);
    const again = await world.crash();
    await again.pass(100);
    assert.equal(shown(again).commitment, commitment);
    const { seed } = coreSales(world)[0]!;
    assert.equal(commitmentTo(seed), commitment);
    assert.ok(!JSON.stringify([again.json(), again.panel()]).includes(seed));
    await openNow(again);
    assert.notEqual(shown(again, 'sale-2').commitment, commitment);
  });

  it('[SALE-88] the log has the sales that an order changed, as they were and as they are', async () => {
    const world = await showWorld();
    await openNow(world);
    await schedule(world);
    await grabbed(world, 'ann');
    await world.command('sale.adjust', { sale: 'sale-1', stock: 2 });
    await world.command('sale.cancel', { sale: 'nothing' });
    await world.command('show.end');
    const [ended, refused, adjusted, made] = await world.journal.audit('demo', { limit: 10 });
    assert.deepEqual([salesIn(made!.before), salesIn(made!.after)?.map(({ id }) => id)], [[], ['sale-2']]);
    const before = salesIn(adjusted!.before)!;
    const { opensAt, closesAt } = (await inLedger(world)).terms;
    const common = { id: 'sale-1', perViewer: 2, price: 1250, held: 1, sold: 0, opensAt, closesAt, ended: null, stopped: null };
    assert.deepEqual(before, [{ ...common, stock: 3, left: 2 }]);
    assert.deepEqual(salesIn(adjusted!.after), [{ ...common, stock: 2, left: 1 }]);
    assert.deepEqual([refused!.outcome, refused!.code, salesIn(refused!.before)], ['refused', 'sale/unknown', undefined]);
    assert.deepEqual(
      (salesIn(ended!.after) as { id: string; ended: string }[]).map((row) => [row.id, row.ended]),
      [
        ['sale-1', 'closed'],
        ['sale-2', 'closed'],
      ],
    );
  });

  it('[SALE-89] of ended sales the newest twelve stay at hand, and those whose units are still held', async () => {
    const world = await showWorld();
    const held = await openNow(world, { holdMs: 600_000 });
    await grabbed(world, 'ann');
    await world.command('sale.close', { sale: held });
    for (let n = 2; n <= 15; n++) {
      await schedule(world);
      await world.pass(1000);
      await world.command('sale.cancel', { sale: `sale-${n}` });
    }
    const expected = ['sale-1', ...Array.from({ length: 12 }, (_, i) => `sale-${i + 4}`)];
    assert.deepEqual(ids(world), expected);
    await world.pass(600_000);
    assert.equal((await inLedger(world)).totals.held, 0, 'it ran out all the same');
    assert.deepEqual(ids(world), expected.slice(1));
  });
});

function salesIn(side: unknown): { id: string }[] | undefined {
  return (side as { sales?: { id: string }[] }).sales;
}

function ids(world: ShowWorld): string[] {
  return world.panel().sales.map(({ id }) => id);
}

/** What was committed last of the show's sales. */
function coreSales(world: ShowWorld): { seed: string }[] {
  const { core } = world.journal.handed.findLast((entry) => entry.core !== undefined)!;
  return (core as { sales: { seed: string }[] }).sales;
}
