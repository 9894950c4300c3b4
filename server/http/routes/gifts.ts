/** Gifts, for the platform's back end: sent in once they are paid for, and listed again for refunds. */
import type { StoredGift } from '../../../rooms/journal.ts';
import { battleIdSchema, isRefusal, refuse } from '../../../shared/protocol/index.ts';
import { giftAsk, giftList, giftPage, giftReply } from '../contest-schemas.ts';
import type { FrontDeps } from '../deps.ts';
import { json } from '../http.ts';
import { replies, route } from '../route.ts';
import type { Route } from '../route.ts';

export function giftRoutes({ journal, shows }: FrontDeps): Route[] {
  /** Of a battle that is over there is a receipt; the one that goes on stands in the state. */
  const isKnown = async (show: string, battle: string): Promise<boolean> => {
    const { battle: shown } = (shows.state(show)?.state ?? {}) as { battle?: { id?: string } };
    return shown?.id === battle || (await journal.receipt(show, 'battle', battle)) !== null;
  };

  return [
    route({
      method: 'POST',
      path: '/api/v1/shows/:show/gifts',
      summary: 'A gift that was paid for. Answered once it is durable; the same key again is answered the same and counts once.',
      access: ['service'],
      body: giftAsk,
      reply: replies(giftReply),
      handle: async ({ params: { show }, body, claims }) => {
        if (!shows.summary(show)) return refuse('show/unknown');
        const answer = await shows.gift(show, body, claims.sub);
        return isRefusal(answer) ? answer : json(200, answer);
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/shows/:show/battles/:battle/gifts',
      summary:
        'Every gift that was sent in for a battle, oldest first, whether or not it counted: what there is to refund when the battle is cancelled.',
      access: ['streamer', 'service'],
      query: giftPage,
      reply: replies(giftList),
      handle: async ({ params: { show, battle }, query: { after, limit } }) => {
        if (!shows.summary(show)) return refuse('show/unknown');
        if (!battleIdSchema.safeParse(battle).success) return refuse('battle/unknown');
        const gifts = await journal.gifts(show, battle, { after, limit });
        if (gifts.length === 0 && !(await isKnown(show, battle))) return refuse('battle/unknown');
        return json(200, { gifts: gifts.map(told), next: gifts.length === limit ? (gifts.at(-1)?.position ?? null) : null });
      },
    }),
  ];
}

/** A gift as it was sent in and answered, without what only the journal has a use for. */
function told({ service, at, request, reply }: StoredGift): object {
  const { battle: _battle, ...asked } = request;
  return { ...asked, service, at, reply };
}
