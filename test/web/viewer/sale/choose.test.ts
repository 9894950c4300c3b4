/** Which sale has the card. */
import assert from 'node:assert/strict';
import type { OwnHold } from '../../../../shared/protocol/sales.ts';
import { chosen, lingerMs, onPage } from '../../../../web/viewer/sale/choose.ts';
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
const pick = (all: readonly Offered[], before: { picked?: string; last?: string } = {}, at = now): string | undefined =>
  chosen(onPage(all, at), { picked: before.picked ?? null, last: before.last ?? null }, at)?.sale.id;

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

  it('[PAGE-85] what the viewer picks has the card, as long as it is there', () => {
    assert.equal(pick([open, held, soldOut], { picked: 'soldOut' }), 'soldOut');
    assert.equal(pick([open, had], { picked: 'had' }), 'had');
    assert.equal(pick([open], { picked: 'soldOut' }), 'open');
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
    assert.equal(pick([paid], { picked: 'paid' }), 'paid');
  });

  it('[PAGE-86] a viewer’s own news is kept in view for a few seconds: bought, run out, given back', () => {
    for (const change of [{ status: 'confirmed', order: 'o' }, { status: 'expired' }, { status: 'released', by: 'viewer' }]) {
      const news = offered(sale('news', { status: 'closed' }), { now, holds: [mine('news', { ...change, at: now })] });
      assert.equal(pick([open, news], { last: 'news' }), 'news', change.status);
      assert.equal(pick([open, news], { last: 'news' }, now + lingerMs), 'open', change.status);
    }
  });
});
