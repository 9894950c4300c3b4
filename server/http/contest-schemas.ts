/** The shapes of the HTTP API of battles, polls and gifts. */
import { z } from 'zod';
import { battleReceiptSchema } from '../../shared/battle/index.ts';
import { pollReceiptSchema } from '../../shared/poll/index.ts';
import type { GiftReply } from '../../shared/protocol/index.ts';
import { battleIdSchema, giftIdles, giftRequest, viewerIdSchema } from '../../shared/protocol/index.ts';

const epochMs = z.number().describe('Server time, epoch milliseconds.');

/* -------------------------------------------------------------------- gifts */

/** What every store keeps as it came: no control characters, and no half of a character. */
const keptKey = giftRequest.shape.key.regex(/^[^\p{Cc}\p{Cs}]+$/v, 'no control characters');

export const giftAsk = giftRequest.extend({
  key: keptKey.describe('The platform’s own id of the gift: sent again, it is answered the same and counts once.'),
});

export const giftReply = z.discriminatedUnion('counted', [
  z.object({ counted: z.literal(true), battle: z.string(), side: z.string(), points: z.int() }),
  z.object({
    counted: z.literal(false),
    why: z.enum(giftIdles).describe('Why it moves no score. It was paid for, so it is kept all the same.'),
    battle: z.string().nullable(),
  }),
]) satisfies z.ZodType<GiftReply>;

/** What the demo platform sells, in points. */
export const demoGifts = { rose: 1, rocket: 100 } as const;

export const demoGiftAsk = z.strictObject({
  battle: battleIdSchema,
  side: giftRequest.shape.side.unwrap(),
  gift: z.enum(Object.keys(demoGifts) as (keyof typeof demoGifts)[]),
  key: keptKey,
  name: giftRequest.shape.name.describe('What the viewer is called in the show; without it, as in their token.'),
});

export const giftPage = z.object({
  after: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).default(0),
  limit: z.coerce.number().int().min(1).max(1000).default(200),
});

export const giftList = z.object({
  gifts: z.array(
    z.object({
      key: z.string().describe('As the platform sent it in: what it refunds by.'),
      service: z.string().describe('The `sub` of the token that it was sent in with.'),
      at: epochMs.describe('When it arrived.'),
      viewer: viewerIdSchema,
      name: z.string().optional(),
      side: z.string().optional(),
      gift: z.string().optional(),
      value: z.int(),
      paidAt: epochMs.optional().describe('By the platform’s clock.'),
      reply: giftReply.describe('What was answered. A battle that was cancelled afterwards counts none of them.'),
    }),
  ),
  next: z.int().nullable().describe('Continues the list as `after`; null on the last page.'),
});

/* ----------------------------------------------------------------- receipts */

export const battleReceipt = battleReceiptSchema.describe('What a result was made of: `npm run verify-battle` adds it up again.');
/** Points by slice, and supporters: a list of receipts would carry megabytes of them. */
export const listedBattle = battleReceiptSchema.omit({ inputs: true });
export const pollReceipt = pollReceiptSchema.describe('What a result was made of: `npm run verify-battle` adds it up again.');
