/** What can be played, and what time it is. */
import { z } from 'zod';
import type { AnyGame, InputSpec } from '../../../shared/game-kit/index.ts';
import type { FrontDeps } from '../deps.ts';
import { json } from '../http.ts';
import { replies, route } from '../route.ts';
import type { Route } from '../route.ts';
import { clock as clockReply, gameDescription } from '../schemas.ts';

export function gameRoutes({ clock, games }: FrontDeps): Route[] {
  const described = Object.values(games).map(describeGame);
  return [
    route({
      method: 'GET',
      path: '/api/v1/games',
      summary: 'The games, with their settings as JSON Schema.',
      access: 'anybody',
      reply: replies(z.object({ games: z.array(gameDescription) })),
      handle: () => json(200, { games: described }),
    }),
    route({
      method: 'GET',
      path: '/api/v1/time',
      summary: 'Server time.',
      access: 'anybody',
      reply: replies(clockReply),
      handle: () => json(200, { now: clock.now() }),
    }),
  ];
}

function describeGame({ id, title, settings, inputs, phases }: AnyGame): z.infer<typeof gameDescription> {
  const described = Object.entries(inputs as Record<string, InputSpec>).map(([name, { schema, limit }]) => [
    name,
    { schema: asInput(schema), limit },
  ]);
  return {
    id,
    title,
    settings: asInput(settings as z.ZodType),
    inputs: Object.fromEntries(described) as z.infer<typeof gameDescription>['inputs'],
    phases: Object.keys(phases as object),
  };
}

function asInput(schema: z.ZodType): unknown {
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
}
