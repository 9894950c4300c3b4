/** Who only waited is told apart from who held something. */
import assert from 'node:assert/strict';
import type { OwnMessage } from '../../../../shared/protocol/messages.ts';
import { ownPartOf, partAfter } from '../../../../web/viewer/sale/own-part.ts';
import { hasVanished, noneWaited, seeWaiting, withoutUnits } from '../../../../web/viewer/sale/waited.ts';
import { holdOf } from '../../../support/web-sale.ts';

type Own = Pick<OwnMessage, 'viewer' | 'holds' | 'queue'>;
const own = (change: Partial<Own> = {}): Own => ({ viewer: 'anna', holds: [], queue: [], ...change });

const place = { hold: 'p', sale: 'mug', quantity: 2, number: 7 };
const waiting = own({ queue: [place] });
const left = own({ holds: [holdOf({ hold: 'p', status: 'released', by: 'viewer' })] });

/** What the page remembers after these messages. */
const after = (...told: (Own | null)[]) => told.reduce(seeWaiting, noneWaited);

describe('a place in the queue', () => {
  it('[PAGE-95] that goes without a word has gone with its sale', () => {
    assert.equal(hasVanished(after(waiting), 'mug', waiting), false);
    const memory = after(waiting, own());
    assert.equal(hasVanished(memory, 'mug', own()), true);
    assert.equal(hasVanished(memory, 'lamp', own()), false, 'of that sale only');
    assert.equal(hasVanished(after(own()), 'mug', own()), false);
    assert.equal(hasVanished(after(waiting, null), 'mug', own()), true, 'silence takes nothing from the memory');
  });

  it('[PAGE-95] that became units, was given up, or was another viewer’s, has not', () => {
    const bought = own({ holds: [holdOf({ hold: 'p', status: 'confirmed', order: 'o' })] });
    for (const told of [own({ holds: [holdOf({ hold: 'p' })] }), bought, left, own({ viewer: 'ben' })])
      assert.equal(hasVanished(after(waiting, told, own({ viewer: told.viewer })), 'mug', own()), false);
  });

  it('[PAGE-95] that was given up was never held', () => {
    const fromQueue = withoutUnits(ownPartOf(left, 'mug', null), after(waiting, left));
    assert.equal(fromQueue.goneFrom, 'queue');
    const admitted = own({ holds: [holdOf({ hold: 'p' })] });
    assert.equal(withoutUnits(ownPartOf(left, 'mug', null), after(waiting, admitted, left)).goneFrom, 'hold');
  });

  it('[PAGE-95] is lost with the sale, told of or not, and takes no units with it', () => {
    const told = partAfter(ownPartOf(waiting, 'mug', null), { how: 'over', hasWaited: false });
    assert.deepEqual([told.places, told.units, told.lost], [[], 0, 'place']);
    assert.equal(partAfter(ownPartOf(own(), 'mug', null), { how: 'over', hasWaited: true }).lost, 'place');
    assert.equal(partAfter(ownPartOf(own(), 'mug', null), { how: 'over', hasWaited: false }).lost, null);
  });
});
