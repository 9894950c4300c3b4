/** What a battle's or a poll's record adds up to: points by side and kind, and what did not count. */
import type { BattleReceipt } from '../../../shared/battle/index.ts';
import { pointKinds } from '../../../shared/ballot/terms.ts';
import type { PointKind } from '../../../shared/ballot/terms.ts';

type Counted = BattleReceipt['inputs'][string];

/** One side's input: points before any multiplier, and accepted votes. */
export interface InputRow {
  side: string;
  name: string;
  index: number;
  votes: number;
  points: Record<PointKind, number>;
  /** Points with multipliers: what counts. */
  score: number;
}

export function inputRows({ sides, inputs, result }: Pick<BattleReceipt, 'sides' | 'inputs' | 'result'>): InputRow[] {
  const counted = Object.values(inputs);
  return sides.map(({ id, name }, index) => ({
    side: id,
    name,
    index,
    votes: sum(counted.map(({ options }) => options[id]?.votes ?? 0)),
    points: Object.fromEntries(
      pointKinds.map((kind) => [kind, sum(counted.flatMap(({ options }) => Object.values(options[id]?.points[kind] ?? {})))]),
    ) as InputRow['points'],
    score: result.scores[id] ?? 0,
  }));
}

/** Votes, likes and gifts that did not count, by the code that says why, the most first. */
export function refusedRows(inputs: readonly Pick<Counted, 'refused'>[]): { code: string; count: number }[] {
  const byCode = new Map<string, number>();
  for (const { refused } of inputs)
    for (const [code, count] of Object.entries(refused)) byCode.set(code, (byCode.get(code) ?? 0) + count);
  return [...byCode].map(([code, count]) => ({ code, count })).toSorted((a, b) => b.count - a.count);
}

export function votersIn(inputs: readonly Pick<Counted, 'voters'>[]): number {
  return sum(inputs.map(({ voters }) => voters));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}
