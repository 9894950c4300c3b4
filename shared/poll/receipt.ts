/** A poll's receipt: everything that its result can be recomputed from, by anybody. Plain JSON. */
import { z } from 'zod';
import { countedOf, countedSchema } from '../ballot/receipt.ts';
import type { ShowId } from '../ids.ts';
import type { Poll } from './terms.ts';
import { pollWinner, votesOf } from './votes.ts';

const time = z.int().min(0);

export const pollReceiptSchema = z.strictObject({
  kind: z.literal('poll'),
  show: z.string(),
  id: z.string(),
  rehearsal: z.boolean(),
  question: z.string(),
  choices: z.array(z.strictObject({ id: z.string(), text: z.string() })),
  results: z.enum(['live', 'end']),
  reason: z.enum(['time', 'closed', 'show-ended', 'rehearsal-ended']),
  startedAt: time,
  endsAt: time,
  endedAt: time,
  counted: countedSchema,
  /** Shards whose last word did not arrive in time. */
  missing: z.array(z.int().min(0)),
  /** The winner is null at a tie, and when nobody voted. */
  result: z.strictObject({ votes: z.record(z.string(), z.int().min(0)), winner: z.string().nullable() }),
});
export type PollReceipt = z.infer<typeof pollReceiptSchema>;

/** Of a closed poll. */
export function pollReceipt(poll: Poll, show: ShowId): PollReceipt {
  const { id, rehearsal, question, choices, results, reason, startedAt, endsAt, endedAt, tally, missing } = poll;
  if (reason === null || poll.status === 'open') throw new Error(`poll ${id} has no receipt yet: it is open`);
  const ids = choices.map((choice) => choice.id);
  return structuredClone({
    kind: 'poll',
    show,
    id,
    rehearsal,
    question,
    choices: [...choices],
    results,
    reason,
    startedAt,
    endsAt,
    endedAt,
    counted: countedOf(tally, ids),
    missing: [...missing],
    result: { votes: votesOf(poll), winner: pollWinner(poll) },
  } satisfies PollReceipt);
}
