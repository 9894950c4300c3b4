/** Receipts of settled battles and polls: the result, and what a stranger needs to add it up again. */
import { z } from 'zod';
import type { ReceiptKind } from '../../../rooms/journal.ts';
import { battleIdSchema, pollIdSchema, refuse } from '../../../shared/protocol/index.ts';
import type { Role } from '../../../shared/protocol/index.ts';
import type { FrontDeps } from '../deps.ts';
import { json } from '../http.ts';
import { replies, route } from '../route.ts';
import type { Route } from '../route.ts';
import { contestReceipt } from '../contest-schemas.ts';
import { receiptPage } from '../schemas.ts';
import { withoutViewers } from '../without-viewers.ts';

const mayKnowViewers: ReadonlySet<Role> = new Set(['streamer', 'moderator', 'service']);

export function contestRoutes({ journal, shows }: FrontDeps): Route[] {
  const newest = async (show: string, kind: ReceiptKind, { limit, role }: { limit: number; role: Role }) => {
    const receipts = await journal.receipts(show, kind, limit);
    return receipts.map((receipt) => told(receipt, role));
  };

  return [
    route({
      method: 'GET',
      path: '/api/v1/shows/:show/battles',
      summary: 'The battles that are over, newest first. Viewers’ tokens get supporters by name only.',
      access: 'signed-in',
      query: receiptPage,
      reply: replies(z.object({ battles: z.array(contestReceipt) })),
      handle: async ({ params: { show }, query: { limit }, claims: { role } }) =>
        shows.summary(show) ? json(200, { battles: await newest(show, 'battle', { limit, role }) }) : refuse('show/unknown'),
    }),
    route({
      method: 'GET',
      path: '/api/v1/shows/:show/battles/:battle',
      summary: 'One battle that is over, with all that its result can be added up from.',
      access: 'signed-in',
      reply: replies(contestReceipt),
      handle: async ({ params: { show, battle }, claims: { role } }) => {
        if (!shows.summary(show)) return refuse('show/unknown');
        const isId = battleIdSchema.safeParse(battle).success;
        const found = isId ? await journal.receipt(show, 'battle', battle) : null;
        return found ? json(200, told(found, role)) : refuse('battle/unknown');
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/shows/:show/polls',
      summary: 'The closed polls, newest first.',
      access: 'signed-in',
      query: receiptPage,
      reply: replies(z.object({ polls: z.array(contestReceipt) })),
      handle: async ({ params: { show }, query: { limit }, claims: { role } }) =>
        shows.summary(show) ? json(200, { polls: await newest(show, 'poll', { limit, role }) }) : refuse('show/unknown'),
    }),
    route({
      method: 'GET',
      path: '/api/v1/shows/:show/polls/:poll',
      summary: 'One closed poll, with all that its result can be added up from.',
      access: 'signed-in',
      reply: replies(contestReceipt),
      handle: async ({ params: { show, poll }, claims: { role } }) => {
        if (!shows.summary(show)) return refuse('show/unknown');
        const found = pollIdSchema.safeParse(poll).success ? await journal.receipt(show, 'poll', poll) : null;
        return found ? json(200, told(found, role)) : refuse('poll/unknown');
      },
    }),
  ];
}

/** Ids are between the platform and the show's staff; everybody else knows supporters by their names. */
function told(receipt: unknown, role: Role): unknown {
  return mayKnowViewers.has(role) ? receipt : withoutViewers(receipt);
}
