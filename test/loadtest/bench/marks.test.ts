/** Votes that the bench can tell apart: when each was seen comes out exactly, or it is said that it cannot. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { latenciesOf, markOf, markSides, marksAtOnce } from '../../../loadtest/bench/votes/marks.ts';
import type { Mark, Sight } from '../../../loadtest/bench/votes/marks.ts';

/** Marks every 10 ms, each seen so much later, by somebody who looks every `everyMs`. */
function watched(delays: readonly number[], everyMs: number): { marks: Mark[]; sights: Sight[]; seen: number[] } {
  const marks = delays.map((_, n) => ({ ...markOf(n), at: n * 10 }));
  const arrivals = delays.map((delayMs, n) => ({ ...marks[n]!, arrivesAt: n * 10 + delayMs }));
  const until = Math.max(...arrivals.map(({ arrivesAt }) => arrivesAt)) + everyMs;
  const sights: Sight[] = [];
  for (let at = everyMs; at <= until; at += everyMs) {
    const scores = Object.fromEntries(markSides.map((side) => [side, 0]));
    for (const { side, count, arrivesAt } of arrivals) if (arrivesAt <= at) scores[side]! += count;
    sights.push({ at, scores });
  }
  const seen = arrivals.map(({ arrivesAt, at }) => Math.max(everyMs, Math.ceil(arrivesAt / everyMs) * everyMs) - at);
  return { marks, sights, seen };
}

describe('marked votes of the bench', () => {
  it('[BATTLE-71] are told apart whatever overtakes what, as long as none takes as long as the codes last', () => {
    const windowMs = marksAtOnce * 10;
    const delays = fc.array(fc.integer({ min: 0, max: windowMs - 60 }), { minLength: 1, maxLength: 120 });
    fc.assert(
      fc.property(delays, fc.integer({ min: 1, max: 50 }), (delaysMs, everyMs) => {
        const { marks, sights, seen } = watched(delaysMs, everyMs);
        assert.deepEqual(latenciesOf(marks, sights), seen);
      }),
    );
  });

  it('[BATTLE-71] that take longer, get lost, or count twice are not told apart', () => {
    const quick = Array.from({ length: 60 }, () => 20);
    assert.equal(latenciesOf(...argsOf(watched([...quick, ...quick.map(() => marksAtOnce * 10 + 5)], 10))), null);
    const { marks, sights } = watched(quick, 10);
    const changed = (change: (score: number) => number) =>
      sights.map(({ at, scores }) => ({ at, scores: { ...scores, [markSides[0]!]: change(scores[markSides[0]!]!) } }));
    assert.equal(
      latenciesOf(
        marks,
        changed((score) => score * 2),
      ),
      null,
    );
    assert.equal(
      latenciesOf(
        marks,
        changed((score) => Math.max(0, score - 1)),
      ),
      null,
    );
    assert.equal(latenciesOf(marks, sights.slice(0, -10)), null);
  });
});

function argsOf({ marks, sights }: { marks: Mark[]; sights: Sight[] }): [Mark[], Sight[]] {
  return [marks, sights];
}
