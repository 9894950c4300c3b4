/** The sale desk: who may grab, by whose clock, and what they are answered. */
import assert from 'node:assert/strict';
import type { Client } from '@colyseus/core';
import { answer } from '../../../rooms/answer.ts';
import { createMemoryLedger } from '../../../server/memory/ledger.ts';
import { isRefusal, viewerRequests } from '../../../shared/protocol/index.ts';
import type { Refusal } from '../../../shared/protocol/index.ts';
import { isGrabbed } from '../../../shared/sale/index.ts';
import type { GrabAnswer } from '../../../shared/sale/index.ts';
import { deskWorld } from '../../support/desk-world.ts';
import { manualClock } from '../../support/manual-clock.ts';
import { settled } from '../../support/show-world.ts';

const codeOf = (given: GrabAnswer | null) => (isRefusal(given) ? given.code : given);

describe('the sale desk', () => {
  it('[SALE-120] a grab becomes a hold, which its viewer is told of before the answer, once', async () => {
    const world = deskWorld();
    await world.sale();
    const ann = world.join('ann');
    const toldWhenAnswered = world.grab(ann).then((given) => ({ given, told: ann.told, own: ann.own }));
    const { given, told, own } = await toldWhenAnswered;
    assert.ok(isGrabbed(given));
    assert.equal(told, 1);
    const at = world.clock.now();
    assert.deepEqual(own?.holds, [{ hold: given.hold, sale: 'lamp', quantity: 1, at, status: 'held', expiresAt: at + 60_000 }]);
    await world.pass(1000);
    assert.equal(ann.told, 1);
  });

  it('[SALE-121] no answer is given, and nothing is told, before the ledger has it for good', async () => {
    const world = deskWorld();
    await world.sale();
    const ann = world.join('ann');
    world.pauseLedger();
    let answered = false;
    const asked = world.grab(ann).finally(() => (answered = true));
    await world.pass(5000);
    assert.deepEqual([answered, ann.told], [false, 0]);
    world.resumeLedger();
    assert.ok(isGrabbed(await asked));
    assert.equal(ann.own?.holds.length, 1);
  });

  it('[SALE-122] the moment of arrival decides, by the server’s clock: too early is not-open with the opening, too late is over', async () => {
    const world = deskWorld();
    const opensAt = world.clock.now() + 10_000;
    await world.sale({ opensAt });
    const at = async (ms: number, viewer: string) => {
      await world.pass(opensAt + ms - world.clock.now());
      const member = world.join(viewer);
      world.pauseLedger();
      const asked = world.grab(member);
      // However long the ledger takes, it is asked about the arrival.
      await world.pass(0);
      world.resumeLedger();
      return codeOf(await asked);
    };
    assert.equal(await at(-9_000, 'hours'), 'not-open');
    assert.equal(await at(-51, 'edge'), 'not-open');
    assert.ok(typeof (await at(0, 'open')) === 'object');
    assert.ok(typeof (await at(299_999, 'last')) === 'object');
    assert.equal(await at(300_000, 'late'), 'sale/ended');
    const early = deskWorld();
    await early.sale({ opensAt: early.clock.now() + 51 });
    const given = await early.grab(early.join('ann'));
    assert.ok(isRefusal(given));
    assert.equal(given.opensAt, early.clock.now() + 51);
  });

  it('[SALE-122] what arrived in time counts, though the ledger decides it after the end', async () => {
    const world = deskWorld();
    const { closesAt } = await world.sale();
    await world.pass(closesAt - 1 - world.clock.now());
    world.pauseLedger();
    const asked = world.grab(world.join('ann'));
    await world.pass(5000);
    world.resumeLedger();
    assert.ok(isGrabbed(await asked));
  });

  it('[SALE-122] a sale that is opened by hand has no opening until it is opened', async () => {
    const world = deskWorld();
    const { show, sale } = await world.sale({ opensAt: 0 });
    const ann = world.join('ann');
    const early = await world.grab(ann);
    assert.ok(isRefusal(early));
    assert.deepEqual([early.code, early.opensAt], ['not-open', 0]);
    const now = world.clock.now();
    // The ledger's line is enough: the order comes a moment later.
    await world.ledger.adjust({ show, sale, generation: 'memory' }, { opensAt: now, closesAt: now + 60_000 }, now);
    assert.ok(isGrabbed(await world.grab(ann)));
  });

  it('[SALE-133] before the first order it is busy, and what is not on sale here is unknown', async () => {
    const world = deskWorld({ order: null });
    const ann = world.join('ann');
    assert.equal(codeOf(await world.grab(ann)), 'busy');
    assert.equal(((await world.release(ann, 'demo.lamp.0123456789abcdef')) as Refusal).code, 'busy');
    world.order();
    assert.equal(codeOf(await world.grab(ann)), 'sale/unknown');
  });

  it('[SALE-133] a show that is not live sells nothing, and a sale whose ledger is lost says so', async () => {
    const world = deskWorld();
    await world.sale();
    const ann = world.join('ann');
    for (const status of ['scheduled', 'ended'] as const) {
      world.order({ status });
      assert.equal(codeOf(await world.grab(ann)), 'show/not-live');
    }
    world.order({ status: 'live' });
    world.orderSale('lamp', { stopped: 'ledger-lost', ended: 'closed' });
    assert.equal(codeOf(await world.grab(ann)), 'ledger-lost');
    assert.deepEqual(world.grabs, []);
  });

  it('[SALE-133] a rehearsal makes a show live for its own sales only', async () => {
    const world = deskWorld();
    await world.sale();
    await world.sale({ sale: 'tryout', rehearsal: true });
    const ann = world.join('ann');
    const grabs = async () => [codeOf(await world.grab(ann)), typeof (await world.grab(ann, { sale: 'tryout' }))];
    world.order({ behind: 'scheduled', bots: 1 });
    assert.deepEqual(await grabs(), ['show/not-live', 'object']);
    world.order({ behind: 'live' });
    assert.ok(isGrabbed(await world.grab(ann)));
  });

  it('[SALE-133] an ended sale needs no ledger to say so to whoever has nothing of it', async () => {
    const world = deskWorld();
    await world.sale();
    const [ann, bea] = [world.join('ann'), world.join('bea')];
    assert.ok(isGrabbed(await world.grab(ann)));
    world.orderSale('lamp', { ended: 'closed' });
    assert.equal(codeOf(await world.grab(bea)), 'sale/ended');
    assert.equal(world.grabs.length, 1);
  });

  it('[SALE-133] another stage’s orders are followed: sales that go on keep what is known, others are forgotten', async () => {
    const world = deskWorld();
    await world.sale();
    await world.sale({ sale: 'rug' });
    const ann = world.join('ann');
    await world.grab(ann, { key: 'k1' });
    await world.grab(ann, { sale: 'rug' });
    assert.deepEqual(ann.own?.holds.map(({ sale }) => sale).toSorted(), ['lamp', 'rug']);
    const reads = world.ledger.reads;
    const { sales } = world.lastOrder();
    world.order({ epoch: 2, rev: 1, sales: sales.filter(({ id }) => id === 'lamp') });
    await world.pass(100);
    assert.deepEqual(
      ann.own.holds.map(({ sale }) => sale),
      ['lamp'],
    );
    assert.equal(world.ledger.reads, reads);
    assert.equal(codeOf(await world.grab(ann, { sale: 'rug' })), 'sale/unknown');
    // An order of the stage before is out of date.
    world.order({ epoch: 1, rev: 99, sales });
    assert.equal(codeOf(await world.grab(ann, { sale: 'rug' })), 'sale/unknown');
  });

  it('[SALE-133] a sale of the same name in another ledger is another sale', async () => {
    const world = deskWorld();
    await world.sale();
    const ann = world.join('ann');
    await world.grab(ann);
    world.orderSale('lamp', { generation: 'another' });
    await world.pass(100);
    assert.deepEqual(ann.own?.holds, []);
    assert.equal(codeOf(await world.grab(ann)), 'ledger-lost');
  });

  it('[SALE-134] a viewer gives back what is theirs, is told before the answer, and the unit is on sale again', async () => {
    const world = deskWorld();
    await world.sale({ stock: 1 });
    const [ann, bea] = [world.join('ann'), world.join('bea')];
    const held = await world.grab(ann);
    assert.ok(isGrabbed(held));
    assert.equal(codeOf(await world.grab(bea)), 'sold-out');
    const stranger = await world.release(bea, held.hold);
    assert.equal((stranger as Refusal).code, 'hold/unknown');
    const [given, status] = await world.release(ann, held.hold).then((reply) => [reply, ann.own?.holds[0]?.status]);
    assert.deepEqual([given, status], [{ hold: held.hold }, 'released']);
    assert.deepEqual(await world.release(ann, held.hold), { hold: held.hold });
    assert.ok(isGrabbed(await world.grab(bea)));
  });

  it('[SALE-134] what is no hold of a sale of this show is unknown, without the ledger being asked', async () => {
    const world = deskWorld();
    await world.sale();
    const ann = world.join('ann');
    world.pauseLedger();
    for (const hold of ['x', 'demo.lamp.XYZ', 'demo.rug.0123456789abcdef', 'other.lamp.0123456789abcdef'])
      assert.equal(((await world.release(ann, hold)) as Refusal).code, 'hold/unknown', hold);
  });

  it('[SALE-134] a hold is given back also when the show has ended, but not out of a lost ledger', async () => {
    const world = deskWorld();
    await world.sale({ perViewer: 2 });
    const ann = world.join('ann');
    const [first, second] = [await world.grab(ann), await world.grab(ann)];
    assert.ok(isGrabbed(first) && isGrabbed(second));
    world.order({ status: 'ended' });
    assert.deepEqual(await world.release(ann, first.hold), { hold: first.hold });
    world.orderSale('lamp', { stopped: 'ledger-lost' });
    assert.equal(((await world.release(ann, second.hold)) as Refusal).code, 'ledger-lost');
  });

  it('[SALE-137] whoever is banned grabs nothing more, and keeps what they hold', async () => {
    const world = deskWorld();
    await world.sale({ perViewer: 2 });
    const ann = world.join('ann');
    assert.ok(isGrabbed(await world.grab(ann)));
    world.order({ banned: ['ann'] });
    assert.equal(codeOf(await world.grab(ann)), 'viewer/banned');
    assert.equal((await world.standing()).totals.held, 1);
    world.order({ banned: [] });
    assert.ok(isGrabbed(await world.grab(ann)));
  });

  it('[SALE-141] two shows at once are two desks: neither hears of the other’s lines', async () => {
    const [ledger, clock] = [createMemoryLedger(), manualClock()];
    const one = deskWorld({ show: 'one', ledger, clock });
    const two = deskWorld({ show: 'two', ledger, clock });
    await one.sale({ stock: 1 });
    await two.sale({ stock: 1 });
    const [here, there] = [one.join('ann'), two.join('ann')];
    assert.ok(isGrabbed(await one.grab(here, { key: 'k' })));
    assert.equal(codeOf(await one.grab(one.join('bea'))), 'sold-out');
    assert.equal(there.told, 0);
    assert.ok(isGrabbed(await two.grab(there, { key: 'k' })));
    assert.deepEqual([here.own?.holds.length, there.own?.holds.length], [1, 1]);
  });

  it('[SALE-143] a grab whose handling throws is answered `internal`, never as a success, and is counted and logged', async () => {
    const world = deskWorld();
    await world.sale();
    const ann = world.join('ann');
    const deps = { metrics: world.services.metrics, log: world.services.log };
    const handle = answer<{ sale: string; quantity: number; key: string }, unknown>(
      deps,
      { type: 'grab', schema: viewerRequests.grab },
      (_client, request) => world.crowd.desk.grab(ann, request),
    );
    const refused: Refusal[] = [];
    const ask = async () =>
      handle({} as Client, { sale: 'lamp', key: 'k1' }, { reject: (reason) => void refused.push(reason as Refusal) as never });
    world.ledger.throwing = () => new Error('a bug in the ledger');
    assert.equal(await ask(), undefined);
    assert.deepEqual(
      refused.map(({ code }) => code),
      ['internal'],
    );
    assert.equal(world.counted.get('drumroll_grabs_total internal'), 1);
    assert.deepEqual(world.errors, ['a bug in the ledger']);
    // Nobody knows what came of it: the same key asks again, and nothing is lost.
    world.ledger.throwing = () => null;
    assert.ok(isGrabbed((await ask()) as GrabAnswer));
  });

  it('[SALE-144] grabs are counted by what came of them', async () => {
    const world = deskWorld();
    await world.sale({ stock: 1 });
    await world.sale({ sale: 'rug', queue: true });
    const [ann, bea] = [world.join('ann'), world.join('bea')];
    await world.grab(ann);
    await world.grab(bea);
    await world.grab(bea, { sale: 'rug' });
    await world.grab(bea, { sale: 'none' });
    for (const outcome of ['held', 'sold-out', 'queued', 'sale/unknown'])
      assert.equal(world.counted.get(`drumroll_grabs_total ${outcome}`), 1, outcome);
  });

  it('[SALE-133] a server that goes down sends away whoever waits for an opening', async () => {
    const world = deskWorld();
    await world.sale({ opensAt: world.clock.now() + 30 });
    const asked = world.grab(world.join('ann'));
    await settled();
    await world.crowd.stop();
    assert.equal(codeOf(await asked), 'draining');
    await world.pass(1000);
    assert.deepEqual(world.grabs, []);
  });
});
