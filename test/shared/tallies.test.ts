/** Counts, boards and ranks against the slow and obvious way to compute them. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { addCount, compareText, mergeCounts, mergeTop, raiseTop, ranksIn } from '../../shared/game-kit/index.ts';
import type { Counts, Row } from '../../shared/game-kit/index.ts';

const viewers = ['ann', 'Bob', 'bo', 'zoe', '小明', 'é', 'v:1', 'v:10', 'v:2'];
const raise = fc.record({ viewer: fc.constantFrom(...viewers), by: fc.nat(3) });

/** Plays raises in order onto a board, scores only growing. */
function boardOf(raises: readonly { viewer: string; by: number }[], k: number): { top: Row[]; scores: Map<string, number> } {
  const scores = new Map<string, number>();
  const top: Row[] = [];
  for (const { viewer, by } of raises) {
    const score = (scores.get(viewer) ?? 0) + by;
    scores.set(viewer, score);
    raiseTop(top, k, { viewer, name: viewer.toUpperCase(), score });
  }
  return { top, scores };
}

function bestOf(scores: ReadonlyMap<string, number>, k: number): Row[] {
  return [...scores]
    .map(([viewer, score]) => ({ viewer, name: viewer.toUpperCase(), score }))
    .toSorted((a, b) => b.score - a.score || compareText(a.viewer, b.viewer))
    .slice(0, k);
}

describe('tallies', () => {
  it('[GAME-80] counts merge like addition, and a count that comes to nothing leaves no trace', () => {
    const steps = fc.array(fc.tuple(fc.constantFrom('red', 'blue', '0', '1'), fc.integer({ min: -3, max: 3 })));
    fc.assert(
      fc.property(steps, steps, (left, right) => {
        const count = (all: typeof left): Counts => {
          const counts: Counts = {};
          for (const [name, by] of all) addCount(counts, name, by);
          return counts;
        };
        const [a, b] = [count(left), count(right)];
        const before = structuredClone([a, b]);
        assert.deepEqual(mergeCounts(a, b), count([...left, ...right]));
        assert.deepEqual(mergeCounts(a, b), mergeCounts(b, a));
        assert.deepEqual([a, b], before);
        assert.ok(!Object.values(mergeCounts(a, b)).includes(0));
      }),
    );
  });

  it('[GAME-81] a board is exact as long as scores only grow: whoever was pushed off comes back', () => {
    fc.assert(
      fc.property(fc.array(raise, { maxLength: 60 }), fc.integer({ min: 1, max: 5 }), (raises, k) => {
        const { top, scores } = boardOf(raises, k);
        assert.deepEqual(top, bestOf(scores, k));
      }),
      { numRuns: 300 },
    );
  });

  it('[GAME-82] boards of disjoint viewers merge to the board of all, whichever comes first', () => {
    fc.assert(
      fc.property(fc.array(raise, { maxLength: 60 }), fc.integer({ min: 1, max: 5 }), fc.nat(), (raises, k, cut) => {
        const onLeft = (viewer: string): boolean => viewers.indexOf(viewer) < cut % viewers.length;
        const left = boardOf(
          raises.filter(({ viewer }) => onLeft(viewer)),
          k,
        ).top;
        const right = boardOf(
          raises.filter(({ viewer }) => !onLeft(viewer)),
          k,
        ).top;
        const whole = boardOf(raises, k).top;
        assert.deepEqual(mergeTop(left, right, k), whole);
        assert.deepEqual(mergeTop(right, left, k), whole);
      }),
      { numRuns: 300 },
    );
  });

  it('[GAME-83] ids are compared by code unit, not by locale', () => {
    assert.deepEqual(['b', 'a', 'B', 'é', 'z', 'a1', 'a10', 'a2'].toSorted(compareText), [
      'B',
      'a',
      'a1',
      'a10',
      'a2',
      'b',
      'z',
      'é',
    ]);
    assert.equal(compareText('x', 'x'), 0);
  });

  it('[GAME-84] a rank is one more than the number of better scores; equal scores share it', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20), { maxLength: 40 }), (scores) => {
        const histogram: Counts = {};
        for (const score of scores) addCount(histogram, score);
        const ranks = ranksIn(histogram);
        assert.deepEqual(
          scores.map((score) => ranks[score]),
          scores.map((score) => 1 + scores.filter((other) => other > score).length),
        );
        assert.deepEqual(Object.keys(ranks), Object.keys(histogram));
      }),
    );
  });
});
