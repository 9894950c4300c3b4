/** What is said of a sale. */
import assert from 'node:assert/strict';
import type { OwnHold } from '../../../../shared/protocol/sales.ts';
import { refuse } from '../../../../shared/protocol/errors.ts';
import { actionOf } from '../../../../web/viewer/sale/offer.ts';
import { heardOf, tellChange } from '../../../../web/viewer/sale/voice.ts';
import type { Heard } from '../../../../web/viewer/sale/voice.ts';
import { closesAt, holdOf, offered, opensAt, saleJson } from '../../../support/web-sale.ts';

const now = opensAt + 5000;

function heard(change: Parameters<typeof saleJson>[0] = {}, given: Parameters<typeof offered>[1] = {}): Heard {
  const at = given?.now ?? now;
  const one = offered(saleJson(change), { now: at, ...given });
  return heardOf(one, actionOf(one, at));
}

const hold = (change: object = {}): OwnHold => holdOf(change);
const countdown = heard({ status: 'countdown' }, { now: opensAt - 5000 });
const open = heard();
const asking = heard({}, { ask: { kind: 'asking', quantity: 1, since: now } });
const won = heard({}, { holds: [hold()] });
const soldOut = heard({ left: 0 });
const over = heard({}, { now: closesAt });

const beside = (one: Heard): Heard => ({ ...one, seat: 'beside' });

describe('the voice of a sale', () => {
  it('[PAGE-87] says once that a sale is coming, and that it is open', () => {
    assert.deepEqual(tellChange(null, countdown), { word: 'soon', loud: false });
    assert.deepEqual(tellChange(countdown, open), { word: 'open', loud: false });
    assert.deepEqual(tellChange(null, open), { word: 'open', loud: false });
    assert.equal(tellChange(open, open), null);
    assert.equal(tellChange(open, asking), null);
  });

  it('[PAGE-87] what is the listener’s own interrupts: won, queued, bought, run out, too late', () => {
    const place = { hold: 'p', sale: 'mug', quantity: 1, number: 3 };
    const queued = heard({ queue: true }, { queue: [place] });
    const bought = heard({}, { holds: [hold({ status: 'confirmed', order: 'o' })] });
    const expired = heard({}, { holds: [hold({ status: 'expired' })] });
    assert.deepEqual(tellChange(asking, won), { word: 'won', loud: true });
    assert.deepEqual(tellChange(asking, queued), { word: 'queued', loud: true });
    assert.deepEqual(tellChange(queued, won), { word: 'won', loud: true }, 'its turn came by itself');
    assert.deepEqual(tellChange(won, bought), { word: 'bought', loud: true });
    assert.deepEqual(tellChange(won, expired), { word: 'expired', loud: true });
    assert.deepEqual(tellChange(won, heard({}, { holds: [hold({ status: 'released', by: 'viewer' })] })), {
      word: 'released',
      loud: false,
    });
    assert.deepEqual(tellChange(asking, soldOut), { word: 'late', loud: true });
    assert.deepEqual(tellChange(asking, over), { word: 'over', loud: true });
  });

  it('[PAGE-87] what concerns everybody waits its turn, and stock numbers are not read out', () => {
    assert.deepEqual(tellChange(open, soldOut), { word: 'soldOut', loud: false });
    assert.deepEqual(tellChange(open, over), { word: 'over', loud: false });
    assert.equal(tellChange(open, heard({ left: 3 })), null);
    const back = heard({ left: 1 }, { seen: { backAt: now } });
    assert.deepEqual(tellChange(soldOut, back), { word: 'note', loud: false });
  });

  it('[PAGE-87] a refusal is read out to who was refused', () => {
    const early = heard({}, { ask: { kind: 'refused', refusal: refuse('not-open'), quantity: 1, at: now } });
    assert.deepEqual(tellChange(asking, early), { word: 'note', loud: true });
  });

  it('[PAGE-96] of a sale beside the card only the listener’s own is told; given the card, it is introduced', () => {
    const bought = heard({}, { holds: [hold({ status: 'confirmed', order: 'o' })] });
    assert.deepEqual(tellChange(won, beside(bought)), { word: 'bought', loud: true });
    assert.equal(tellChange(null, beside(open)), null);
    assert.equal(tellChange(beside(countdown), beside(open)), null);
    assert.equal(tellChange(beside(open), beside(soldOut)), null);
    assert.deepEqual(tellChange(beside(open), open), { word: 'open', loud: false });
  });

  it('[PAGE-93] that a sale had to be stopped interrupts whoever had something in it, wherever it stands', () => {
    const change = { stopped: 'ledger-lost' };
    const stopped = heard(change, { holds: [hold()] });
    assert.deepEqual(tellChange(won, stopped), { word: 'stopped', loud: true });
    assert.deepEqual(tellChange(won, { ...stopped, seat: 'beside' }), { word: 'stopped', loud: true });
    assert.deepEqual(tellChange(open, heard(change)), { word: 'stopped', loud: false });
    assert.equal(tellChange(stopped, stopped), null);
  });

  it('[PAGE-87] what stood there already when the page was opened is not news', () => {
    assert.equal(tellChange(null, won), null);
    assert.equal(tellChange(null, over), null);
    assert.equal(tellChange({ ...open, sale: 'other' }, won), null, 'another sale has the card');
  });
});
