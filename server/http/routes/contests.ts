/** Receipts of settled battles and polls: the result, and what a stranger needs to add it up again. */
import { z } from 'zod';
import { battleIdSchema, pollIdSchema, refuse } from '../../../shared/protocol/index.ts';
import type { Role } from '../../../shared/protocol/index.ts';
import type { FrontDeps } from '../deps.ts';
import { json } from '../http.ts';
import { replies, route } from '../route.ts';
import type { Route } from '../route.ts';
import { battleReceipt, listedBattle, pollReceipt } from '../contest-schemas.ts';
import { receiptPage } from '../schemas.ts';
import { withoutViewers } from '../without-viewers.ts';

const mayKnowViewers: ReadonlySet<Role> = new Set(['streamer', 'moderator', 'service']);

export function contestRoutes({ journal, shows }: FrontDeps): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/shows/:show/battles',
      summary: 'The battles that are over, newest first, without the points that their results were added up from.',
      access: 'signed-in',
      query: receiptPage,
      reply: replies(z.object({ battles: z.array(listedBattle) })),
      handle: async ({ params: { show }, query: { limit } }) => {
        if (!shows.summary(show)) return refuse('show/unknown');
        return json(200, { battles: (await journal.receipts(show, 'battle', limit)).map(withoutInputs) });
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/shows/:show/battles/:battle',
      summary: 'One battle that is over, with all that its result can be added up from. Viewers get supporters by name only.',
      access: 'signed-in',
      reply: replies(battleReceipt),
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
      reply: replies(z.object({ polls: z.array(pollReceipt) })),
      handle: async ({ params: { show }, query: { limit } }) =>
        shows.summary(show) ? json(200, { polls: await journal.receipts(show, 'poll', limit) }) : refuse('show/unknown'),
    }),
    route({
      method: 'GET',
      path: '/api/v1/shows/:show/polls/:poll',
      summary: 'One closed poll, with all that its result can be added up from.',
      access: 'signed-in',
      reply: replies(pollReceipt),
      handle: async ({ params: { show, poll } }) => {
        if (!shows.summary(show)) return refuse('show/unknown');
        const found = pollIdSchema.safeParse(poll).success ? await journal.receipt(show, 'poll', poll) : null;
        return found ? json(200, found) : refuse('poll/unknown');
      },
    }),
  ];
}

function withoutInputs(receipt: unknown): unknown {
  const { inputs: _points, ...rest } = receipt as { inputs?: unknown };
  return rest;
}

/** Ids are between the platform and the show's staff; everybody else knows supporters by their names. */
function told(receipt: unknown, role: Role): unknown {
  return mayKnowViewers.has(role) ? receipt : withoutViewers(receipt);
}
