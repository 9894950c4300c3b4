/** A queue that never moves what is behind gives everything out once, in order. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { Fifo } from '../../../shared/sale/fifo.ts';

describe('first in, first out', () => {
  it('[SALE-22] gives out what was added, in order, however adding and dropping take turns', () => {
    const turns = fc.array(fc.tuple(fc.nat({ max: 3000 }), fc.nat({ max: 3000 })), { maxLength: 8 });
    fc.assert(
      fc.property(turns, (drawn) => {
        const fifo = new Fifo<number>();
        let [added, dropped] = [0, 0];
        for (const [more, fewer] of drawn) {
          for (let n = 0; n < more; n++) fifo.add(added++);
          for (let n = 0; n < fewer; n++) {
            assert.equal(fifo.first, dropped < added ? dropped : undefined);
            fifo.drop();
            dropped = Math.min(added, dropped + 1);
          }
        }
        assert.equal(fifo.first, dropped < added ? dropped : undefined);
      }),
      { numRuns: 50 },
    );
  });
});
