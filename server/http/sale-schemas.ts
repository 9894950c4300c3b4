/** The shapes of the HTTP API of sales, holds and webhooks. */
import { z } from 'zod';
import { webhookEvents } from '../../rooms/webhooks.ts';
import type { WebhookReport } from '../../rooms/webhooks.ts';
import { holdIdSchema, orderIdSchema } from '../../shared/protocol/index.ts';
import { longestList } from './newest-holds.ts';
import { isWebhookSecret } from '../webhooks/secrets.ts';

const epochMs = z.number().describe('Server time, epoch milliseconds.');

/* -------------------------------------------------------------------- holds */

/** What every store keeps as it came: no control characters, and no half of a character. */
const orderId = orderIdSchema.regex(/^[^\p{Cc}\p{Cs}]+$/u, 'no control characters');

export const confirmAsk = z.object({ order: orderId.describe('The shop’s own id of the order.') });
export const checkoutAsk = z.object({ hold: holdIdSchema });
const named = { hold: z.string(), show: z.string(), sale: z.string() };
export const releasedHold = z.object(named);
export const confirmation = z.object({ ...named, order: z.string(), viewer: z.string(), quantity: z.int() });

/* -------------------------------------------------------------------- sales */

export const linePage = z.object({
  after: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).default(0),
  limit: z.coerce.number().int().min(1).max(1000).default(200),
});
export const holdPage = z.object({ limit: z.coerce.number().int().min(1).max(longestList).default(100) });

const totals = z.object({
  seq: z.int(),
  stock: z.int(),
  perViewer: z.int(),
  available: z.int(),
  held: z.int(),
  sold: z.int(),
  queued: z.int(),
  serving: z.int(),
});

export const ledgerReply = z.object({
  lines: z.array(
    z.looseObject({
      kind: z.enum(['open', 'adjust', 'close', 'queue', 'hold', 'confirm', 'release', 'expire']),
      at: epochMs,
      after: totals.describe('How the stock stands from this line on; `seq` numbers the line.'),
    }),
  ),
  next: z.int().nullable().describe('Continues the list as `after`; null on the last page.'),
  totals: totals.nullable().describe('What all lines add up to, added up anew. On the last page only.'),
  agrees: z.boolean().nullable().describe('Whether every line says what those up to it add up to. On the last page only.'),
  firstWrong: z.int().nullable().describe('The number of the first line that does not.'),
  commitment: z.string().nullable().describe('SHA-256 of the seed, as it stood in the state from the beginning.'),
  seed: z.string().nullable().describe('Orders the grabs that came a moment early. Null until the sale is over.'),
});

export const holdList = z.object({
  total: z.int().describe('All there ever were.'),
  holds: z.array(
    z.object({
      hold: z.string(),
      sale: z.string(),
      viewer: z.string(),
      quantity: z.int(),
      at: epochMs,
      status: z.enum(['queued', 'held', 'confirmed', 'released', 'expired']),
      expiresAt: epochMs.optional(),
      order: z.string().optional(),
      number: z.int().optional(),
      by: z.enum(['viewer', 'shop', 'cancellation', 'shortage']).optional(),
    }),
  ),
});

/* ----------------------------------------------------------------- webhooks */

const webhookEvent = z.enum(webhookEvents);

export const endpointAsk = z.object({
  url: z.string().min(1).max(2000),
  secret: z.string().refine(isWebhookSecret, 'whsec_ and the base64 of 24 to 64 random bytes').optional(),
  events: z.array(webhookEvent).min(1).optional(),
});
export const endpointMade = z.object({
  id: z.string(),
  secret: z.string().describe('Signs every delivery. Shown this once.'),
});

export const webhookReport = z.object({
  endpoints: z.array(
    z.object({
      id: z.string(),
      scope: z.enum(['show', 'all']).describe('The show’s own, or the configured one that is told of every show.'),
      url: z.string().describe('Without what may be secret in it.'),
      events: z.array(webhookEvent),
      stoppedAt: epochMs.nullable().describe('When the endpoint said that it is gone (410).'),
      waiting: z.int(),
      dead: z.int(),
    }),
  ),
  deadLetters: z.array(
    z.object({
      delivery: z.string(),
      endpoint: z.string(),
      event: webhookEvent,
      subject: z.string(),
      at: epochMs,
      attempts: z.int(),
      lastError: z.string(),
    }),
  ),
}) satisfies z.ZodType<Omit<WebhookReport, 'endpoints'>>;

export const nothing = z.object({});
