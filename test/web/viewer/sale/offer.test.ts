/** What a sale's card offers: one action at a time, each told apart. */
import assert from 'node:assert/strict';
import { refuse } from '../../../../shared/protocol/errors.ts';
import type { ErrorCode, RefusalData } from '../../../../shared/protocol/errors.ts';
import type { OwnHold } from '../../../../shared/protocol/sales.ts';
import type { Ask } from '../../../../web/viewer/sale/grabber.ts';
import { actionOf, backMs, closingOf, lagMs, longMs, mostAtOnce, turnsOfAsk } from '../../../../web/viewer/sale/offer.ts';
import { closesAt, holdOf, offered, opensAt, saleJson } from '../../../support/web-sale.ts';

const now = opensAt + 10_000;
const soldOut = { left: 0, held: 4, sold: 6 };
const refused = (code: ErrorCode, data: RefusalData = {}, at = now - 5000): Ask => {
  return { kind: 'refused', refusal: refuse(code, data), quantity: 1, at };
};
const place = { hold: 'p', sale: 'mug', quantity: 1, number: 3 };

/** The action of a sale at `now`. */
function act(change: Parameters<typeof saleJson>[0], given: Parameters<typeof offered>[1] = {}) {
  const at = given?.now ?? now;
  return actionOf(offered(saleJson(change), { now: at, ...given }), at);
}

const noteAfter = (code: ErrorCode, data: RefusalData = {}) => {
  const action = act({ perViewer: 3 }, { ask: refused(code, data) });
  return action.kind === 'grab' ? action.note : action.kind;
};

const most = (change: Parameters<typeof saleJson>[0], holds: OwnHold[] = []): number => {
  const { sale, part } = offered(saleJson(change), { holds });
  return mostAtOnce(sale, part);
};

const closing = (change: Parameters<typeof saleJson>[0], given: Parameters<typeof offered>[1] = {}): number | null => {
  const one = offered(saleJson(change), { now, ...given });
  return closingOf(one, actionOf(one, now));
};

describe('offer', () => {
  it('[PAGE-82] waits, counts down and opens on the moment', () => {
    assert.deepEqual(act({ status: 'scheduled', opensAt: 0 }), { kind: 'wait', opensAt: 0 });
    assert.deepEqual(act({ status: 'scheduled' }, { now: opensAt - 400_000 }), { kind: 'wait', opensAt });
    assert.deepEqual(act({ status: 'countdown' }, { now: opensAt - 1 }), { kind: 'countdown', opensAt });
    assert.deepEqual(act({ status: 'countdown' }, { now: opensAt }), { kind: 'grab', most: 1, note: null });
  });

  it('[PAGE-82] while it asks it says so, and after a while that it still tries', () => {
    const ask: Ask = { kind: 'asking', quantity: 1, since: now };
    assert.deepEqual(act({}, { ask }), { kind: 'asking', isLong: false });
    assert.deepEqual(act({}, { ask, now: now + longMs }), { kind: 'asking', isLong: true });
    assert.deepEqual(act({ status: 'closed' }, { ask }), { kind: 'asking', isLong: false }, 'the end may come after the grab');
    assert.ok(turnsOfAsk(offered(saleJson(), { ask })).includes(now + longMs));
  });

  it('[PAGE-82] sold out is told apart from coming too late for the last unit', () => {
    assert.deepEqual(act(soldOut), { kind: 'sold-out', wasLate: false });
    assert.deepEqual(act(soldOut, { ask: refused('sold-out') }), { kind: 'sold-out', wasLate: true });
    const ask = refused('sold-out', {}, now);
    assert.deepEqual(act({ left: 1 }, { ask }), { kind: 'sold-out', wasLate: true }, 'the answer is ahead of the state');
    assert.equal(act({ left: 1 }, { ask, now: now + lagMs }).kind, 'grab', 'but not for long');
  });

  it('[PAGE-82] opens again by itself when units come back, and says so for a while', () => {
    const seen = { backAt: now };
    const ask = refused('sold-out');
    for (const given of [{ seen }, { seen, ask }])
      assert.deepEqual(act({ left: 1 }, given), { kind: 'grab', most: 1, note: { kind: 'back' } });
    const gone = holdOf({ status: 'expired', at: now });
    assert.deepEqual(act({ left: 1 }, { seen, holds: [gone] }), { kind: 'grab', most: 1, note: null }, 'it was their own');
    assert.deepEqual(act({ left: 1 }, { seen, ask, now: now + backMs }), { kind: 'grab', most: 1, note: null });
  });

  it('[PAGE-82] closed, cancelled and stopped are ends; a grab that came after the end is told that it did', () => {
    assert.deepEqual(act({}, { now: closesAt }), { kind: 'over', how: 'closed', wasLate: false });
    assert.deepEqual(act({ status: 'cancelled' }), { kind: 'over', how: 'cancelled', wasLate: false });
    assert.deepEqual(act({ status: 'closed' }, { ask: refused('sale/ended') }), { kind: 'over', how: 'closed', wasLate: true });
    assert.deepEqual(act({}, { ask: refused('ledger-lost') }), { kind: 'over', how: 'stopped', wasLate: false });
  });

  it('[PAGE-93] what a fault has stopped can be neither grabbed nor paid, whatever was held; what was bought stays bought', () => {
    const stopped = saleJson({ perViewer: 3, stopped: 'ledger-lost' });
    const bought = holdOf({ hold: 'b', status: 'confirmed', order: 'o' });
    const one = offered(stopped, { now, holds: [holdOf(), bought] });
    assert.deepEqual(actionOf(one, now), { kind: 'over', how: 'stopped', wasLate: false });
    assert.deepEqual(one.part.held, []);
    assert.deepEqual(one.part.bought, [bought]);
    assert.equal(one.part.lost, 'held');
    assert.equal(offered(stopped, { now }).part.lost, null);
    assert.equal(offered(stopped, { now, queue: [place] }).part.lost, 'place');
    const closed = offered(saleJson({ status: 'closed' }), { now, holds: [holdOf()] });
    assert.equal(closed.part.held.length, 1, 'what is held at a plain end can be paid');
  });

  it('[PAGE-97] says when it closes as long as there is something to grab until then', () => {
    assert.equal(closing({}), closesAt);
    assert.equal(closing(soldOut), closesAt);
    assert.equal(closing({ status: 'scheduled', opensAt: 0, closesAt: 0 }), null);
    assert.equal(closing({ status: 'open', opensAt: 0, closesAt: 0 }), null);
    assert.equal(closing({}, { holds: [holdOf()] }), null);
    assert.equal(closing({ status: 'closed' }), null);
  });

  it('[PAGE-82] whoever has as many as they may have is offered no more; held, bought and waited for count alike', () => {
    const bought = holdOf({ status: 'confirmed', order: 'o' });
    assert.equal(act({}, { holds: [holdOf()] }).kind, 'full');
    assert.equal(act({}, { holds: [bought] }).kind, 'full');
    assert.equal(act({ queue: true }, { queue: [place] }).kind, 'full');
    assert.equal(act({ perViewer: 2 }, { holds: [holdOf()] }).kind, 'grab');
    assert.equal(act({}, { ask: refused('sale/limit', { perViewer: 1, mine: 1 }) }).kind, 'full', 'before `own` has come');
    const expired = holdOf({ status: 'expired' });
    assert.equal(act({}, { holds: [expired] }).kind, 'grab', 'what ran out can be grabbed again');
  });

  it('[PAGE-83] a refusal says what to do, and the button stays open', () => {
    assert.deepEqual(noteAfter('not-open', { opensAt }), { kind: 'early' });
    assert.deepEqual(noteAfter('sale/too-few', { left: 2 }), { kind: 'few', left: 2 });
    assert.deepEqual(noteAfter('sale/limit', { perViewer: 3, mine: 2 }), { kind: 'limit', perViewer: 3, mine: 2 });
    assert.deepEqual(noteAfter('show/not-live'), { kind: 'refused', refusal: refuse('show/not-live') });
  });

  it('[PAGE-84] so many can be asked for at once as the limit and the stock leave, and never less than one', () => {
    assert.equal(most({ perViewer: 5 }), 5);
    assert.equal(most({ perViewer: 5, left: 3 }), 3);
    assert.equal(most({ perViewer: 5 }, [holdOf({ quantity: 3 })]), 2);
    assert.equal(most({ perViewer: 5, left: 0, held: 10 }), 5, 'those who wait may hope for what is held');
    assert.equal(most({ perViewer: 5, left: 1, held: 2, sold: 7, queue: true }), 3);
    assert.equal(most({ perViewer: 1 }, [holdOf()]), 1);
  });
});
