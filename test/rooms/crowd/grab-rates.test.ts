/** How often one may grab: by viewer, not by connection, and an address is not punished for how many share it. */
import assert from 'node:assert/strict';
import { isRefusal } from '../../../shared/protocol/index.ts';
import { isGrabbed } from '../../../shared/sale/index.ts';
import type { GrabAnswer } from '../../../shared/sale/index.ts';
import { deskWorld } from '../../support/desk-world.ts';
import type { DeskWorld } from '../../support/desk-world.ts';
import type { TestMember } from '../../support/show-world.ts';

const codeOf = (given: GrabAnswer | null) => (isRefusal(given) ? given.code : 'grabbed');
const count = (codes: readonly string[], wanted: string) => codes.filter((code) => code === wanted).length;

/** Grabs `times` times at once, each under a key of its own. */
async function hammer(world: DeskWorld, member: TestMember, times: number): Promise<string[]> {
  return (await Promise.all(Array.from({ length: times }, () => world.grab(member)))).map(codeOf);
}

describe('rates of grabs', () => {
  it('[SALE-138] a viewer may ask six times at once and then three times a second; the refusal says how long to wait', async () => {
    const world = deskWorld();
    await world.sale({ stock: 100, perViewer: 100 });
    const ann = world.join('ann');
    assert.equal(count(await hammer(world, ann, 10), 'grabbed'), 6);
    const refused = await world.grab(ann);
    assert.ok(isRefusal(refused));
    assert.deepEqual([refused.code, refused.retryAfterMs], ['rate-limited', 334]);
    await world.pass(333);
    assert.equal(codeOf(await world.grab(ann)), 'rate-limited');
    await world.pass(1);
    assert.deepEqual(await hammer(world, ann, 2), ['grabbed', 'rate-limited']);
    await world.pass(1000);
    assert.equal(count(await hammer(world, ann, 5), 'grabbed'), 3);
    assert.equal(codeOf(await world.grab(world.join('bea'))), 'grabbed');
  });

  it('[SALE-138] releases are asks like grabs', async () => {
    const world = deskWorld();
    await world.sale();
    const ann = world.join('ann');
    const given = await world.grab(ann);
    assert.ok(isGrabbed(given));
    const codes = await Promise.all(Array.from({ length: 6 }, () => world.release(ann, given.hold)));
    assert.deepEqual(
      codes.map((reply) => (isRefusal(reply) ? reply.code : 'released')),
      [...Array.from({ length: 5 }, () => 'released'), 'rate-limited'],
    );
  });

  it('[SALE-139] five hundred viewers behind one address grab at once, ask again after a failure, and none is slowed', async () => {
    const world = deskWorld();
    await world.sale({ stock: 400 });
    const members = Array.from({ length: 500 }, (_, i) => world.join(`v${i}`, '198.51.100.1'));
    world.ledger.losing = (call) => (call === 'grab' ? 'ledger-unavailable' : null);
    const once = await Promise.all(members.map((member, i) => world.grab(member, { key: `k${i}` })));
    assert.equal(count(once.map(codeOf), 'ledger-unavailable') + count(once.map(codeOf), 'sold-out'), 500);
    world.ledger.losing = () => null;
    const again = await Promise.all(members.map((member, i) => world.grab(member, { key: `k${i}` })));
    assert.deepEqual([count(again.map(codeOf), 'grabbed'), count(again.map(codeOf), 'sold-out')], [400, 100]);
    // Whoever has nothing presses again, and is answered.
    await world.pass(1000);
    const losers = members.filter((_, i) => codeOf(again[i]!) === 'sold-out');
    const pressed = await Promise.all(losers.map((member) => world.grab(member)));
    assert.equal(count(pressed.map(codeOf), 'sold-out'), 100);
  });

  it('[SALE-139] what viewers of one address ask of the ledger beyond their first grab of a sale is bounded for all of them', async () => {
    const world = deskWorld();
    await world.sale({ stock: 1000, perViewer: 100 });
    const members = Array.from({ length: 40 }, (_, i) => world.join(`v${i}`, '198.51.100.1'));
    const codes = (await Promise.all(members.map((member) => hammer(world, member, 5)))).flat();
    assert.deepEqual([count(codes, 'grabbed'), count(codes, 'rate-limited')], [40 + 100, 60]);
    // Elsewhere nobody notices, and whoever is new here may grab once.
    assert.equal(count(await hammer(world, world.join('far', '198.51.100.2'), 5), 'grabbed'), 5);
    assert.deepEqual(await hammer(world, world.join('new', '198.51.100.1'), 2), ['grabbed', 'rate-limited']);
    await world.pass(1000);
    const later = (await Promise.all(members.map((member) => hammer(world, member, 1)))).flat();
    assert.equal(count(later, 'grabbed'), 20);
  });

  it('[SALE-151] all of an IPv6 network counts as one address', async () => {
    const world = deskWorld();
    await world.sale({ stock: 1000, perViewer: 100 });
    const members = Array.from({ length: 40 }, (_, i) => world.join(`v${i}`, `2001:db8:0:7::${i.toString(16)}`));
    const codes = (await Promise.all(members.map((member) => hammer(world, member, 5)))).flat();
    assert.equal(count(codes, 'grabbed'), 40 + 100);
  });

  it('[SALE-139] another sale is free again for the first grab of each', async () => {
    const world = deskWorld();
    await world.sale({ perViewer: 100, stock: 1000 });
    await world.sale({ sale: 'rug', stock: 1000 });
    const members = Array.from({ length: 40 }, (_, i) => world.join(`v${i}`, '198.51.100.1'));
    for (const member of members) await hammer(world, member, 4);
    await world.pass(10);
    const codes = await Promise.all(members.map((member) => world.grab(member, { sale: 'rug' })));
    assert.equal(count(codes.map(codeOf), 'grabbed'), 40);
  });

  it('[SALE-140] fifty connections of one viewer are one viewer: no more asks, no more units', async () => {
    const world = deskWorld();
    await world.sale({ stock: 100, perViewer: 2 });
    const connections: TestMember[] = [];
    const codes: string[] = [];
    for (let i = 0; i < 50; i++) {
      const connection = world.join('ann', `198.51.100.${i}`);
      connections.push(connection);
      codes.push(codeOf(await world.grab(connection)));
    }
    assert.deepEqual([count(codes, 'grabbed'), count(codes, 'sale/limit'), count(codes, 'rate-limited')], [2, 4, 44]);
    assert.equal(connections.filter(({ byes }) => byes.includes('signed-in-elsewhere')).length, 49);
    assert.equal((await world.standing()).totals.held, 2);
  });

  it('[SALE-138] rates are forgotten once they are fresh again, and not before', async () => {
    const world = deskWorld();
    await world.sale({ stock: 100, perViewer: 100 });
    const ann = world.join('ann');
    await hammer(world, ann, 6);
    world.crowd.prune();
    assert.equal(codeOf(await world.grab(ann)), 'rate-limited');
    await world.pass(1000);
    world.crowd.prune();
    assert.equal(count(await hammer(world, ann, 6), 'grabbed'), 3);
  });
});
