/** What a battle and a poll must come to, reckoned from what viewers did one by one: it knows neither slices' tallies nor shards. */
import type { BattleReceipt } from '../../shared/battle/index.ts';

/** A vote that was taken: its level, and when it arrived. */
export interface TakenVote {
  viewer: string;
  side: string;
  count: number;
  level: number;
  at: number;
}

export interface TakenLike {
  viewer: string;
  side: string;
  at: number;
}

export interface TakenGift {
  viewer: string;
  side: string;
  value: number;
  at: number;
}

export interface Expected {
  scores: Record<string, number>;
  votes: Record<string, number>;
  voters: number;
  /** The points of gifts by side, then by viewer. */
  given: Record<string, Record<string, number>>;
}

/** Of the receipt it takes the times and the boosts: whether those are right is asked elsewhere. */
export function expectedBattle(
  receipt: BattleReceipt,
  { votes, likes, gifts }: { votes: readonly TakenVote[]; likes: readonly TakenLike[]; gifts: readonly TakenGift[] },
): Expected {
  const zeros = () => Object.fromEntries(receipt.sides.map(({ id }) => [id, 0]));
  const expected: Expected = { scores: zeros(), votes: zeros(), voters: 0, given: {} };
  const count = (side: string, points: number, at: number): void => {
    expected.scores[side]! += points * factorAt(receipt, side, at);
  };
  for (const { side, count: some, level, at } of votes) {
    expected.votes[side]! += some;
    count(side, some * (receipt.rules.weights.findLast((step) => level >= step.level)?.weight ?? 1), at);
  }
  for (const { side, at } of likes) count(side, 1, at);
  for (const { side, viewer, value, at } of gifts) {
    count(side, value, at);
    const given = (expected.given[side] ??= {});
    given[viewer] = (given[viewer] ?? 0) + value;
  }
  expected.voters = new Set(votes.map(({ viewer }) => viewer)).size;
  return expected;
}

/** The factor of the second, or whatever a slice is, in which it arrived: the largest of what applies when that begins. */
function factorAt({ periods, sliceMs, rules, criticalAt, boosts }: BattleReceipt, side: string, at: number): number {
  const { startsAt } = periods.findLast((period) => period.startsAt <= at)!;
  const begins = startsAt + Math.floor((at - startsAt) / sliceMs) * sliceMs;
  const factors = boosts.filter((boost) => boost.side === side && boost.from <= begins && begins < boost.until);
  const critical = rules.critical && begins >= criticalAt ? rules.critical.factor : 1;
  return Math.max(1, critical, ...factors.map(({ factor }) => factor));
}
