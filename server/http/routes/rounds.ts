/** Receipts of settled rounds: the result, who won, and what a stranger needs to check a draw. */
import { z } from 'zod';
import { refuse } from '../../../shared/protocol/index.ts';
import type { FrontDeps } from '../deps.ts';
import { json } from '../http.ts';
import { replies, route } from '../route.ts';
import type { Route } from '../route.ts';
import { page, receipt } from '../schemas.ts';

const roundNumber = /^[1-9]\d{0,9}$/;

export function roundRoutes({ journal, shows }: FrontDeps): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/shows/:show/rounds',
      summary: 'The settled rounds, newest first.',
      access: 'signed-in',
      query: page,
      reply: replies(z.object({ rounds: z.array(receipt) })),
      handle: async ({ params: { show }, query: { limit } }) => {
        if (!shows.summary(show)) return refuse('show/unknown');
        return json(200, { rounds: await journal.receipts(show, 'round', limit) });
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/shows/:show/rounds/:round',
      summary: 'One settled round; a draw’s receipt holds its commitment, seed and entries.',
      access: 'signed-in',
      reply: replies(receipt),
      handle: async ({ params: { show, round } }) => {
        if (!shows.summary(show)) return refuse('show/unknown');
        const found = roundNumber.test(round) ? await journal.receipt(show, 'round', round) : null;
        return found ? json(200, found) : refuse('round/unknown');
      },
    }),
  ];
}
