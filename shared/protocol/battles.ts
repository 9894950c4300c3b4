/** What battles, votes, gifts, polls and rules are made of on the wire. */
import { z } from 'zod';
import type { OptionId } from '../ballot/index.ts';
import type { ContestId } from '../ids.ts';
import { showIdSchema, viewerIdSchema } from './tokens.ts';

const seconds = 1000;
const minutes = 60 * seconds;

const optionId = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9\-]{0,30}[a-z0-9])?$/v, 'lower-case letters, digits and dashes, at most 32');
/** A side that there is: in a battle between shows it has the id of its show, which may be longer. */
const sideId = showIdSchema;
const giftKind = z.string().min(1).max(64);

export const battleIdSchema = z.string().regex(/^[a-z0-9\-]{1,64}\.battle-\d{1,9}$/v, '<show>.battle-<n>');
export const pollIdSchema = z.string().regex(/^poll-\d{1,9}$/v, 'poll-<n>');

/** Every field has a default; see `BattleRules` for what each means. Strict, as gifts are money. */
export const battleRules = z.strictObject({
  durationMs: z
    .int()
    .min(10 * seconds)
    .max(30 * minutes)
    .default(180 * seconds),
  prepareMs: z
    .int()
    .min(0)
    .max(5 * minutes)
    .default(5 * seconds),
  votesPerViewer: z.int().min(0).max(100).default(10),
  likesPerViewer: z.int().min(0).max(1000).default(5),
  weights: z
    .array(z.strictObject({ level: z.int().min(0).max(999), weight: z.int().min(1).max(10) }))
    .max(10)
    .default([]),
  gifts: z.union([z.enum(['all', 'none']), z.array(giftKind).min(1).max(20)]).default('all'),
  giftGraceMs: z
    .int()
    .min(0)
    .max(10 * seconds)
    .default(2 * seconds),
  critical: z
    .strictObject({
      lastMs: z
        .int()
        .min(1 * seconds)
        .max(5 * minutes),
      factor: z.int().min(2).max(5),
    })
    .nullable()
    .default({ lastMs: 10 * seconds, factor: 2 }),
  mistMs: z
    .int()
    .min(0)
    .max(5 * minutes)
    .default(0),
  overtimes: z.int().min(0).max(3).default(3),
  boostsPerSide: z.int().min(0).max(10).default(3),
  minScore: z.int().min(0).max(1_000_000_000).default(0),
  draw: z.enum(['draw', 'earliest']).default('draw'),
  verdict: z
    .strictObject({
      kind: z.enum(['highlight', 'forfeit']).default('highlight'),
      text: z.string().max(120).default(''),
      durationMs: z
        .int()
        .min(0)
        .max(5 * minutes)
        .default(15 * seconds),
    })
    .default({ kind: 'highlight', text: '', durationMs: 15 * seconds }),
});

const sideName = z.string().trim().min(1).max(40);

export const battleStart = battleRules.extend({
  sides: z
    .array(z.strictObject({ id: optionId, name: sideName }))
    .min(2)
    .max(4),
});

/** The side of each show has the show's id; without names they are the shows' titles. */
export const battleInvite = battleRules.extend({ show: showIdSchema, name: sideName.optional() });

export const battleBoost = z.strictObject({
  side: sideId,
  factor: z.int().min(2).max(5).default(2),
  ms: z
    .int()
    .min(5 * seconds)
    .max(60 * seconds)
    .default(30 * seconds),
});

export const pollStart = z.strictObject({
  question: z.string().trim().min(1).max(200),
  choices: z
    .array(z.strictObject({ id: optionId.optional(), text: z.string().trim().min(1).max(80) }))
    .min(2)
    .max(5),
  durationMs: z
    .int()
    .min(10 * seconds)
    .max(30 * minutes)
    .default(60 * seconds),
  results: z.enum(['live', 'end']).default('live'),
});

/** When something settles so, or a goal is reached, the stage fires that item of the rundown, once. */
export const showRule = z.strictObject({
  id: z.string().min(1).max(64),
  when: z.discriminatedUnion('kind', [
    /** A battle settled with this winner; without `side`, with any. */
    z.strictObject({ kind: z.literal('battle-won'), side: sideId.optional() }),
    z.strictObject({ kind: z.literal('battle-drawn') }),
    /** The sides of one battle have this much together. */
    z.strictObject({ kind: z.literal('battle-total'), points: z.int().min(1).max(1_000_000_000) }),
    /** A poll closed with this choice alone in front; without `choice`, any. */
    z.strictObject({ kind: z.literal('poll-won'), choice: optionId.optional() }),
    /** A round of this game settled with at least one winner. */
    z.strictObject({ kind: z.literal('round-won'), game: z.string().min(1).max(64).optional() }),
    /** The show's likes, or the points of its gifts, have grown by so much since the rule was set: a goal of the whole crowd. */
    z.strictObject({ kind: z.literal('goal'), of: z.enum(['likes', 'gifts']), target: z.int().min(1).max(1_000_000_000) }),
  ]),
  /** The rundown item. */
  item: z.string().min(1).max(64),
});
export type ShowRule = z.infer<typeof showRule>;

/** A gift that the platform has been paid for. Without `battle` it is for the one that runs. */
export const giftRequest = z.strictObject({
  /** Scoped to the show and the service: the same key is answered the same, and counts once. */
  key: z.string().min(1).max(64),
  viewer: viewerIdSchema,
  name: z.string().max(64).optional(),
  battle: battleIdSchema.optional(),
  side: sideId.optional(),
  /** The platform's name of the kind of gift. */
  gift: giftKind.optional(),
  /** Points. */
  value: z.int().min(1).max(100_000_000),
  /** When it was paid, epoch ms, by the platform's clock: a gift may arrive a moment after the end. */
  paidAt: z.int().positive().optional(),
});
export type GiftRequest = z.infer<typeof giftRequest>;

/** Why an accepted gift moves no score. It was paid, so it is kept and answered all the same. */
export const giftIdles = ['no-battle', 'not-started', 'too-late', 'no-side', 'other-kind', 'no-gifts', 'rehearsal'] as const;
export type GiftIdle = (typeof giftIdles)[number];

export type GiftReply =
  | { counted: true; battle: ContestId; side: OptionId; points: number }
  | { counted: false; why: GiftIdle; battle: ContestId | null };

/** What one viewer has used of a battle or poll. */
export interface OwnVotes {
  contest: ContestId;
  left: number;
  /** What they voted for last. */
  last: OptionId;
}
