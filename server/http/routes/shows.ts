/** Shows: the list, new ones, one of them, its orders, its winners and its audit log. */
import { z } from 'zod';
import { commandEnvelope, coversShow, errors, isRefusal, refuse } from '../../../shared/protocol/index.ts';
import type { PanelState } from '../../../shared/protocol/index.ts';
import { toCsv } from '../csv.ts';
import type { FrontDeps } from '../deps.ts';
import { describedCommand } from '../describe-commands.ts';
import { json, plain } from '../http.ts';
import { replies, route } from '../route.ts';
import type { Route } from '../route.ts';
import { auditEntry, auditPage, commandReply, newShow, showSummary } from '../schemas.ts';

const staff = ['streamer', 'moderator', 'service'] as const;
const winnerColumns = ['round', 'game', 'rank', 'viewer', 'name', 'prize', 'amount', 'status', 'rehearsal'] as const;

export function showRoutes({ journal, shows }: FrontDeps): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/shows',
      summary: 'The shows that the token covers.',
      access: staff,
      reply: replies(z.object({ shows: z.array(showSummary) })),
      handle: ({ claims }) => json(200, { shows: shows.list().filter(({ id }) => coversShow(claims, id)) }),
    }),
    route({
      method: 'POST',
      path: '/api/v1/shows',
      summary: 'Create a show. A token for one show may create that one only.',
      access: ['streamer', 'service'],
      body: newShow,
      reply: replies(showSummary, 201),
      handle: async ({ body, claims }) => {
        const id = body.id ?? (claims.show === '*' ? undefined : claims.show);
        if (id !== undefined && !coversShow(claims, id)) return refuse('auth/wrong-show');
        const made = await shows.create({ ...body, id });
        if (isRefusal(made)) return made;
        const response = json(201, made);
        return { ...response, headers: { ...response.headers, location: `/api/v1/shows/${made.id}` } };
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/shows/:show',
      summary: 'One show, with the state that viewers see.',
      access: 'signed-in',
      reply: replies(showSummary.extend({ state: z.unknown() })),
      handle: ({ params: { show } }) => {
        const summary = shows.summary(show);
        return summary ? json(200, { ...summary, state: shows.state(show)?.state ?? null }) : refuse('show/unknown');
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/shows/:show/commands',
      summary: 'Give an order. The same id again is answered the same and does nothing twice.',
      access: 'signed-in',
      body: commandEnvelope,
      described: describedCommand,
      reply: replies(commandReply),
      refused: (refusal) => json(errors[refusal.code].status, { ok: false, ...refusal }),
      handle: async ({ params: { show }, body, claims }) => {
        const reply = await shows.command(show, body, claims);
        return json(reply.ok ? 200 : errors[reply.code].status, reply);
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/shows/:show/winners.csv',
      summary: 'Everybody who won a prize, for a spreadsheet.',
      access: staff,
      reply: { status: 200, type: 'text/csv' },
      handle: ({ params: { show } }) => {
        const known = shows.state(show);
        if (!known) return refuse('show/unknown');
        const { winners } = known.panel as PanelState;
        const response = plain(200, toCsv(winnerColumns, winners), 'text/csv; charset=utf-8');
        return {
          ...response,
          headers: { ...response.headers, 'content-disposition': `attachment; filename="winners-${show}.csv"` },
        };
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/shows/:show/audit',
      summary: 'Who ordered what, newest first. `next` continues the list as `before`.',
      access: staff,
      query: auditPage,
      reply: replies(z.object({ entries: z.array(auditEntry), next: z.string().nullable() })),
      handle: async ({ params: { show }, query: { limit, before } }) => {
        if (!shows.summary(show)) return refuse('show/unknown');
        const entries = await journal.audit(show, before === undefined ? { limit } : { limit, before });
        return json(200, { entries, next: entries.length === limit ? (entries.at(-1)?.id ?? null) : null });
      },
    }),
  ];
}
