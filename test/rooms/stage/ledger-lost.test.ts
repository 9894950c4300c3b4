/** A ledger that is gone, or cannot be reached: sales stop and never open again by themselves, or wait until it is back. */
import assert from 'node:assert/strict';
import { createMemoryLedger } from '../../../server/memory/ledger.ts';
import { decodingViewer } from '../../support/decoding-viewer.ts';
import { showWorld } from '../../support/show-world.ts';
import type { ShowWorld } from '../../support/show-world.ts';
import { codeOf, cup, grab, grabbed, numbers, openNow, schedule, shown } from '../../support/stage-sales.ts';

/** Another ledger, which has never heard of any sale. */
function emptyLedger(generation = 'anew') {
  return createMemoryLedger({ generation });
}

async function losses(world: ShowWorld): Promise<unknown[]> {
  const entries = await world.journal.audit('demo', { limit: 100 });
  return entries
    .filter(({ command }) => command === 'ledger-lost')
    .map(({ by, role, args, outcome }) => ({ by, role, args, outcome }));
}

const toldOf = (sale: string) => ({ by: 'drumroll', role: 'service', args: { sale }, outcome: 'accepted' });

describe('a ledger that is gone', () => {
  it('[SALE-101] begun anew, empty: every sale that goes on is stopped, said, logged and counted', async () => {
    const world = await showWorld();
    await openNow(world);
    await schedule(world, { countdownMs: 5000 });
    await schedule(world);
    await world.command('sale.close', { sale: 'sale-3' });
    await grabbed(world, 'ann');
    await world.pass(100);
    const again = await world.crash({ ledger: emptyLedger() });
    const panel = decodingViewer(again.shows.get('demo')!.crowd.feed, { panel: true });
    await again.pass(100);
    assert.deepEqual(
      again.panel().sales.map(({ id, stopped }) => [id, stopped]),
      [
        ['sale-1', 'ledger-lost'],
        ['sale-2', 'ledger-lost'],
        ['sale-3', null],
      ],
    );
    assert.deepEqual([shown(again, 'sale-1').status, shown(again, 'sale-2').status], ['closed', 'closed']);
    const publicly = ['sale-1', 'sale-2', 'sale-3'].map((id) => shown(again, id).stopped);
    assert.deepEqual(publicly, ['ledger-lost', 'ledger-lost', '']);
    assert.deepEqual(await losses(again), [toldOf('sale-2'), toldOf('sale-1')]);
    assert.equal(again.errors.filter((error) => error.includes('ledger of a sale is gone')).length, 2);
    assert.equal(again.shows.lostLedgers(), 2);
    const audited = panel.messages.filter(({ type }) => type === 'panel.audit');
    assert.equal(audited.length, 2);
    const told = panel.messages.findLast(({ type }) => type === 'panel.state')!.payload as { sales: { stopped: unknown }[] };
    assert.equal(told.sales[1]!.stopped, 'ledger-lost');
  });

  it('[SALE-101] nothing opens again by itself: not with time, nor by an order, nor when the ledger is back', async () => {
    const world = await showWorld();
    const opensAt = world.clock.now() + 10_000;
    await schedule(world, { opensAt });
    const again = await world.crash({ ledger: emptyLedger() });
    await again.pass(20_000);
    assert.equal(shown(again).status, 'closed');
    for (const name of ['sale.open', 'sale.close', 'sale.cancel'])
      assert.equal(codeOf(await again.command(name, { sale: 'sale-1' })), 'ledger-lost', name);
    assert.equal(codeOf(await again.command('sale.adjust', { sale: 'sale-1', stock: 1 })), 'ledger-lost');
    const back = await again.crash({ ledger: world.ledger.inner });
    await back.pass(5000);
    assert.equal(shown(back).status, 'closed');
    assert.equal(back.panel().sales[0]!.stopped, 'ledger-lost');
    assert.equal((await losses(back)).length, 1, 'it is said once');
    const [stored] = coreSales(again);
    assert.deepEqual([stored!.stopped, stored!.standing.ended], ['ledger-lost', 'closed']);
  });

  it('[SALE-101] a new sale can be scheduled in the new ledger', async () => {
    const world = await showWorld();
    await openNow(world);
    const again = await world.crash({ ledger: emptyLedger('memory-2') });
    await again.pass(100);
    await openNow(again);
    assert.deepEqual(numbers(again, 'sale-2'), { status: 'open', left: 3, held: 0, sold: 0 });
    const third = await again.crash();
    await third.pass(5000);
    assert.equal(shown(third, 'sale-2').status, 'open');
    assert.equal(third.shows.lostLedgers(), 1);
  });

  it('[SALE-102] in mid-run it is noticed within a second, and the numbers known last stay', async () => {
    const world = await showWorld();
    await openNow(world);
    await grabbed(world, 'ann', { quantity: 2 });
    await world.pass(100);
    world.ledger.refusing = () => 'ledger-lost';
    await world.pass(1100);
    assert.deepEqual(numbers(world), { status: 'closed', left: 1, held: 2, sold: 0 });
    assert.equal(world.panel().sales[0]!.stopped, 'ledger-lost');
    assert.deepEqual(await losses(world), [toldOf('sale-1')]);
    const { asked } = world.ledger;
    const calls = asked.length;
    await world.pass(60_000);
    assert.equal(asked.length, calls, 'it is not asked any more');
  });

  it('[SALE-102] also when an order or the end of a hold finds out', async () => {
    for (const [name, change] of [
      ['sale.close', {}],
      ['sale.adjust', { stock: 1 }],
    ] as const) {
      const world = await showWorld();
      await openNow(world);
      await grabbed(world, 'ann');
      world.ledger.refusing = () => 'ledger-lost';
      assert.equal(codeOf(await world.command(name, { sale: 'sale-1', ...change })), 'ledger-lost');
      assert.equal(world.panel().sales[0]!.stopped, 'ledger-lost');
    }
    const world = await showWorld();
    await openNow(world);
    await grabbed(world, 'ann');
    await world.command('sale.close', { sale: 'sale-1' });
    world.ledger.refusing = () => 'ledger-lost';
    await world.pass(11_000);
    assert.equal(world.panel().sales[0]!.stopped, 'ledger-lost');
  });

  it('[SALE-102] the show can end all the same', async () => {
    const world = await showWorld();
    await openNow(world);
    world.ledger.refusing = () => 'ledger-lost';
    assert.deepEqual(await world.command('show.end'), { ok: true });
    assert.equal(world.panel().sales[0]!.stopped, 'ledger-lost');
    await world.pass(100);
    assert.equal(world.json().status, 'ended');
  });

  it('[SALE-102] a loss that could not be written is written later', async () => {
    const world = await showWorld();
    await openNow(world);
    world.journal.failing = (call) => call !== 'read';
    world.ledger.refusing = () => 'ledger-lost';
    await world.pass(3000);
    assert.equal(world.panel().sales[0]!.stopped, null);
    world.journal.failing = () => false;
    await world.pass(1000);
    assert.equal(world.panel().sales[0]!.stopped, 'ledger-lost');
    assert.deepEqual(await losses(world), [toldOf('sale-1')]);
    const again = await world.crash();
    assert.equal(again.panel().sales[0]!.stopped, 'ledger-lost');
  });

  it('[SALE-103] a ledger that has forgotten its last lines is believed, and that is logged', async () => {
    const world = await showWorld();
    await openNow(world);
    const before = world.ledger;
    await grabbed(world, 'ann');
    await grabbed(world, 'bob');
    await world.pass(100);
    assert.equal(numbers(world).held, 2);
    // The same ledger, as its store had it before both.
    const old = createMemoryLedger();
    for (const line of await before.lines({ show: 'demo', sale: 'sale-1' }, { after: 0, limit: 2 })) {
      if (line.kind === 'open') await old.open(line.terms, line.at);
      if (line.kind === 'adjust') {
        const { opensAt, closesAt } = line.terms;
        await old.adjust({ show: 'demo', sale: 'sale-1', generation: 'memory' }, { opensAt, closesAt }, line.at);
      }
    }
    world.ledger.inner = old;
    await world.pass(1100);
    assert.deepEqual(numbers(world), { status: 'open', left: 3, held: 0, sold: 0 });
    assert.ok(world.errors.some((error) => error.includes('forgotten lines')));
    await grabbed(world, 'cid');
    await world.pass(1100);
    assert.equal(numbers(world).held, 1);
  });
});

describe('a ledger that cannot be reached', () => {
  it('[SALE-104] when the stage begins: the sale stays as it was, and goes on when the ledger is back', async () => {
    const world = await showWorld();
    await openNow(world);
    await grabbed(world, 'ann');
    await world.pass(100);
    const again = await world.crash({ downMs: 2000, ledgerFaults: { refusing: () => 'ledger-unavailable' } });
    await again.pass(3000);
    assert.deepEqual([shown(again).status, again.panel().sales[0]!.stopped], ['open', null]);
    again.ledger.refusing = () => null;
    await again.pass(500);
    assert.deepEqual(numbers(again), { status: 'open', left: 2, held: 1, sold: 0 });
    await again.pass(6000);
    assert.equal(numbers(again).held, 0);
    assert.deepEqual(again.errors, []);
  });

  it('[SALE-104] one that hangs does not keep a show from beginning', async () => {
    const world = await showWorld();
    await openNow(world);
    const again = await world.crash({ ledgerFaults: { hanging: () => 'before' } });
    await again.pass(100);
    assert.equal(shown(again).status, 'open');
    assert.deepEqual(await again.command('round.start', { game: 'tap-race' }), { ok: true, round: 1 });
    await again.pass(5000);
    assert.equal(again.json().round?.phase, 'race');
    assert.ok((again.counted.get('drumroll_ledger_unavailable_total{slow}') ?? 0) >= 1);
  });

  it('[SALE-104] in mid-run: what is due is asked again until it is done', async () => {
    const world = await showWorld();
    await schedule(world, { countdownMs: 0, durationMs: 12_000 });
    await world.pass(100);
    await grabbed(world, 'ann');
    world.ledger.refusing = (call) => (call === 'grab' ? null : 'ledger-unavailable');
    await world.pass(11_000);
    assert.equal(numbers(world).held, 1, 'nobody put it back');
    const tries = world.ledger.asked.filter(({ call }) => call === 'expire').length;
    assert.ok(tries >= 3 && tries <= 6, `${tries} tries in a second`);
    world.ledger.refusing = () => null;
    await world.pass(300);
    assert.equal(numbers(world).held, 0);
    world.ledger.refusing = () => 'ledger-unavailable';
    await world.pass(3000);
    assert.equal(shown(world).status, 'closed', 'its time is over whatever the ledger says');
    world.ledger.refusing = () => null;
    await world.pass(300);
    const lines = await world.ledger.lines({ show: 'demo', sale: 'sale-1' }, { after: 0, limit: 100 });
    assert.equal(lines.at(-1)!.kind, 'close');
    assert.equal(codeOf(await grab(world, 'bob')), 'sale/ended');
  });

  it('[SALE-104] one that hangs for good is asked again and again, and one sale does not wait for another', async () => {
    const world = await showWorld();
    await openNow(world, cup);
    await openNow(world, cup);
    await grabbed(world, 'ann', { sale: 'sale-1' });
    await grabbed(world, 'ann', { sale: 'sale-2' });
    let hangs = 1;
    world.ledger.hanging = (call) => (call === 'expire' && hangs-- > 0 ? 'before' : null);
    await world.pass(10_100);
    assert.deepEqual([numbers(world, 'sale-1').held, numbers(world, 'sale-2').held], [1, 0]);
    await world.pass(2500);
    assert.equal(numbers(world, 'sale-1').held, 0);
  });
});

/** What was committed last of the show's sales. */
function coreSales(world: ShowWorld): { stopped: string | null; standing: { ended: string | null } }[] {
  const { core } = world.journal.handed.findLast((entry) => entry.core !== undefined)!;
  return (core as { sales: { stopped: string | null; standing: { ended: string | null } }[] }).sales;
}
