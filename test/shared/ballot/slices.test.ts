/** Moments in slices, and slices in time. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { endOf, firstSliceFrom, lastSliceOf, sliceAt, sliceStart } from '../../../shared/ballot/index.ts';
import type { Period } from '../../../shared/ballot/index.ts';
import { noon } from '../../support/battle/sample.ts';

/** Periods one after the other, with gaps, their slices numbered on. */
const timetable = fc
  .record({
    sliceMs: fc.constantFrom(1000, 2000, 6000),
    stretches: fc.array(fc.record({ gap: fc.nat(1500), ms: fc.integer({ min: 1, max: 30_000 }) }), {
      minLength: 1,
      maxLength: 4,
    }),
  })
  .map(({ sliceMs, stretches }) => {
    const periods: Period[] = [];
    for (const { gap, ms } of stretches) {
      const last = periods.at(-1);
      const startsAt = (last?.endsAt ?? noon) + gap;
      periods.push({ startsAt, endsAt: startsAt + ms, slice: last ? lastSliceOf(last, sliceMs) + 1 : 0 });
    }
    return { sliceMs, periods };
  });

describe('slices', () => {
  it('[BATTLE-6] a moment belongs to the one slice that has begun and has not ended, and to none while nothing is taken', () => {
    fc.assert(
      fc.property(timetable, fc.integer({ min: -1000, max: 130_000 }), (table, after) => {
        const at = noon + after;
        const slice = sliceAt(table, at);
        const isTaken = table.periods.some(({ startsAt, endsAt }) => at >= startsAt && at < endsAt);
        assert.equal(slice !== null, isTaken);
        if (slice === null) return;
        const begins = sliceStart(table, slice);
        assert.ok(begins <= at && at < begins + table.sliceMs);
        assert.equal(sliceAt(table, begins), slice);
      }),
    );
  });

  it('[BATTLE-6] slices are numbered in the order of time, without a gap, over all periods', () => {
    fc.assert(
      fc.property(timetable, (table) => {
        const starts = Array.from({ length: lastSliceOf(table.periods.at(-1)!, table.sliceMs) + 1 }, (_, i) =>
          sliceStart(table, i),
        );
        assert.deepEqual(
          starts,
          starts.toSorted((a, b) => a - b),
        );
        assert.equal(new Set(starts).size, starts.length);
        for (const [i, start] of starts.entries()) {
          assert.equal(sliceAt(table, start), i);
          assert.equal(firstSliceFrom(table, start), i);
          assert.equal(firstSliceFrom(table, start + 1), i + 1);
        }
      }),
    );
  });

  it('[BATTLE-6] without slices there is one for everything', () => {
    const table = { sliceMs: 0, periods: [{ startsAt: noon, endsAt: noon + 60_000, slice: 0 }] };
    assert.deepEqual(
      [0, 1, 59_999, 60_000].map((after) => sliceAt(table, noon + after)),
      [0, 0, 0, null],
    );
    assert.equal(sliceAt(table, noon - 1), null);
    assert.equal(sliceStart(table, 0), noon);
    assert.equal(endOf(table), noon + 60_000);
    assert.equal(firstSliceFrom(table, noon), 0);
    assert.equal(firstSliceFrom(table, noon + 1), 1);
  });

  it('[BATTLE-6] before there is any period nothing is taken, and there is no end', () => {
    const table = { sliceMs: 1000, periods: [] };
    assert.equal(sliceAt(table, noon), null);
    assert.equal(endOf(table), 0);
    assert.equal(firstSliceFrom(table, noon), 0);
  });
});
