/** Which sale has the card. */
import assert from 'node:assert/strict';
import type { OwnHold } from '../../../../shared/protocol/sales.ts';
import { chosen, isPressing, lingerMs, onPage, pickOf } from '../../../../web/viewer/sale/choose.ts';
import type { Offered } from '../../../../web/viewer/sale/offer.ts';
import { holdOf, offered, opensAt, saleJson } from '../../../support/web-sale.ts';

const now = opensAt + 60_000;
const old = now - lingerMs;
const sale = (id: string, change: Parameters<typeof saleJson>[0] = {}) => saleJson({ id, ...change });
const mine = (id: string, change: object = {}): OwnHold =>
  holdOf({ hold: id, sale: id, at: old, expiresAt: now + 60_000, ...change });

const open = offered(sale('open'), { now });
const soldOut = offered(sale('soldOut', { left: 0 }), { now });
const countdown = offered(sale('countdown', { status: 'countdown', opensAt: now + 5000 }), { now });
const later = offered(sale('later', { status: 'scheduled', opensAt: now + 900_000 }), { now });
const byHand = offered(sale('byHand', { status: 'scheduled', opensAt: 0 }), { now });
const held = offered(sale('held'), { now, holds: [mine('held')] });
const queued = offered(sale('queued'), { now, queue: [{ hold: 'q', sale: 'queued', quantity: 1, number: 2 }] });
const had = offered(sale('had'), { now, holds: [mine('had', { status: 'confirmed', order: 'o' })] });
const ended = offered(sale('ended', { status: 'closed' }), { now, seen: { endedAt: now } });

const ids = (all: readonly Offered[]): string[] => all.map((one) => one.sale.id);
const pick = (all: readonly Offered[], before: { picked?: Offered; last?: string } = {}, at = now): string | undefined =>
  chosen(onPage(all, at), { picked: before.picked ? pickOf(before.picked, at) : null, last: before.last ?? null }, at)?.sale.id;

describe('the sales on the page', () => {
  it('[PAGE-85] what is to be paid comes first, then what can be grabbed, what opens next, what one waits for', () => {
    const all = [ended, had, byHand, later, soldOut, queued, countdown, open, held];
    const order = ['held', 'open', 'countdown', 'queued', 'soldOut', 'later', 'byHand', 'had', 'ended'];
    assert.deepEqual(ids(onPage(all, now)), order);
    assert.equal(pick(all), 'held');
    assert.equal(pick([]), undefined);
  });

  it('[PAGE-85] the card does not change under the finger while there is something to do with it', () => {
    const other = offered(sale('other', { opensAt: opensAt - 5 }), { now });
    assert.equal(pick([other, open], { last: 'open' }), 'open', 'not for one as good');
    assert.equal(pick([open, countdown], { last: 'countdown' }), 'countdown', 'a countdown is waited out');
    assert.equal(pick([open, soldOut], { last: 'soldOut' }), 'open', 'sold out gives way');
    assert.equal(pick([open, later], { last: 'later' }), 'open');
    assert.equal(pick([open, held], { last: 'open' }), 'held', 'what runs out is urgent');
    assert.equal(pick([open, countdown], { last: 'gone' }), 'open');
  });

  it('[PAGE-85] what the viewer picks has the card, as long as it is there and has not become less', () => {
    assert.equal(pick([open, held, soldOut], { picked: soldOut }), 'soldOut');
    assert.equal(pick([open, had], { picked: had }), 'had');
    assert.equal(pick([open], { picked: soldOut }), 'open');
    const other = offered(sale('other'), { now });
    const boughtOut = offered(sale('other'), { now, holds: [mine('other', { status: 'confirmed', order: 'o' })] });
    assert.equal(pick([open, other], { picked: other }), 'other');
    assert.equal(pick([open, boughtOut], { picked: other }), 'open', 'it was bought meanwhile');
    assert.equal(pick([open, offered(sale('other', { status: 'closed' }), { now })], { picked: other }), 'open');
  });

  it('[PAGE-86] an ended sale lingers for a few seconds where it was seen to end, then makes room', () => {
    assert.deepEqual(ids(onPage([ended], now + lingerMs - 1)), ['ended']);
    assert.deepEqual(ids(onPage([ended], now + lingerMs)), []);
    assert.deepEqual(
      ids(onPage([offered(sale('x', { status: 'closed' }), { now })], now)),
      [],
      'a reload does not bring it back',
    );
  });

  it('[PAGE-86] what is still to be paid keeps its card after the end; what was bought stays in reach without one', () => {
    const closed = { status: 'closed' };
    const toPay = offered(sale('toPay', closed), { now, holds: [mine('toPay')] });
    const paid = offered(sale('paid', closed), { now, holds: [mine('paid', { status: 'confirmed', order: 'o' })] });
    assert.equal(pick([toPay, open]), 'toPay');
    assert.deepEqual(ids(onPage([paid], now)), ['paid']);
    assert.equal(pick([paid]), undefined);
    assert.equal(pick([paid], { picked: paid }), 'paid');
  });

  it('[PAGE-86] a viewer’s own news is kept in view for a few seconds: bought, run out, given back', () => {
    for (const change of [{ status: 'confirmed', order: 'o' }, { status: 'expired' }, { status: 'released', by: 'viewer' }]) {
      const news = offered(sale('news', { status: 'closed' }), { now, holds: [mine('news', { ...change, at: now })] });
      assert.equal(pick([soldOut, news], { last: 'news' }), 'news', change.status);
      assert.equal(pick([soldOut, news], { last: 'news' }, now + lingerMs), 'soldOut', change.status);
    }
  });

  it('[PAGE-92] news hides nothing that is open or about to be; what can still be paid does', () => {
    for (const change of [
      { status: 'confirmed', order: 'o' },
      { status: 'expired' },
      { status: 'released', by: 'cancellation' },
    ]) {
      const news = offered(sale('news', { status: 'cancelled' }), { now, holds: [mine('news', { ...change, at: now })] });
      assert.equal(pick([open, news], { last: 'news' }), 'open', change.status);
      assert.equal(pick([countdown, news], { last: 'news' }), 'countdown', change.status);
    }
    const holds = [mine('both', { at: now }), mine('both', { hold: 'b', status: 'released', by: 'viewer', at: now })];
    assert.equal(pick([open, offered(sale('both'), { now, holds })], { last: 'both' }), 'both');
    const again = offered(sale('again'), { now, holds: [mine('again', { status: 'expired', at: now })] });
    assert.equal(pick([again, open], { last: 'again' }), 'again', 'it is open itself');
  });

  it('[PAGE-93] a sale that a fault has stopped makes room for every live one, and stays in reach of whoever held something', () => {
    const seen = { endedAt: now };
    const stopped = offered(sale('stopped', { status: 'closed', stopped: 'ledger-lost' }), {
      now,
      seen,
      holds: [mine('stopped')],
    });
    for (const live of [open, countdown]) assert.equal(pick([stopped, live], { last: 'stopped' }), live.sale.id);
    assert.equal(pick([stopped, open], { picked: held, last: 'stopped' }), 'open');
    assert.equal(pick([stopped, soldOut], { last: 'stopped' }, now + lingerMs), 'soldOut');
    assert.equal(pick([stopped, later], { last: 'later' }, now + lingerMs), 'stopped');
    const strange = offered(sale('strange', { status: 'closed', stopped: 'ledger-lost' }), { now, seen });
    assert.deepEqual(ids(onPage([strange], now + lingerMs)), []);
  });

  it('[PAGE-94] beside a game there is room for what can be grabbed or paid, or will be in a moment', () => {
    const all = [ended, had, byHand, later, soldOut, queued, countdown, open, held];
    assert.deepEqual(ids(all.filter((one) => isPressing(one, now))), ['countdown', 'open', 'held']);
  });
});
