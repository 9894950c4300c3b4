/** Reckons a battle the slow and obvious way: input by input, by the time at which each arrived. Shares no code with the rules. */
import type { Battle } from '../../../shared/battle/index.ts';
import type { Taken } from './world.ts';

/** What each side has of the inputs whose slices begin before a time. */
export function reckoned(battle: Battle, taken: readonly Taken[], before = Infinity): Record<string, number> {
  const scores = Object.fromEntries(battle.sides.map(({ id }) => [id, 0]));
  for (const { side, points, at } of taken) {
    const begin = sliceBegin(battle, at);
    if (begin < before) scores[side] = scores[side]! + points * multiplier(battle, side, begin);
  }
  return scores;
}

/** The side with more than any other, or nobody. */
export function ahead(scores: Record<string, number>): string | null {
  const [first, second] = Object.entries(scores).toSorted(([, a], [, b]) => b - a);
  return first![1] > second![1] ? first![0] : null;
}

function sliceBegin({ periods, sliceMs }: Battle, at: number): number {
  let begin = 0;
  for (const { startsAt } of periods) if (startsAt <= at) begin = startsAt;
  while (begin + sliceMs <= at) begin += sliceMs;
  return begin;
}

function multiplier({ rules, criticalAt, boosts }: Battle, side: string, begin: number): number {
  const applying = [1];
  if (rules.critical && begin >= criticalAt) applying.push(rules.critical.factor);
  for (const boost of boosts) if (boost.side === side && boost.from <= begin && begin < boost.until) applying.push(boost.factor);
  return Math.max(...applying);
}
