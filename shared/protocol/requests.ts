/** What a viewer may send to a crowd: one schema per message, types inferred. */
import { z } from 'zod';
import { battleIdSchema, pollIdSchema } from './battles.ts';
import { isJson } from './json.ts';
import { holdIdSchema, saleIdSchema } from './sales.ts';

const key = z.string().min(1).max(64);
/** As long as a show's id may be: in a battle between shows the sides have these. */
const option = z.string().min(1).max(64);

export const viewerRequests = {
  /** Asks for server time: `{ now }`, epoch ms. */
  clock: z.object({}),
  /** An input of the running game. `key` makes a repeated request one input; `n` numbers unanswered ones so that a loss shows. */
  input: z.object({
    round: z.int().min(1),
    type: z.string().min(1).max(32),
    payload: z.unknown().refine(isJson, 'expected JSON'),
    key: key.optional(),
    n: z.int().min(1).optional(),
  }),
  /** Wants units of a sale. `key` makes a repeated grab one grab. */
  grab: z.object({ sale: saleIdSchema, quantity: z.int().min(1).max(1000).default(1), key }),
  /** Gives a hold back, or a place in the queue. */
  release: z.object({ hold: holdIdSchema, key }),
  chat: z.object({ text: z.string().max(2000), key }),
  name: z.object({ name: z.string().max(200) }),
  /** Votes for a side of a battle, or for a poll's choice. `key` makes a repeated vote one vote. */
  vote: z.union([
    z.object({ battle: battleIdSchema, side: option, count: z.int().min(1).max(100).default(1), key }),
    z.object({ poll: pollIdSchema, choice: option, key }),
  ]),
  /** `side`: what a battle's likes are for; the last one voted for, or the show's own, when it is not said. */
  like: z.object({ count: z.int().min(1).max(50), side: option.optional() }),
} as const;

export type ViewerRequestName = keyof typeof viewerRequests;
export type ViewerRequest<N extends ViewerRequestName> = z.infer<(typeof viewerRequests)[N]>;

/** What each request is answered with. */
export interface ViewerReplies {
  clock: { now: number };
  input: { accepted: true };
  /** `expiresAt` is epoch ms; `queued` is the number that the sale's `serving` has to reach. */
  grab: { hold: string; expiresAt: number } | { hold: string; queued: number };
  release: { hold: string };
  /** `left`: votes that this viewer still has. */
  vote: { left: number };
  chat: { id: string };
  name: { name: string };
  like: { accepted: true };
}
