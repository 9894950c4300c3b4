/** The demo platform: in demo mode a viewer sends a gift with one press, and nobody pays for it. */
import type { Claims } from '../../../shared/protocol/index.ts';
import { isRefusal, refuse } from '../../../shared/protocol/index.ts';
import { demoGiftAsk, demoGifts, giftReply } from '../contest-schemas.ts';
import type { FrontDeps } from '../deps.ts';
import { json } from '../http.ts';
import { replies, route } from '../route.ts';
import type { Route } from '../route.ts';

export function demoGiftRoutes({ config, shows }: FrontDeps): Route[] {
  if (!config.demo) return [];
  return [
    route({
      method: 'POST',
      path: '/api/v1/demo/gifts',
      summary: 'The demo platform sends in a gift of the caller. The same key again is the same gift. Demo mode only.',
      access: ['viewer'],
      body: demoGiftAsk,
      reply: replies(giftReply),
      handle: async ({ body, claims }) => {
        const { sub, name } = claims;
        const show = showOf(claims, body.battle);
        if (!shows.summary(show)) return refuse('show/unknown');
        const gift = { ...(name !== undefined && { name }), ...body, viewer: sub, value: demoGifts[body.gift] };
        // A service for each viewer: nobody uses up another one's keys.
        const answer = await shows.gift(show, gift, `demo:${sub}`);
        return isRefusal(answer) ? answer : json(200, answer);
      },
    }),
  ];
}

/** A battle between two shows is in both: it is the token that says in which of them this viewer is. */
function showOf({ show }: Claims, battle: string): string {
  return show === '*' ? battle.slice(0, battle.lastIndexOf('.')) : show;
}
