/** Where a sale stands on a page: by the server's word, and by a clock that is trusted. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { SaleStatus } from '../../../shared/sale/index.ts';
import { salesOf, statusNow, turnsOf } from '../../../web/kit/sale-now.ts';
import { seeSale } from '../../../web/kit/seen-sale.ts';
import { closesAt, opensAt, saleJson } from '../../support/web-sale.ts';

const at = (now: number, isSure = true) => ({ now, isSure });

/** What is kept of a sale that a page saw in these states, one after the other. */
const see = (statuses: SaleStatus[], isSure = true) => {
  let seen: ReturnType<typeof seeSale> | undefined;
  for (const [now, status] of statuses.entries()) seen = seeSale(seen, { status, now, isSure });
  return seen;
};

describe('a sale on the page', () => {
  it('[PAGE-71] opens and closes on the moment by the page’s clock, before the server says so', () => {
    const sale = saleJson({ status: 'countdown' });
    assert.equal(statusNow(sale, at(opensAt - 300_001)), 'scheduled');
    assert.equal(statusNow(sale, at(opensAt - 1)), 'countdown');
    assert.equal(statusNow(sale, at(opensAt)), 'open');
    assert.equal(statusNow(sale, at(closesAt - 1)), 'open');
    assert.equal(statusNow(sale, at(closesAt)), 'closed');
    for (const turn of [opensAt, closesAt]) assert.ok(turnsOf(sale).includes(turn), 'the page wakes for it');
  });

  it('[PAGE-71] a clock that is not trusted yet opens nothing: the server’s word counts', () => {
    for (const status of ['scheduled', 'countdown', 'open', 'sold-out', 'closed'])
      assert.equal(statusNow(saleJson({ status }), at(opensAt + 5000, false)), status);
  });

  it('[PAGE-71] what the server says has opened or ended has, however slow the page’s clock is', () => {
    assert.equal(statusNow(saleJson({ status: 'open' }), at(opensAt - 400)), 'open');
    assert.equal(statusNow(saleJson({ status: 'open', left: 0 }), at(opensAt - 400)), 'sold-out');
    assert.equal(statusNow(saleJson({ status: 'cancelled' }), at(opensAt + 1)), 'cancelled');
    assert.equal(statusNow(saleJson({ status: 'closed' }), at(opensAt + 1)), 'closed');
  });

  it('[PAGE-93] is over when a fault has stopped it, whatever else is told and however unsure the clock is', () => {
    for (const status of ['countdown', 'open', 'sold-out', 'closed'])
      assert.equal(statusNow(saleJson({ status, stopped: 'ledger-lost' }), at(opensAt + 1, false)), 'closed');
    assert.equal(statusNow(saleJson({ status: 'cancelled', stopped: 'ledger-lost' }), at(opensAt + 1)), 'cancelled');
  });

  it('[PAGE-71] a sale without a time stays scheduled until it is opened by hand', () => {
    assert.equal(statusNow(saleJson({ status: 'scheduled', opensAt: 0, closesAt: 0 }), at(opensAt)), 'scheduled');
    assert.deepEqual(turnsOf(saleJson({ opensAt: 0 })), []);
  });

  it('[PAGE-71] is sold out as long as nothing is left, and a queue as long as it is full', () => {
    const now = at(opensAt + 1);
    assert.equal(statusNow(saleJson({ left: 0, held: 10 }), now), 'sold-out');
    assert.equal(statusNow(saleJson({ left: 0, held: 10, queue: true, queued: 19 }), now), 'open');
    assert.equal(statusNow(saleJson({ left: 0, held: 10, queue: true, queued: 20 }), now), 'sold-out');
  });

  it('[PAGE-71] as time goes by it only ever moves on', () => {
    const order: SaleStatus[] = ['scheduled', 'countdown', 'open', 'closed'];
    const times = fc.tuple(fc.integer({ min: -400_000, max: 400_000 }), fc.nat(400_000));
    fc.assert(
      fc.property(fc.constantFrom('scheduled', 'countdown', 'open'), times, (status, [from, laterMs]) => {
        const sale = saleJson({ status });
        const rank = (now: number): number => order.indexOf(statusNow(sale, at(opensAt + now)));
        assert.ok(rank(from) <= rank(from + laterMs));
      }),
    );
  });

  it('[PAGE-72] sales of a rehearsal are there for its time only', () => {
    const sales = { a: saleJson({ id: 'a' }), b: saleJson({ id: 'b', rehearsal: true }) };
    const ids = (rehearsal: boolean): string[] => salesOf({ sales, rehearsal }).map(({ id }) => id);
    assert.deepEqual(ids(false), ['a']);
    assert.deepEqual(ids(true), ['a', 'b']);
    assert.deepEqual(salesOf(null), []);
  });

  it('[PAGE-73] that units came back, or that it ended, is news only to a page that saw it happen', () => {
    assert.deepEqual(see(['open']), { status: 'open', endedAt: null, backAt: null });
    assert.deepEqual(see(['open', 'sold-out', 'open']), { status: 'open', endedAt: null, backAt: 2 });
    assert.equal(see(['countdown', 'open'])?.backAt, null);
    assert.equal(see(['sold-out', 'open', 'sold-out'])?.backAt, null);
    assert.equal(see(['closed'])?.endedAt, null);
    assert.equal(see(['open', 'closed'])?.endedAt, 1);
    assert.deepEqual(see(['sold-out', 'open', 'closed'], false), { status: 'closed', endedAt: null, backAt: null });
    const before = see(['open']);
    assert.equal(seeSale(before, { status: 'open', now: 9, isSure: true }), before, 'nothing happened');
  });
});
