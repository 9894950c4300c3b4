/** What a viewer is told of their holds and places: all of it, when it changes, also after a restart. */
import assert from 'node:assert/strict';
import type { EdgeSale } from '../../../rooms/stage-wire.ts';
import { createMemoryLedger } from '../../../server/memory/ledger.ts';
import { isRefusal } from '../../../shared/protocol/index.ts';
import { isGrabbed, sweepLimit } from '../../../shared/sale/index.ts';
import type { GrabAnswer } from '../../../shared/sale/index.ts';
import { deskWorld } from '../../support/desk-world.ts';
import type { DeskWorld } from '../../support/desk-world.ts';
import { settled } from '../../support/show-world.ts';
import type { TestMember } from '../../support/show-world.ts';

const ref = { show: 'demo', sale: 'lamp', generation: 'memory' };
const codeOf = (given: GrabAnswer | null) => (isRefusal(given) ? given.code : given);
const statuses = (member: TestMember) => member.own?.holds.map(({ status }) => status);

/** A sale as an order might name it. */
function edgeOf(id: string): EdgeSale {
  const times = { opensAt: 0, closesAt: 0, ended: null, stopped: null };
  return { id, generation: 'memory', perViewer: 1, queue: false, rehearsal: false, seed: '00', ...times };
}

/** Somebody who comes and is told what is their own, as every connection is. */
function arrives(world: DeskWorld, viewer: string): TestMember {
  const member = world.join(viewer);
  world.crowd.shardOf(viewer).tellOwn(member);
  return member;
}

describe('what is one’s own of a sale', () => {
  it('[SALE-136] every change of a hold is told: confirmed, released, run out', async () => {
    const world = deskWorld();
    await world.sale({ perViewer: 3 });
    const ann = world.join('ann');
    const holds: string[] = [];
    for (let i = 0; i < 3; i++) {
      const given = await world.grab(ann);
      assert.ok(isGrabbed(given));
      holds.push(given.hold);
      await world.pass(1000);
    }
    await world.ledger.confirm({ hold: holds[0]!, order: 'order-1' }, world.clock.now());
    await world.pass(0);
    assert.deepEqual(statuses(ann), ['confirmed', 'held', 'held']);
    await world.ledger.release({ hold: holds[1]!, viewer: null }, world.clock.now() + 1);
    await world.pass(60_000);
    await world.ledger.expire(ref, world.clock.now());
    await world.pass(0);
    assert.deepEqual(statuses(ann), ['expired', 'released', 'confirmed']);
    assert.equal(ann.own!.holds.findLast(({ status }) => status === 'confirmed')!.hold, holds[0]);
  });

  it('[SALE-136] goes to nobody else', async () => {
    const world = deskWorld();
    await world.sale();
    const [ann, bea] = [world.join('ann'), world.join('bea')];
    await world.grab(ann);
    await world.pass(1000);
    assert.deepEqual([ann.told, bea.told], [1, 0]);
  });

  it('[SALE-136] is told to at most 500 at once, when many holds run out together', async () => {
    const world = deskWorld();
    await world.sale({ stock: 1200 });
    const members = Array.from({ length: 1200 }, (_, i) => world.join(`v${i}`));
    await Promise.all(members.map((member) => world.grab(member)));
    await world.pass(60_000);
    for (let step = 0; step < 1200; step += sweepLimit) await world.ledger.expire(ref, world.clock.now());
    const told = () => members.filter((member) => member.own?.holds[0]?.status === 'expired').length;
    const steps: number[] = [];
    for (let i = 0; i < 30; i++) {
      await world.pass(5);
      if (told() !== steps.at(-1)) steps.push(told());
    }
    assert.deepEqual(steps, [500, 1000, 1200]);
  });

  it('[SALE-135] is at most 20 holds, newest first, and never leaves out one that can still be paid', async () => {
    const world = deskWorld();
    await world.sale({ stock: 100, perViewer: 100 });
    const ann = world.join('ann');
    const oldest = await world.grab(ann);
    assert.ok(isGrabbed(oldest));
    for (let i = 0; i < 25; i++) {
      await world.pass(1000);
      const given = await world.grab(ann);
      assert.ok(isGrabbed(given));
      await world.release(ann, given.hold);
    }
    const { holds } = ann.own!;
    assert.equal(holds.length, 20);
    assert.equal(holds.at(-1)!.hold, oldest.hold);
    assert.deepEqual(
      holds.map(({ at }) => at),
      holds.map(({ at }) => at).toSorted((a, b) => b - a),
    );
  });

  it('[SALE-135] names a place in the queue for as long as the sale goes on, and then the hold that it became', async () => {
    const world = deskWorld();
    await world.sale({ queue: true });
    const [ann, bea] = [world.join('ann'), world.join('bea')];
    const placed = await world.grab(ann);
    assert.ok(isGrabbed(placed));
    await world.grab(bea);
    assert.deepEqual(ann.own?.queue, [{ hold: placed.hold, sale: 'lamp', quantity: 1, number: 1 }]);
    assert.deepEqual(statuses(ann), []);
    await world.ledger.admit(ref, 1, world.clock.now());
    await world.pass(0);
    assert.deepEqual(ann.own?.queue, []);
    assert.deepEqual(
      ann.own?.holds.map(({ hold, status }) => [hold, status]),
      [[placed.hold, 'held']],
    );
    await world.ledger.close(ref, 'closed', world.clock.now());
    await world.pass(100);
    assert.deepEqual([bea.own?.queue, bea.own?.holds], [[], []]);
    assert.deepEqual(statuses(ann), ['held']);
  });

  it('[SALE-135] is told on joining and on coming back, whichever connection it is', async () => {
    const world = deskWorld();
    await world.sale();
    const ann = world.join('ann');
    await world.grab(ann);
    world.crowd.shardOf('ann').leave(ann);
    assert.deepEqual(statuses(arrives(world, 'ann')), ['held']);
  });
});

describe('a desk that begins in the middle of a sale', () => {
  it('[SALE-132] reads who has what, and tells those who are here', async () => {
    const before = deskWorld();
    await before.sale({ stock: 2 });
    const held = await before.grab(before.join('ann'), { key: 'k1' });
    await before.grab(before.join('bea'));
    const world = before.crash({ downMs: 1000 });
    const ann = arrives(world, 'ann');
    await world.pass(0);
    assert.deepEqual(statuses(ann), ['held']);
    assert.equal(codeOf(await world.grab(world.join('cem'))), 'sold-out');
    // Keys are the ledger's to know.
    assert.deepEqual(await world.grab(ann, { key: 'k1' }), held);
    assert.equal(codeOf(await world.grab(ann, { key: 'k1', quantity: 2 })), 'key-reused');
    await world.pass(60_000);
    await world.ledger.expire(ref, world.clock.now());
    await world.pass(0);
    assert.deepEqual(statuses(ann), ['expired']);
    assert.ok(isGrabbed(await world.grab(world.join('dan'))));
  });

  it('[SALE-132] an answer that the crash swallowed is given to the same key', async () => {
    const before = deskWorld();
    await before.sale({ stock: 1 });
    before.ledger.hanging = () => 'after';
    void before.grab(before.join('ann'), { key: 'k1' });
    await settled();
    const world = before.crash();
    await world.pass(0);
    const ann = arrives(world, 'ann');
    assert.deepEqual(statuses(ann), ['held']);
    assert.equal(codeOf(await world.grab(world.join('bea'))), 'sold-out');
    const given = await world.grab(ann, { key: 'k1' });
    assert.ok(isGrabbed(given));
    assert.equal(given.hold, ann.own!.holds[0]!.hold);
  });

  it('[SALE-132] takes grabs while it still reads; only a sold-out that is certain is said without the ledger', async () => {
    const before = deskWorld();
    await before.sale({ stock: 1 });
    await before.grab(before.join('ann'));
    const world = before.crash({ ledgerFaults: { reading: () => 'fails' } });
    await world.pass(1000);
    assert.equal(world.ledger.reads, 5);
    assert.equal(codeOf(await world.grab(world.join('bea'))), 'sold-out');
    assert.equal(world.grabs.length, 1);
    world.ledger.reading = () => null;
    await world.pass(250);
    assert.equal(codeOf(await world.grab(world.join('cem'))), 'sold-out');
    assert.equal(world.grabs.length, 1);
    await world.pass(10_000);
    assert.equal(world.ledger.reads, 6);
  });

  it('[SALE-201] as long as it is not known who has what, nobody is told without the ledger that the sale is over', async () => {
    const before = deskWorld();
    const { closesAt } = await before.sale();
    const held = await before.grab(before.join('ann'), { key: 'k1' });
    assert.ok(isGrabbed(held));
    await before.pass(closesAt - before.clock.now());
    const world = before.crash({ ledgerFaults: { reading: () => 'fails' } });
    await world.pass(0);
    assert.deepEqual(await world.grab(world.join('ann'), { key: 'k1' }), held);
    assert.equal(codeOf(await world.grab(world.join('bea'))), 'sale/ended');
  });

  it('[SALE-202] what was granted is answered the same when the show has ended since', async () => {
    const before = deskWorld();
    await before.sale();
    const held = await before.grab(before.join('ann'), { key: 'k1' });
    await before.ledger.close(ref, 'closed', before.clock.now());
    before.order({ status: 'ended' });
    const world = before.crash();
    await world.pass(0);
    assert.deepEqual(await world.grab(world.join('ann'), { key: 'k1' }), held);
    assert.equal(codeOf(await world.grab(world.join('bea'))), 'show/not-live');
  });

  it('[SALE-132] waits for a ledger that cannot say how the sale stands, but not for one that is lost', async () => {
    for (const [code, again] of [
      ['ledger-unavailable', true],
      ['ledger-lost', false],
    ] as const) {
      const before = deskWorld();
      await before.sale();
      const world = before.crash({ ledgerFaults: { refusing: () => code } });
      await world.pass(1000);
      assert.equal(world.ledger.asked.length > 1, again, code);
      assert.deepEqual(world.errors, []);
    }
  });

  it('[SALE-132] what changes while it reads is not lost, nor taken back by what was read', async () => {
    const before = deskWorld();
    await before.sale({ stock: 2 });
    const held = await before.grab(before.join('ann'));
    assert.ok(isGrabbed(held));
    const world = before.crash({ ledgerFaults: { reading: () => 'hangs' } });
    await world.pass(0);
    const ann = world.join('ann');
    await world.ledger.confirm({ hold: held.hold, order: 'order-1' }, world.clock.now());
    await world.grab(world.join('bea'));
    // The stock is known by now, but not who has what of it: only the ledger can refuse.
    assert.equal(codeOf(await world.grab(world.join('dan'))), 'sold-out');
    assert.equal(world.grabs.length, 2);
    world.ledger.letGo();
    await world.pass(0);
    assert.deepEqual(statuses(ann), ['confirmed']);
    const asked = world.grabs.length;
    assert.equal(codeOf(await world.grab(world.join('cem'))), 'sold-out');
    assert.equal(world.grabs.length, asked);
  });

  it('[SALE-132] a desk that has missed lines reads everything anew', async () => {
    const world = deskWorld();
    await world.sale({ stock: 3 });
    const [ann, bea] = [world.join('ann'), world.join('bea')];
    const held = await world.grab(ann);
    assert.ok(isGrabbed(held));
    world.ledger.isDeaf = true;
    await world.ledger.confirm({ hold: held.hold, order: 'order-1' }, world.clock.now());
    world.ledger.isDeaf = false;
    await world.pass(0);
    assert.deepEqual(statuses(ann), ['held']);
    await world.grab(bea);
    await world.pass(0);
    assert.deepEqual([statuses(ann), statuses(bea)], [['confirmed'], ['held']]);
  });

  it('[SALE-203] a ledger that has forgotten its last lines is believed within a second', async () => {
    const world = deskWorld();
    const terms = await world.sale({ stock: 1 });
    const ann = world.join('ann');
    assert.ok(isGrabbed(await world.grab(ann, { key: 'k1' })));
    assert.deepEqual(statuses(ann), ['held']);
    const older = createMemoryLedger();
    await older.open(terms, world.clock.now());
    world.ledger.inner = older;
    await world.pass(1000);
    assert.equal(codeOf(await world.grab(world.join('bea'))), 'sold-out');
    await world.pass(1000);
    assert.deepEqual(statuses(ann), []);
    const given = await world.grab(ann, { key: 'k1' });
    assert.ok(isGrabbed(given));
    assert.deepEqual(
      (await older.holds(ref)).map(({ hold }) => hold),
      [given.hold],
    );
  });

  it('[SALE-132] goes by what the ledger says of times and ends, though its orders do not know of it yet', async () => {
    const before = deskWorld();
    const now = before.clock.now();
    await before.sale({ opensAt: now + 60_000 });
    await before.sale({ sale: 'rug' });
    await before.ledger.adjust(ref, { opensAt: now, closesAt: now + 60_000 }, now);
    await before.ledger.close({ ...ref, sale: 'rug' }, 'closed', now);
    const world = before.crash();
    await world.pass(0);
    assert.ok(isGrabbed(await world.grab(world.join('ann'))));
    assert.equal(codeOf(await world.grab(world.join('ann'), { sale: 'rug' })), 'sale/ended');
    assert.deepEqual(
      world.grabs.map(({ hold }) => hold.split('.')[1]),
      ['lamp'],
    );
  });

  it('[SALE-132] a sale that is gone before it was read is not read again', async () => {
    const world = deskWorld();
    world.ledger.reading = () => 'fails';
    await world.sale();
    world.order({ sales: [] });
    const { reads } = world.ledger;
    await world.pass(5000);
    assert.equal(world.ledger.reads, reads);
    // Also one that goes while it is being read.
    const terms = await world.ledger.open({ ...(await world.standing()).terms, sale: 'rug' }, world.clock.now());
    assert.ok(!isRefusal(terms));
    world.order({ sales: [{ ...edgeOf('rug'), opensAt: world.clock.now() }] });
    world.order({ sales: [] });
    await world.pass(5000);
    assert.equal(world.ledger.reads, reads + 1);
    assert.equal(world.clock.pending(), 0);
  });
});
