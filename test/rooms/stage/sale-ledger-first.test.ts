/** The ledger first, then the journal: whatever fails between them, both say the same in the end, and nobody else waits. */
import assert from 'node:assert/strict';
import type { CommandReply } from '../../../shared/protocol/index.ts';
import { showWorld, streamer } from '../../support/show-world.ts';
import type { ShowWorld } from '../../support/show-world.ts';
import { codeOf, cup, grabbed, inLedger, numbers, openNow, schedule, shown } from '../../support/stage-sales.ts';

interface Plan {
  name: string;
  args: object;
  /** What is ordered before. */
  prepare: (world: ShowWorld) => Promise<unknown>;
  /** Whether both ledger and show have it. */
  isDone: (world: ShowWorld) => Promise<boolean>;
  /** What the same order is answered once it has happened though its answer was lost: what it wanted is so. */
  again: string;
}

const sale = { sale: 'sale-1' };

const plans: Plan[] = [
  {
    name: 'sale.schedule',
    args: { ...cup, countdownMs: 60_000 },
    prepare: async () => {},
    isDone: async (world) => 'sale-1' in world.json().sales,
    again: 'ok',
  },
  {
    name: 'sale.open',
    args: sale,
    prepare: (world) => schedule(world),
    isDone: async (world) => shown(world).opensAt > 0 && (await inLedger(world)).terms.opensAt === shown(world).opensAt,
    again: 'sale/open',
  },
  {
    name: 'sale.adjust',
    args: { ...sale, stock: 2 },
    prepare: (world) => schedule(world),
    isDone: async (world) => shown(world).stock === 2 && (await inLedger(world)).terms.stock === 2,
    again: 'ok',
  },
  {
    name: 'sale.close',
    args: sale,
    prepare: (world) => openNow(world),
    isDone: async (world) => shown(world).status === 'closed' && (await inLedger(world)).ended === 'closed',
    again: 'sale/ended',
  },
  {
    name: 'sale.cancel',
    args: sale,
    prepare: (world) => openNow(world),
    isDone: async (world) => shown(world).status === 'cancelled' && (await inLedger(world)).ended === 'cancelled',
    again: 'sale/ended',
  },
  {
    name: 'show.end',
    args: {},
    prepare: (world) => openNow(world),
    isDone: async (world) => world.json().status === 'ended' && (await inLedger(world)).ended === 'closed',
    again: 'ok',
  },
];

function press(world: ShowWorld, { name, args }: Pick<Plan, 'name' | 'args'>, id = 'press'): Promise<CommandReply> {
  return world.shows.command('demo', { id, name, args }, streamer);
}

describe('an order that needs the ledger', () => {
  for (const plan of plans) {
    it(`[SALE-96] ${plan.name}: crashed before the ledger heard of it, nothing has happened`, async () => {
      const world = await showWorld();
      await plan.prepare(world);
      world.ledger.hanging = () => 'before';
      void press(world, plan);
      await world.pass(100);
      const again = await world.crash({ downMs: 500 });
      await again.pass(100);
      assert.equal(await plan.isDone(again), false);
      assert.equal(codeOf(await press(again, plan)), 'ok');
      await again.pass(100);
      assert.equal(await plan.isDone(again), true);
      assert.deepEqual(again.errors, []);
    });

    it(`[SALE-96] ${plan.name}: crashed between ledger and journal, ordered again it is so, and once`, async () => {
      const world = await showWorld();
      await plan.prepare(world);
      world.ledger.hanging = (call) => (call === 'totals' ? null : 'after');
      void press(world, plan);
      await world.pass(100);
      const again = await world.crash({ downMs: 500 });
      await again.pass(100);
      assert.equal(codeOf(await press(again, plan)), plan.again);
      await again.pass(100);
      assert.equal(await plan.isDone(again), true);
      assert.deepEqual(again.errors, []);
    });

    it(`[SALE-97] ${plan.name}: when the journal cannot write it is answered busy, and the same order again is harmless`, async () => {
      const world = await showWorld();
      await plan.prepare(world);
      world.journal.failing = (call) => call !== 'read';
      assert.equal(codeOf(await world.command(plan.name, plan.args, { id: 'press' })), 'busy');
      world.journal.failing = () => false;
      await world.pass(300);
      assert.equal(codeOf(await world.command(plan.name, plan.args, { id: 'press' })), plan.again);
      await world.pass(100);
      assert.equal(await plan.isDone(world), true);
      const again = await world.crash();
      await again.pass(100);
      assert.equal(await plan.isDone(again), true);
    });

    it(`[SALE-97] ${plan.name}: what was answered is answered again, and not asked of the ledger again`, async () => {
      const world = await showWorld();
      await plan.prepare(world);
      const first = await world.command(plan.name, plan.args, { id: 'press' });
      assert.equal(first.ok, true);
      const calls = () => world.ledger.asked.filter(({ call }) => call !== 'totals').length;
      const before = calls();
      assert.deepEqual(await world.command(plan.name, plan.args, { id: 'press' }), first);
      assert.equal(calls(), before);
      const again = await world.crash();
      assert.deepEqual(await again.command(plan.name, plan.args, { id: 'press' }), first);
    });

    it(`[SALE-98] ${plan.name}: refused by a ledger that cannot write, and nothing has changed`, async () => {
      const world = await showWorld();
      await plan.prepare(world);
      await world.pass(100);
      const before = [world.json(), world.panel()];
      world.ledger.refusing = () => 'ledger-unavailable';
      assert.equal(codeOf(await world.command(plan.name, plan.args, { id: 'press' })), 'ledger-unavailable');
      await world.pass(2000);
      assert.deepEqual([world.json(), { ...world.panel(), ledger: 'ok' }], before);
      world.ledger.refusing = () => null;
      assert.equal(codeOf(await world.command(plan.name, plan.args, { id: 'press' })), 'ok');
      await world.pass(100);
      assert.equal(await plan.isDone(world), true);
      assert.deepEqual(world.errors, []);
    });

    it(`[SALE-98] ${plan.name}: a ledger that says nothing for two seconds is unavailable; its late word counts`, async () => {
      const world = await showWorld();
      await plan.prepare(world);
      world.ledger.hanging = () => 'before';
      const pressedAt = world.clock.now();
      let answeredAt = 0;
      const reply = press(world, plan).finally(() => {
        answeredAt = world.clock.now();
      });
      await world.pass(3000);
      assert.equal(codeOf(await reply), 'ledger-unavailable');
      assert.equal(answeredAt - pressedAt, 2000);
      assert.equal(await plan.isDone(world), false);
      world.ledger.hanging = () => null;
      world.ledger.letGo();
      await world.pass(100);
      assert.equal(codeOf(await press(world, plan)), plan.again);
      await world.pass(100);
      assert.equal(await plan.isDone(world), true);
    });
  }

  it('[SALE-99] while the ledger hangs, ticks, deadlines and every other order go on', async () => {
    const world = await showWorld();
    await openNow(world);
    await world.command('round.start', { game: 'tap-race', settings: { durationSeconds: 5 } });
    const ann = world.join('ann');
    await world.pass(2500);
    world.ledger.hanging = () => 'before';
    const closing = press(world, { name: 'sale.close', args: sale });
    await world.pass(600);
    assert.equal(world.json().round?.phase, 'race', 'the deadline was kept');
    await world.input(ann, { type: 'tap', payload: { count: 3 } });
    await world.pass(100);
    assert.equal(JSON.stringify(world.json().round!.view).includes('3'), true, 'a tap is shown');
    const other = await press(world, { name: 'viewer.mute', args: { viewer: 'bob' } }, 'mute');
    assert.deepEqual([other, world.panel().muted], [{ ok: true }, ['bob']]);
    await press(world, { name: 'round.cancel', args: {} }, 'cancel');
    await world.pass(100);
    assert.equal(world.json().round?.phase, 'over');
    world.ledger.letGo();
    await world.pass(50);
    assert.deepEqual(await closing, { ok: true });
    assert.equal(shown(world).status, 'closed');
    assert.deepEqual(world.panel().muted, ['bob'], 'what was ordered meanwhile stays');
    assert.equal(world.json().round?.phase, 'over');
    assert.deepEqual(world.errors, []);
  });

  it('[SALE-99] orders about sales keep their order while the ledger takes its time', async () => {
    const world = await showWorld({ ledgerMs: 30, commitMs: 10 });
    const replies = [
      press(world, { name: 'sale.schedule', args: cup }, 'a'),
      press(world, { name: 'sale.open', args: sale }, 'b'),
      press(world, { name: 'sale.adjust', args: { ...sale, stock: 2 } }, 'c'),
      press(world, { name: 'sale.close', args: sale }, 'd'),
      press(world, { name: 'sale.open', args: sale }, 'e'),
      press(world, { name: 'sale.schedule', args: cup }, 'a'),
    ];
    await world.pass(1000);
    const codes = (await Promise.all(replies)).map(codeOf);
    assert.deepEqual(codes, ['ok', 'ok', 'ok', 'ok', 'sale/ended', 'ok']);
    assert.deepEqual(numbers(world), { status: 'closed', left: 2, held: 0, sold: 0 });
    assert.deepEqual(world.panel().sales.length, 1);
    assert.deepEqual(world.errors, []);
  });

  it('[SALE-99] an order that the show has outrun while the ledger was asked is judged by the show as it is then', async () => {
    const world = await showWorld();
    world.ledger.hanging = (call) => (call === 'open' ? 'after' : null);
    const scheduling = press(world, { name: 'sale.schedule', args: cup });
    await world.pass(50);
    assert.deepEqual(await press(world, { name: 'rehearsal.start', args: {} }, 'rehearse'), { ok: true });
    world.ledger.hanging = () => null;
    world.ledger.letGo();
    assert.deepEqual(await scheduling, { ok: true, sale: 'sale-1' });
    await world.pass(100);
    assert.deepEqual([shown(world).rehearsal, (await inLedger(world)).terms.rehearsal], [true, true]);
  });

  it('[SALE-99] nor does it keep the server from stopping, or leave an order without an answer', async () => {
    const world = await showWorld();
    await openNow(world);
    world.ledger.hanging = () => 'before';
    const closing = press(world, { name: 'sale.close', args: sale });
    const stopped = world.shows.stop();
    await world.pass(2000);
    await stopped;
    assert.equal(codeOf(await closing), 'ledger-unavailable');
    assert.equal(world.clock.pending(), 0, 'nothing goes on');
    assert.deepEqual(world.errors, []);
  });

  it('[SALE-100] the end of the show is refused when one of its sales cannot be ended, and then tried again', async () => {
    const world = await showWorld();
    await openNow(world);
    await openNow(world);
    await grabbed(world, 'ann');
    let left = 1;
    world.ledger.refusing = (call) => (call === 'close' && left-- > 0 ? 'ledger-unavailable' : null);
    assert.equal(codeOf(await world.command('show.end')), 'ledger-unavailable');
    await world.pass(100);
    assert.deepEqual(
      [world.json().status, shown(world, 'sale-1').status, shown(world, 'sale-2').status],
      ['live', 'open', 'closed'],
    );
    assert.deepEqual(await world.command('show.end'), { ok: true });
    await world.pass(100);
    assert.deepEqual([world.json().status, shown(world, 'sale-1').status], ['ended', 'closed']);
    assert.equal(numbers(world).held, 1, 'what is held stays held');
  });
});
