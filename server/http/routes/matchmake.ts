/** `POST /matchmake/:method/:room`: where stock clients ask for a seat. */
import { z } from 'zod';
import { refuse } from '../../../shared/protocol/index.ts';
import type { FrontDeps } from '../deps.ts';
import { json } from '../http.ts';
import { authContext, badJoin, joinRefusalOf, joinRefusedResponse } from '../matchmaking.ts';
import { replies, route } from '../route.ts';
import type { Route } from '../route.ts';

const seat = z.looseObject({ name: z.string(), sessionId: z.string(), roomId: z.string(), processId: z.string() });

export function matchmakeRoutes({ isDraining, matchmaking }: FrontDeps): Route[] {
  return [
    route({
      method: 'POST',
      path: '/matchmake/:method/:room',
      summary: 'Ask for a seat in a room; the socket follows. Stock clients do this by themselves.',
      // The room itself reads the token: it knows which roles and shows it is for.
      access: 'anybody',
      body: z.record(z.string(), z.unknown()),
      reply: replies(seat),
      refused: joinRefusedResponse,
      handle: async ({ params: { method, room }, body, request }) => {
        if (isDraining()) return refuse('draining');
        const bad = badJoin(method, body);
        if (bad) return bad;
        try {
          return json(200, await matchmaking(method, room, { options: body, context: authContext(request) }));
        } catch (thrown) {
          const refused = joinRefusalOf(thrown);
          if (refused) return refused;
          throw thrown;
        }
      },
    }),
  ];
}
