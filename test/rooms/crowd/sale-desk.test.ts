/** The sale desk: who may grab, by whose clock, and what they are answered. */
import assert from 'node:assert/strict';
import { isGrabbed } from '../../../shared/sale/index.ts';
import { deskWorld } from '../../support/desk-world.ts';
import { settled } from '../../support/show-world.ts';

describe('the sale desk', () => {
  it('[SALE-120] a grab becomes a hold that is told before it is answered', async () => {
    const world = deskWorld();
    await world.sale();
    const ann = world.join('ann');
    const before = ann.told;
    const answer = await world.grab(ann);
    assert.ok(isGrabbed(answer));
    assert.equal(ann.told, before + 1);
    assert.deepEqual(ann.own?.holds, [
      {
        hold: answer.hold,
        sale: 'lamp',
        quantity: 1,
        at: world.clock.now(),
        status: 'held',
        expiresAt: world.clock.now() + 60_000,
      },
    ]);
    await world.pass(200);
    assert.equal(ann.told, before + 1);
  });

  it('[SALE-121] no answer is given before the ledger has it for good', async () => {
    const world = deskWorld();
    await world.sale();
    const ann = world.join('ann');
    world.ledger.pause();
    let answered = false;
    const answer = world.grab(ann).finally(() => (answered = true));
    await world.pass(5000);
    assert.equal(answered, false);
    assert.deepEqual(ann.own?.holds ?? [], []);
    world.ledger.resume();
    assert.ok(isGrabbed(await answer));
    await settled();
    assert.equal(ann.own?.holds.length, 1);
  });
});
