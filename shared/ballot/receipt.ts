/** What a receipt says of the votes, likes and gifts that were counted: shapes, and how they are made of tallies. */
import { z } from 'zod';
import type { BallotTally } from './tally.ts';
import type { OptionId } from './terms.ts';

const whole = z.int().min(0);
/** Points by the number of the slice. */
const bySlice = z.record(z.string().regex(/^\d{1,9}$/v, 'the number of a slice'), z.int().min(1));

/** What one show, or one poll, counted. */
export const countedSchema = z.strictObject({
  /** Viewers of whom a vote was accepted. */
  voters: whole,
  /** What did not count: votes by the code that says why, gifts by their `why`. */
  refused: z.record(z.string(), z.int().min(1)),
  options: z.record(
    z.string(),
    z.strictObject({
      /** Accepted votes, each once whatever it weighs. */
      votes: whole,
      /** Points by kind and slice: weights are in them, factors are not. */
      points: z.strictObject({ votes: bySlice, likes: bySlice, gifts: bySlice }),
      /** Whose gifts were worth the most, before any factor. Viewers who ask for a receipt get it without ids. */
      supporters: z.array(z.strictObject({ viewer: z.string().optional(), name: z.string(), score: z.int().min(1) })),
    }),
  ),
});
export type Counted = z.infer<typeof countedSchema>;

export function countedOf({ points, votes, voters, refused, top }: BallotTally, options: readonly OptionId[]): Counted {
  const optionOf = (id: OptionId): Counted['options'][string] => ({
    votes: votes[id] ?? 0,
    points: { votes: { ...points.votes[id] }, likes: { ...points.likes[id] }, gifts: { ...points.gifts[id] } },
    supporters: (top[id] ?? []).map((row) => ({ ...row })),
  });
  return { voters, refused: { ...refused }, options: Object.fromEntries(options.map((id) => [id, optionOf(id)])) };
}
