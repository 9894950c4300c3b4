/** After a connection ended: when to come back. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { afterLeave, backOffMs } from '../../../web/kit/rejoin.ts';

describe('rejoin', () => {
  it('[PAGE-4] back-off doubles, is spread by chance, and never waits longer than 15 s', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), fc.double({ min: 0, max: 0.999, noNaN: true }), (attempt, luck) => {
        const wait = backOffMs(attempt, () => luck);
        assert.ok(wait >= 500 && wait <= 15_000, `attempt ${attempt} waits ${wait}`);
      }),
    );
    assert.ok(backOffMs(1, () => 0.999) < backOffMs(3, () => 0));
  });

  it('[PAGE-7] a crowd that is told to move does not come back all at once', () => {
    const waits = [0, 0.25, 0.5, 0.75].map((luck) => afterLeave({ bye: 'draining', movedInMs: 8000 }, () => luck));
    assert.deepEqual(
      waits.map((next) => (next.kind === 'rejoin' ? next.delayMs : null)),
      [0, 2000, 4000, 6000],
    );
  });
});
