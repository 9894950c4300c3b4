/** The arithmetic of a receipt's check. On purpose it shares nothing with what made the receipt. */
import type { BattleReceipt } from '../receipt.ts';

type Scores = Record<string, number>;

/** When a slice begins. */
export function beginOf({ periods, sliceMs }: BattleReceipt, slice: number): number {
  let begin = 0;
  for (const period of periods) if (slice >= period.slice) begin = period.startsAt + (slice - period.slice) * sliceMs;
  return begin;
}

/** What points of a side are multiplied by in a slice: by the largest factor that applies. */
function factorOf(receipt: BattleReceipt, side: string, slice: number): number {
  const at = beginOf(receipt, slice);
  const { critical } = receipt.rules;
  const boosts = receipt.boosts.filter((boost) => boost.side === side && boost.from <= at && at < boost.until);
  return Math.max(1, critical && receipt.criticalAt <= at ? critical.factor : 1, ...boosts.map(({ factor }) => factor));
}

/** Every input of a side: the points of one kind in one slice of one show, and what they come to. */
export function inputsOf(receipt: BattleReceipt, side: string): { kind: string; slice: number; points: number; score: number }[] {
  return Object.values(receipt.inputs).flatMap(({ options }) =>
    Object.entries(options[side]?.points ?? {}).flatMap(([kind, slices]) =>
      Object.entries(slices).map(([number, points]) => {
        const slice = Number(number);
        return { kind, slice, points, score: points * factorOf(receipt, side, slice) };
      }),
    ),
  );
}

/** The scores that the slices which `counts` admits come to. */
export function reckon(receipt: BattleReceipt, counts: (slice: number) => boolean): Scores {
  const sums = receipt.sides.map(({ id }) => {
    const inputs = inputsOf(receipt, id).filter(({ slice }) => counts(slice));
    return [id, inputs.reduce((sum, { score }) => sum + score, 0)];
  });
  return Object.fromEntries(sums) as Scores;
}

/** The sides that nobody is in front of. */
export function inFront(scores: Scores): string[] {
  const best = Math.max(...Object.values(scores));
  return Object.keys(scores).filter((side) => scores[side] === best);
}

/** Who is alone in front; null at a tie. */
export function alone(scores: Scores): string | null {
  const [first = null, ...others] = inFront(scores);
  return others.length === 0 ? first : null;
}

/** Slices that begin in a period. */
export function slicesIn({ startsAt, endsAt }: { startsAt: number; endsAt: number }, sliceMs: number): number {
  return Math.max(1, Math.ceil((endsAt - startsAt) / sliceMs));
}
