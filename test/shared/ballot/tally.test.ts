/** The law of tallies: what one shard would count is what any number of shards count together. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import {
  castLikes,
  castVote,
  copyTally,
  emptyTally,
  foldGift,
  freshVoter,
  mergeTallies,
  pointKinds,
  totalOf,
} from '../../../shared/ballot/index.ts';
import type { BallotTally, PointKind, VoterRecord } from '../../../shared/ballot/index.ts';
import { ballot, noon } from '../../support/battle/sample.ts';

interface Ask {
  kind: PointKind;
  viewer: string;
  option: string;
  count: number;
  key: string;
  level: number;
  at: number;
}

const ask: fc.Arbitrary<Ask> = fc.record({
  kind: fc.constantFrom(...pointKinds),
  viewer: fc.integer({ min: 10, max: 29 }).map((n) => `v${n}`),
  option: fc.constantFrom('red', 'blue', 'red', 'blue', 'forged'),
  count: fc.integer({ min: 1, max: 4 }),
  key: fc.nat(6).map((n) => `k${n}`),
  level: fc.constantFrom(0, 5),
  at: fc.integer({ min: noon - 500, max: noon + 10_500 }),
});
const asks = fc.array(ask, { maxLength: 120, size: 'max' });
const rules = ballot({ votesPerViewer: 6, weights: [{ level: 5, weight: 3 }] });

/** One shard, or the gift desk of a show. */
class Shard {
  readonly tally = emptyTally();
  readonly #voters = new Map<string, VoterRecord>();
  readonly #given = new Map<string, number>();

  take({ kind, viewer, option, count, key, level, at }: Ask): void {
    const voter = this.#voters.get(viewer) ?? freshVoter();
    this.#voters.set(viewer, voter);
    if (kind === 'votes') castVote(rules, this.tally, voter, { option, count, key, level, at });
    if (kind === 'likes') castLikes(rules, this.tally, voter, { option, count, at });
    if (kind === 'gifts' && option !== 'forged') {
      const score = (this.#given.get(`${viewer} ${option}`) ?? 0) + count;
      this.#given.set(`${viewer} ${option}`, score);
      foldGift(this.tally, { option, slice: 3, row: { viewer, name: viewer, score }, points: count });
    }
  }
}

/** The points of all that is accepted, kept one by one and added up at the end. Shares no code with the fold. */
function expected(all: readonly Ask[]): { sums: Record<string, number>; votes: number; voters: number } {
  const accepted: { name: string; points: number }[] = [];
  const votes: Ask[] = [];
  const likes: { viewer: string; points: number }[] = [];
  const nameOf = ({ kind, option }: Ask, slice: number): string => `${kind} ${option} ${slice}`;
  for (const one of all) {
    const after = one.at - noon;
    const slice = Math.trunc(after / 1000);
    if (one.option === 'forged') continue;
    if (one.kind === 'gifts') {
      accepted.push({ name: nameOf(one, 3), points: one.count });
      continue;
    }
    const mine = votes.filter(({ viewer }) => viewer === one.viewer);
    const isLate = after < 0 || after >= 10_000;
    if (one.kind === 'votes') {
      const used = mine.reduce((sum, { count }) => sum + count, 0);
      if (isLate || used + one.count > 6 || mine.some(({ key }) => key === one.key)) continue;
      votes.push(one);
      accepted.push({ name: nameOf(one, slice), points: one.count * (one.level === 5 ? 3 : 1) });
    } else {
      const used = likes.filter(({ viewer }) => viewer === one.viewer).reduce((sum, { points }) => sum + points, 0);
      const points = isLate ? 0 : Math.min(5 - used, one.count);
      likes.push({ viewer: one.viewer, points });
      accepted.push({ name: nameOf(one, slice), points });
    }
  }
  const sums: Record<string, number> = {};
  for (const { name, points } of accepted) if (points > 0) sums[name] = (sums[name] ?? 0) + points;
  const cast = votes.reduce((sum, { count }) => sum + count, 0);
  return { sums, votes: cast, voters: new Set(votes.map(({ viewer }) => viewer)).size };
}

function sumsOf({ points }: BallotTally): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const kind of pointKinds)
    for (const [option, slices] of Object.entries(points[kind]))
      for (const [slice, sum] of Object.entries(slices)) sums[`${kind} ${option} ${slice}`] = sum;
  return sums;
}

/** Every viewer's asks by the shard that is theirs, each viewer's own in order. */
function split(all: readonly Ask[], shards: number): BallotTally[] {
  const parts = Array.from({ length: shards }, () => new Shard());
  for (const one of all) parts[Number(one.viewer.slice(1)) % shards]!.take(one);
  return parts.map(({ tally }) => JSON.parse(JSON.stringify(tally)) as BallotTally);
}

/** Changes everything that can be changed. */
function scrawl(part: object): void {
  for (const [name, inner] of Object.entries(part) as [string, unknown][]) {
    if (typeof inner === 'object' && inner !== null) scrawl(inner);
    else Reflect.set(part, name, 'x');
  }
}

describe('tallies of ballots', () => {
  it('[BATTLE-275] a copy is the same, and changes neither with the tally nor the tally with it', () => {
    fc.assert(
      fc.property(asks, asks, (before, after) => {
        const shard = new Shard();
        for (const one of before) shard.take(one);
        const copy = copyTally(shard.tally);
        assert.deepEqual(copy, shard.tally);
        assert.deepEqual(copy, JSON.parse(JSON.stringify(shard.tally)));
        const was = JSON.stringify(copy);
        for (const one of after) shard.take(one);
        assert.equal(JSON.stringify(copy), was);
        const is = JSON.stringify(shard.tally);
        scrawl(copy);
        assert.equal(JSON.stringify(shard.tally), is);
      }),
      { numRuns: 100 },
    );
  });

  it('[BATTLE-14] a tally is the sum over every input that was accepted, and over no other', () => {
    fc.assert(
      fc.property(asks, (all) => {
        const [tally] = split(all, 1);
        const { sums, votes, voters } = expected(all);
        assert.deepEqual(sumsOf(tally!), sums);
        assert.deepEqual([(tally!.votes.red ?? 0) + (tally!.votes.blue ?? 0), tally!.voters], [votes, voters]);
        const red = Object.entries(sums).filter(([name]) => name.includes(' red '));
        assert.equal(
          totalOf(tally!, 'red'),
          red.reduce((sum, [, points]) => sum + points, 0),
        );
      }),
      { numRuns: 300 },
    );
  });

  it('[BATTLE-14] however viewers are split over shards, and in whatever order those are merged, the tally is the same', () => {
    fc.assert(
      fc.property(asks, fc.integer({ min: 2, max: 8 }), fc.infiniteStream(fc.nat(1000)), (all, shards, luck) => {
        const [whole] = split(all, 1);
        const order = split(all, shards)
          .map((tally) => ({ tally, place: luck.next().value }))
          .toSorted((a, b) => a.place - b.place)
          .map(({ tally }) => tally);
        assert.deepEqual(order.reduce(mergeTallies), whole);
        const [first, ...others] = order;
        assert.deepEqual(mergeTallies(first!, others.reduce(mergeTallies)), whole);
      }),
      { numRuns: 300 },
    );
  });

  it('[BATTLE-14] asks that are repeated, or of different viewers in another order, change nothing but what is refused', () => {
    fc.assert(
      fc.property(asks, (all) => {
        const votes = all.filter(({ kind }) => kind === 'votes');
        const byViewer = votes.toSorted((a, b) => (a.viewer < b.viewer ? -1 : a.viewer > b.viewer ? 1 : 0));
        const [once, again] = [split(votes, 1)[0]!, split([...byViewer, ...byViewer], 1)[0]!];
        assert.deepEqual({ ...again, refused: {} }, { ...once, refused: {} });
      }),
      { numRuns: 200 },
    );
  });

  it('[BATTLE-14] merging leaves both tallies as they were, and nothing adds nothing', () => {
    fc.assert(
      fc.property(asks, (all) => {
        const [a, b] = split(all, 2);
        const before = structuredClone([a, b]);
        mergeTallies(a!, b!);
        assert.deepEqual([a, b], before);
        assert.deepEqual(mergeTallies(a!, emptyTally()), a);
        assert.deepEqual(mergeTallies(emptyTally(), a!), a);
      }),
    );
  });

  it('[BATTLE-15] the ten who gave an option the most are known exactly, however the gifts were split', () => {
    const gifts = asks.map((all) => all.map((one): Ask => ({ ...one, kind: 'gifts' })));
    fc.assert(
      fc.property(gifts, fc.integer({ min: 1, max: 4 }), (all, shards) => {
        const sums = new Map<string, number>();
        for (const { viewer, option, count } of all) if (option === 'red') sums.set(viewer, (sums.get(viewer) ?? 0) + count);
        const best = [...sums].map(([viewer, score]) => ({ viewer, name: viewer, score }));
        best.sort((a, b) => b.score - a.score || (a.viewer < b.viewer ? -1 : 1));
        assert.deepEqual(split(all, shards).reduce(mergeTallies).top.red ?? [], best.slice(0, 10));
      }),
    );
  });
});
