/** The last 50 ms before an opening: grabs wait, and enter in an order that nobody could know or hasten. */
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import * as fc from 'fast-check';
import { isRefusal } from '../../../shared/protocol/index.ts';
import { isGrabbed } from '../../../shared/sale/index.ts';
import type { GrabAnswer } from '../../../shared/sale/index.ts';
import { deskWorld } from '../../support/desk-world.ts';
import type { DeskOptions, DeskWorld } from '../../support/desk-world.ts';
import { settled } from '../../support/show-world.ts';

const codeOf = (given: GrabAnswer | null) => (isRefusal(given) ? given.code : given);
const seed = 'c0ffee'.repeat(5).slice(0, 30);

/** A world whose sale opens in `inMs`. */
async function opening(inMs: number, { stock = 5, ...options }: DeskOptions & { stock?: number } = {}) {
  const world = deskWorld(options);
  const { opensAt } = await world.sale({ opensAt: world.clock.now() + inMs, seed, stock });
  return { world, opensAt };
}

/** As a stranger would work it out: HMAC-SHA-256 of 32 zero bytes and the viewer’s id, under the seed. */
const lotOf = (viewer: string) =>
  createHmac('sha256', Buffer.from(seed, 'hex')).update(Buffer.alloc(32)).update(viewer).digest('hex');

const byLot = (viewers: readonly string[]) => viewers.toSorted((a, b) => (lotOf(a) < lotOf(b) ? -1 : 1));

const entered = (world: DeskWorld) => world.grabs.map(({ viewer }) => viewer);

describe('the early window', () => {
  it('[SALE-123] a grab at most 50 ms early waits for the opening, and counts as having come with it', async () => {
    for (const [earlyMs, waits] of [
      [51, false],
      [50, true],
      [1, true],
    ] as const) {
      const { world, opensAt } = await opening(earlyMs);
      const ann = world.join('ann');
      let given: GrabAnswer | null = null;
      void world.grab(ann).then((answer) => (given = answer));
      await settled();
      assert.equal(codeOf(given), waits ? null : 'not-open', `${earlyMs} ms early`);
      await world.pass(earlyMs - 1);
      assert.equal(world.grabs.length, 0);
      await world.pass(1);
      assert.deepEqual(
        world.grabs.map(({ arrivedAt }) => arrivedAt),
        waits ? [opensAt] : [],
      );
      if (waits) assert.ok(isGrabbed(given as unknown as GrabAnswer));
    }
  });

  it('[SALE-124] whatever the order of arrival, they enter in the order of their lots, which the seed alone decides', async () => {
    const names = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,8}$/), { minLength: 2, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(names, fc.array(fc.nat(49), { minLength: 30, maxLength: 30 }), async (viewers, delays) => {
        const { world } = await opening(50);
        const arrivals = viewers.map((viewer, i) => ({ member: world.join(viewer), afterMs: delays[i]! }));
        for (const { member, afterMs } of arrivals) world.clock.after(afterMs, () => void world.grab(member));
        await world.pass(50);
        assert.deepEqual(entered(world), byLot(viewers));
      }),
      { numRuns: 50 },
    );
  });

  it('[SALE-123] whoever waited comes before whoever comes later, however late the timer is', async () => {
    const { world, opensAt } = await opening(20);
    const early = ['ann', 'bea'].map((viewer) => world.join(viewer));
    for (const member of early) void world.grab(member);
    // The wall clock has passed the opening; timers have not noticed.
    world.clock.stepWall(25);
    void world.grab(world.join('zoe'));
    await settled();
    assert.deepEqual(entered(world), [...byLot(['ann', 'bea']), 'zoe']);
    assert.deepEqual(
      world.grabs.map(({ arrivedAt }) => arrivedAt - opensAt),
      [0, 0, 5],
    );
  });

  it('[SALE-123] a timer that comes too soon opens nothing', async () => {
    const { world, opensAt } = await opening(20);
    void world.grab(world.join('ann'));
    await settled();
    world.clock.stepWall(-10);
    await world.pass(20);
    assert.deepEqual(entered(world), []);
    await world.pass(10);
    assert.deepEqual([entered(world), world.clock.now()], [['ann'], opensAt]);
  });

  it('[SALE-125] one early grab of a viewer counts, once', async () => {
    const { world, opensAt } = await opening(40);
    const ann = world.join('ann');
    const first = world.grab(ann, { key: 'k1' });
    const again = world.grab(ann, { key: 'k1' });
    assert.equal(codeOf(await world.grab(ann, { key: 'k1', quantity: 2 })), 'key-reused');
    const other = await world.grab(ann, { key: 'k2' });
    assert.ok(isRefusal(other));
    assert.deepEqual([other.code, other.opensAt], ['not-open', opensAt]);
    await world.pass(40);
    assert.ok(isGrabbed(await first));
    assert.deepEqual(await again, await first);
    assert.equal(world.grabs.length, 1);
    assert.equal(ann.own?.holds.length, 1);
  });

  it('[SALE-126] an end before the opening turns them away at once', async () => {
    const ends: [what: string, end: (world: DeskWorld) => unknown, code: string][] = [
      ['cancelled by order', (world) => world.orderSale('lamp', { ended: 'cancelled' }), 'sale/ended'],
      [
        'closed in the ledger, the order comes later',
        (world) => world.ledger.close({ show: 'demo', sale: 'lamp', generation: 'memory' }, 'closed', world.clock.now()),
        'sale/ended',
      ],
      ['stopped', (world) => world.orderSale('lamp', { stopped: 'ledger-lost', ended: 'closed' }), 'ledger-lost'],
      ['the show ends', (world) => world.order({ status: 'ended' }), 'show/not-live'],
      ['the sale is gone', (world) => world.order({ sales: [] }), 'sale/unknown'],
    ];
    for (const [what, end, code] of ends) {
      const { world } = await opening(40);
      const asked = ['ann', 'bea'].map((viewer) => world.grab(world.join(viewer)));
      await settled();
      await end(world);
      await settled();
      assert.deepEqual((await Promise.all(asked)).map(codeOf), [code, code], what);
      await world.pass(1000);
      assert.deepEqual(entered(world), [], what);
    }
  });

  it('[SALE-126] whoever is banned meanwhile does not enter; the others do', async () => {
    const { world } = await opening(40);
    const asked = ['ann', 'bea'].map((viewer) => world.grab(world.join(viewer)));
    await settled();
    world.order({ banned: ['ann'] });
    await world.pass(40);
    assert.equal(codeOf((await asked[0])!), 'viewer/banned');
    assert.ok(isGrabbed((await asked[1])!));
  });

  it('[SALE-126] an opening that is brought forward lets them in at once, in the same order', async () => {
    for (const by of ['ledger', 'order'] as const) {
      const { world } = await opening(40);
      const viewers = ['ann', 'bea', 'cem'];
      for (const viewer of viewers) void world.grab(world.join(viewer));
      await world.pass(10);
      const opensAt = world.clock.now();
      const times = { opensAt, closesAt: opensAt + 60_000 };
      const adjusting = world.ledger.adjust({ show: 'demo', sale: 'lamp', generation: 'memory' }, times, opensAt);
      if (by === 'order') world.orderSale('lamp', times);
      await adjusting;
      await settled();
      assert.deepEqual(entered(world), byLot(viewers), by);
      assert.equal((await world.standing()).totals.held, 3);
    }
  });

  it('[SALE-123] what was asked early survives its viewer’s reconnection', async () => {
    const { world } = await opening(40);
    const ann = world.join('ann');
    void world.grab(ann);
    await settled();
    world.crowd.shardOf('ann').leave(ann);
    await world.pass(40);
    const back = world.join('ann');
    world.crowd.shardOf('ann').tellOwn(back);
    assert.equal(back.own?.holds[0]?.status, 'held');
  });
});
