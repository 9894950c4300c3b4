/** The scale of a countdown's ring. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { ringMsOf } from '../../../web/kit/remaining.ts';

describe('the ring of a countdown', () => {
  it('[PAGE-98] begins full, or as full as a countdown of a usual length is by then', () => {
    assert.equal(ringMsOf(30_000), 30_000);
    assert.equal(ringMsOf(29_800), 30_000);
    assert.equal(ringMsOf(20_000), 30_000, 'two thirds full');
    assert.equal(ringMsOf(60_000), 60_000);
    assert.equal(ringMsOf(300_000), 300_000);
    assert.equal(ringMsOf(-5), 10_000);
  });

  it('[PAGE-98] is never more than full', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 4_000_000 }), (leftMs) => ringMsOf(leftMs) >= leftMs));
  });
});
