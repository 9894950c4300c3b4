/** Sold out: said without asking the ledger, for exactly as long as it is true. */
import assert from 'node:assert/strict';
import { isRefusal } from '../../../shared/protocol/index.ts';
import { isGrabbed } from '../../../shared/sale/index.ts';
import type { GrabAnswer } from '../../../shared/sale/index.ts';
import { deskWorld } from '../../support/desk-world.ts';
import { settled } from '../../support/show-world.ts';

const codeOf = (given: GrabAnswer | null) => (isRefusal(given) ? given.code : given);
const ref = { show: 'demo', sale: 'lamp', generation: 'memory' };

/** One unit, which Ann has. */
async function soldOut() {
  const world = deskWorld();
  await world.sale({ stock: 1 });
  const ann = world.join('ann');
  const held = await world.grab(ann, { key: 'k1' });
  assert.ok(isGrabbed(held));
  return { world, ann, held };
}

describe('a sold-out sale', () => {
  it('[SALE-127] is said to be so at once, without the ledger being asked', async () => {
    const { world } = await soldOut();
    world.pauseLedger();
    for (let i = 0; i < 100; i++) assert.equal(codeOf(await world.grabNow(world.join(`v${i}`))), 'sold-out');
    assert.equal(world.grabs.length, 1);
  });

  it('[SALE-128] units that return, in whatever way, are to be had at once', async () => {
    const returns: [how: string, act: (given: Awaited<ReturnType<typeof soldOut>>) => unknown][] = [
      ['released by the viewer', ({ world, ann, held }) => world.release(ann, held.hold)],
      ['released by the shop', ({ world, held }) => world.ledger.release({ hold: held.hold, viewer: null }, world.clock.now())],
      [
        'run out',
        async ({ world }) => {
          await world.pass(60_000);
          await world.ledger.expire(ref, world.clock.now());
        },
      ],
    ];
    for (const [how, act] of returns) {
      const given = await soldOut();
      const { world } = given;
      const bea = world.join('bea');
      assert.equal(codeOf(await world.grab(bea)), 'sold-out');
      await act(given);
      assert.ok(isGrabbed(await world.grab(bea)), how);
      assert.equal(codeOf(await world.grab(world.join('cem'))), 'sold-out', how);
    }
  });

  it('[SALE-127] a full queue is sold out as well, and moves on when places are given up', async () => {
    const world = deskWorld();
    await world.sale({ stock: 1, queue: true });
    const [ann, bea, cem] = ['ann', 'bea', 'cem'].map((viewer) => world.join(viewer)) as [never, never, never];
    const first = await world.grab(ann);
    const second = await world.grab(bea);
    assert.deepEqual(
      [first, second].map((given) => 'queued' in given && given.queued),
      [1, 2],
    );
    world.pauseLedger();
    assert.equal(codeOf(await world.grabNow(cem)), 'sold-out');
    world.resumeLedger();
    assert.ok(isGrabbed(second));
    await world.release(bea, second.hold);
    assert.ok(isGrabbed(await world.grab(cem)));
  });

  it('[SALE-129] a key that came to something gives the same answer: sold out, ended, over the rate, or when its hold is long over', async () => {
    const { world, ann, held } = await soldOut();
    const again = () => world.grabNow(ann, { key: 'k1' });
    world.pauseLedger();
    for (let i = 0; i < 20; i++) assert.deepEqual(await again(), held);
    assert.equal(codeOf(await world.grabNow(ann, { key: 'k1', quantity: 2 })), 'key-reused');
    world.resumeLedger();
    await world.ledger.close(ref, 'cancelled', world.clock.now());
    world.orderSale('lamp', { ended: 'cancelled' });
    assert.deepEqual(await again(), held);
    world.order({ status: 'ended' });
    assert.deepEqual(await again(), held);
    await world.pass(0);
    assert.equal(ann.own?.holds[0]?.status, 'released');
    // What a lost ledger had answered is worth nothing any more.
    world.order({ status: 'live' });
    world.orderSale('lamp', { stopped: 'ledger-lost' });
    assert.equal(codeOf(await again()), 'ledger-lost');
  });

  it('[SALE-129] a number in the queue is the answer for ever, also once its turn has come', async () => {
    const world = deskWorld();
    await world.sale({ queue: true });
    const ann = world.join('ann');
    const placed = await world.grab(ann, { key: 'k1' });
    await world.ledger.admit(ref, 1, world.clock.now());
    await world.pass(100);
    assert.equal(ann.own?.holds[0]?.status, 'held');
    assert.deepEqual(await world.grab(ann, { key: 'k1' }), placed);
  });

  it('[SALE-129] keys of two viewers never meet, nor do those of two sales', async () => {
    const world = deskWorld();
    await world.sale();
    await world.sale({ sale: 'rug' });
    const [ann, bea] = [world.join('ann'), world.join('bea')];
    const answers = [
      await world.grab(ann, { key: 'k' }),
      await world.grab(bea, { key: 'k' }),
      await world.grab(ann, { key: 'k', sale: 'rug' }),
    ];
    assert.ok(answers.every(isGrabbed));
    assert.equal(new Set(answers.map((given) => isGrabbed(given) && given.hold)).size, 3);
  });

  it('[SALE-130] a refusal is not remembered: the same key may be asked again, with another payload too', async () => {
    const { world, ann, held } = await soldOut();
    const bea = world.join('bea');
    assert.equal(codeOf(await world.grab(bea, { key: 'mine' })), 'sold-out');
    await world.release(ann, held.hold);
    assert.equal(codeOf(await world.grab(bea, { key: 'mine', quantity: 2 })), 'sale/limit');
    assert.ok(isGrabbed(await world.grab(bea, { key: 'mine' })));
  });

  it('[SALE-131] whoever was told that nothing is certain is answered by the ledger, though all else are told sold out', async () => {
    const world = deskWorld();
    await world.sale({ stock: 1 });
    const [ann, bea] = [world.join('ann'), world.join('bea')];
    // It was written, but neither the answer nor the line has come through.
    world.ledger.losing = () => 'ledger-unavailable';
    world.ledger.isDeaf = true;
    assert.equal(codeOf(await world.grab(ann, { key: 'k1' })), 'ledger-unavailable');
    world.ledger.losing = () => null;
    world.ledger.isDeaf = false;
    assert.equal(codeOf(await world.grab(bea)), 'sold-out');
    const given = await world.grab(ann, { key: 'k1' });
    assert.ok(isGrabbed(given));
    assert.equal((await world.standing()).totals.held, 1);
  });

  it('[SALE-131] an ask that is under way keeps the same one from being told sold out: both get the one answer', async () => {
    const world = deskWorld();
    await world.sale({ stock: 1 });
    const [ann, bea] = [world.join('ann'), world.join('bea')];
    world.pauseLedger();
    const first = world.grab(ann, { key: 'k1' });
    world.ledger.hanging = () => null;
    // Another of hers is refused meanwhile, and somebody else takes the last unit.
    assert.equal(codeOf(await world.grab(ann, { key: 'k2', quantity: 2 })), 'sale/limit');
    const taken = await world.grab(bea);
    assert.ok(isGrabbed(taken));
    assert.equal(codeOf(await world.grab(world.join('cem'))), 'sold-out');
    world.pauseLedger();
    const again = world.grab(ann, { key: 'k1' });
    world.ledger.hanging = () => null;
    await world.release(bea, taken.hold);
    world.resumeLedger();
    assert.ok(isGrabbed(await first));
    assert.deepEqual(await again, await first);
  });

  it('[SALE-131] an ask that is under way keeps its viewer’s next one from being answered before it', async () => {
    const { world, ann, held } = await soldOut();
    const bea = world.join('bea');
    await world.release(ann, held.hold);
    world.pauseLedger();
    const first = world.grab(bea, { key: 'k1' });
    void world.grab(world.join('cem'));
    const again = world.grab(bea, { key: 'k1' });
    await settled();
    world.resumeLedger();
    assert.ok(isGrabbed(await first));
    assert.deepEqual(await again, await first);
  });

  it('[SALE-131] a ledger that cannot write says so, holds nothing, and is well again by itself', async () => {
    const world = deskWorld();
    await world.sale();
    const ann = world.join('ann');
    world.ledger.refusing = () => 'ledger-unavailable';
    const given = await world.grab(ann, { key: 'k1' });
    assert.ok(isRefusal(given));
    assert.deepEqual([given.code, given.retry], ['ledger-unavailable', true]);
    assert.equal(ann.told, 0);
    world.ledger.refusing = () => null;
    assert.ok(isGrabbed(await world.grab(ann, { key: 'k1' })));
  });
});
