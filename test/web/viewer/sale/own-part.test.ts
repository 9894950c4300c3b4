/** A viewer's part in a sale, as the server told it. */
import assert from 'node:assert/strict';
import { ownPartOf } from '../../../../web/viewer/sale/own-part.ts';
import { holdOf, opensAt } from '../../../support/web-sale.ts';

const place = { hold: 'p', sale: 'mug', quantity: 2, number: 7 };
const held = holdOf();
const later = holdOf({ hold: 'b', expiresAt: opensAt + 200_000 });
const bought = holdOf({ hold: 'c', status: 'confirmed', order: 'o-1', at: opensAt + 5 });
const expired = (at: number) => holdOf({ hold: 'd', status: 'expired', at });

describe('own part', () => {
  it('[PAGE-76] is of this sale only, what runs out first first, and counts every unit that the limit counts', () => {
    const own = { holds: [later, held, bought, holdOf({ hold: 'x', sale: 'lamp' })], queue: [place] };
    const part = ownPartOf(own, 'mug', null);
    assert.deepEqual(part.held, [held, later]);
    assert.deepEqual(part.bought, [bought]);
    assert.deepEqual(part.places, [place]);
    assert.equal(part.units, 1 + 1 + 1 + 2);
    assert.deepEqual(ownPartOf(null, 'mug', null), {
      held: [],
      places: [],
      bought: [],
      gone: null,
      goneFrom: 'hold',
      lost: null,
      units: 0,
    });
  });

  it('[PAGE-76] the end of a hold is told while it is the newest that happened', () => {
    assert.equal(ownPartOf({ holds: [expired(opensAt + 9), bought], queue: [] }, 'mug', null).gone?.hold, 'd');
    assert.equal(ownPartOf({ holds: [bought, expired(opensAt)], queue: [] }, 'mug', null).gone, null);
    assert.equal(ownPartOf({ holds: [expired(opensAt)], queue: [place] }, 'mug', null).gone, null);
    assert.equal(ownPartOf({ holds: [expired(opensAt)], queue: [] }, 'mug', null).units, 0);
  });

  it('[PAGE-77] what a grab was answered with counts until the server tells of it, and never twice', () => {
    assert.ok(held.status === 'held');
    assert.deepEqual(ownPartOf({ holds: [], queue: [] }, 'mug', held).held, [held]);
    assert.deepEqual(ownPartOf(null, 'mug', place).places, [place]);
    assert.equal(ownPartOf({ holds: [held], queue: [] }, 'mug', held).units, 1);
    const gone = { ...expired(opensAt + 1), hold: held.hold };
    assert.deepEqual(ownPartOf({ holds: [gone], queue: [] }, 'mug', held).held, [], 'the server’s word is newer');
  });
});
