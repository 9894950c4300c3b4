/** What can be said of a sale from its terms, its totals and the time. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { countdownLeadMs, holdIdOf, isSoldOut, saleOfHold, statusOf } from '../../../shared/sale/index.ts';
import type { SaleTotals } from '../../../shared/sale/index.ts';

const opensAt = 1_800_000_000_000;
const times = { opensAt, closesAt: opensAt + 1000, queue: false, ended: null };

function totals(over: Partial<SaleTotals> = {}): SaleTotals {
  return { seq: 1, stock: 5, perViewer: 2, available: 5, held: 0, sold: 0, queued: 0, serving: 0, ...over };
}

function statusAt(now: number): string {
  return statusOf(times, totals(), now);
}

describe('the terms of a sale', () => {
  it('[SALE-1] a sale is scheduled, counts down, is open, and closes by the time alone', () => {
    assert.equal(statusAt(opensAt - countdownLeadMs - 1), 'scheduled');
    assert.equal(statusAt(opensAt - countdownLeadMs), 'countdown');
    assert.equal(statusAt(opensAt - 1), 'countdown');
    assert.equal(statusAt(opensAt), 'open');
    assert.equal(statusAt(opensAt + 999), 'open');
    assert.equal(statusAt(opensAt + 1000), 'closed');
  });

  it('[SALE-1] a sale that is opened by hand is scheduled until it is', () => {
    for (const now of [0, opensAt, opensAt * 2])
      assert.equal(statusOf({ ...times, opensAt: 0, closesAt: 0 }, totals(), now), 'scheduled');
  });

  it('[SALE-1] an end counts at once, at any time', () => {
    for (const ended of ['closed', 'cancelled'] as const)
      for (const now of [0, opensAt - 1, opensAt, opensAt + 5000])
        assert.equal(statusOf({ ...times, ended }, totals(), now), ended);
  });

  it('[SALE-2] with nothing available it is sold out while it would be open, and only then', () => {
    const none = totals({ available: 0, held: 5 });
    assert.equal(statusOf(times, none, opensAt), 'sold-out');
    assert.equal(statusOf(times, none, opensAt - 1), 'countdown');
    assert.equal(statusOf(times, none, opensAt + 1000), 'closed');
    assert.equal(statusOf(times, totals({ available: 1, held: 4 }), opensAt), 'open');
  });

  it('[SALE-23] with a queue it is sold out when twice the unsold units are waited for', () => {
    assert.equal(isSoldOut(true, totals({ available: 0, held: 3, sold: 2, queued: 5 })), false);
    assert.equal(isSoldOut(true, totals({ available: 1, held: 2, sold: 2, queued: 6 })), true);
    assert.equal(isSoldOut(true, totals({ available: 0, held: 0, sold: 5 })), true);
    assert.equal(statusOf({ ...times, queue: true }, totals({ available: 0, held: 5 }), opensAt), 'open');
  });

  it('[SALE-13] a hold’s id names its show and sale, and nothing else is taken for one', () => {
    const ids = fc.stringMatching(/^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/);
    const hex = fc.stringMatching(/^[0-9a-f]{16}$/);
    fc.assert(
      fc.property(ids, ids, hex, (show, sale, random) => {
        assert.deepEqual(saleOfHold(holdIdOf({ show, sale }, random)), { show, sale });
      }),
    );
    const wrong = [
      '',
      '.',
      'demo',
      'demo.lamp',
      'demo.lamp.',
      'demo.lamp.0123',
      'demo.lamp.0123456789ABCDEF',
      '.lamp.0123456789abcdef',
    ];
    const close = [
      'demo..0123456789abcdef',
      'a.b.c.0123456789abcdef',
      'demo.lamp.0123456789abcdef0',
      ' demo.lamp.0123456789abcdef',
      'demo.lamp.0123456789abcdef\n',
    ];
    for (const id of [...wrong, ...close]) assert.equal(saleOfHold(id), null, JSON.stringify(id));
  });
});
