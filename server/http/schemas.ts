/** The shapes of the HTTP API that are not on the socket as well. */
import { z } from 'zod';
import type { ShowSummary } from '../../rooms/services.ts';
import { errors, roles, showIdSchema, tokenRequest } from '../../shared/protocol/index.ts';
import type { AuditEntry, ErrorCode } from '../../shared/protocol/index.ts';

const epochMs = z.number().describe('Server time, epoch milliseconds.');

export const newShow = z.object({
  id: showIdSchema.optional(),
  title: z.string().trim().min(1).max(120),
  expectedViewers: z.int().min(1).max(5_000_000).optional(),
  locale: z.string().min(2).max(35).optional(),
  startsAt: z.int().positive().optional(),
});

export const showSummary = z.object({
  id: showIdSchema,
  title: z.string(),
  status: z.enum(['scheduled', 'live', 'ended']),
  shards: z.int(),
  viewers: z.int(),
  startsAt: epochMs,
  round: z.object({ id: z.int(), game: z.string(), phase: z.string() }).nullable(),
}) satisfies z.ZodType<ShowSummary>;

export const auditEntry = z.object({
  id: z.string(),
  at: epochMs,
  by: z.string(),
  role: z.string(),
  command: z.string(),
  args: z.unknown(),
  outcome: z.enum(['accepted', 'refused']),
  code: z.string().optional(),
  before: z.unknown(),
  after: z.unknown(),
}) satisfies z.ZodType<Omit<AuditEntry, 'code'>>;

export const receipt = z
  .record(z.string(), z.unknown())
  .describe('The result, the inputs of the verdict, winners and a draw’s proof.');

export const errorBody = z.object({
  error: z.object({
    code: z.enum(Object.keys(errors) as [ErrorCode, ...ErrorCode[]]),
    message: z.string(),
    retry: z.boolean().describe('Whether the same request may succeed later.'),
    detail: z.string().optional(),
    retryAfterMs: z.number().optional(),
  }),
});

export const commandReply = z.union([
  z.object({ ok: z.literal(true), round: z.int().optional(), sale: z.string().optional() }),
  z.object({ ok: z.literal(false), ...errorBody.shape.error.shape }),
]);

export const manyTokens = z.union([tokenRequest, z.array(tokenRequest).min(1).max(1000)]);
export const demoTokenRequest = z.object({
  role: z.enum(roles),
  show: tokenRequest.shape.show,
  name: tokenRequest.shape.name,
  level: tokenRequest.shape.level,
});
export const mintedToken = z.object({ token: z.string(), sub: z.string(), expiresAt: epochMs });

export const receiptPage = z.object({ limit: z.coerce.number().int().min(1).max(50).default(20) });
export const auditPage = z.object({
  limit: z.coerce.number().int().min(1).max(500).default(50),
  before: z.string().min(1).max(64).optional(),
});

export const clock = z.object({ now: epochMs });

export const gameDescription = z.object({
  id: z.string(),
  title: z.object({ en: z.string(), 'zh-CN': z.string() }),
  settings: z.unknown().describe('A JSON Schema; every field has a default.'),
  inputs: z.record(z.string(), z.object({ schema: z.unknown(), limit: z.object({ perSecond: z.number(), burst: z.number() }) })),
  phases: z.array(z.string()),
});
