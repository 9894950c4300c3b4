/** Where a show's events go, how that fares, and another try for what was given up. */
import { isRefusal, refuse } from '../../../shared/protocol/index.ts';
import type { Refusal } from '../../../shared/protocol/index.ts';
import type { FrontDeps } from '../deps.ts';
import { json } from '../http.ts';
import { replies, route } from '../route.ts';
import type { Handled, Route } from '../route.ts';
import { endpointAsk, endpointMade, nothing, webhookReport } from '../sale-schemas.ts';

export function webhookRoutes({ shows, webhooks }: FrontDeps): Route[] {
  return [
    route({
      method: 'POST',
      path: '/api/v1/shows/:show/webhooks',
      summary: 'Tell this show’s events to an address, in place of the one before. An old secret goes on signing for a day.',
      access: ['service'],
      body: endpointAsk,
      reply: replies(endpointMade, 201),
      handle: async ({ params: { show }, body }) => {
        if (!shows.summary(show)) return refuse('show/unknown');
        return answer(await webhooks.set(show, body), 201);
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/shows/:show/webhooks',
      summary: 'Where this show’s events go, what waits, and the newest deliveries that were given up.',
      access: ['streamer', 'service'],
      reply: replies(webhookReport),
      handle: async ({ params: { show } }) =>
        shows.summary(show) ? answer(await webhooks.report(show)) : refuse('show/unknown'),
    }),
    route({
      method: 'DELETE',
      path: '/api/v1/shows/:show/webhooks',
      summary: 'Tell this show’s own address nothing more, and forget what waits for it.',
      access: ['service'],
      reply: replies(nothing),
      handle: async ({ params: { show } }) =>
        shows.summary(show) ? answer((await webhooks.remove(show)) ?? {}) : refuse('show/unknown'),
    }),
    route({
      method: 'POST',
      path: '/api/v1/shows/:show/webhooks/deliveries/:delivery/retry',
      summary: 'Try a delivery that was given up once more, from the first attempt on.',
      access: ['streamer', 'service'],
      reply: replies(nothing),
      handle: async ({ params: { show, delivery } }) =>
        shows.summary(show) ? answer((await webhooks.retry(show, delivery)) ?? {}) : refuse('show/unknown'),
    }),
  ];
}

function answer(value: object | Refusal, status = 200): Handled {
  return isRefusal(value) ? value : json(status, value);
}
