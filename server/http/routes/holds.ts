/** Holds, for the shop's back end: sold, or given back. */
import { saleOfHold } from '../../../shared/sale/index.ts';
import type { SaleName } from '../../../shared/sale/index.ts';
import { coversShow, isRefusal, refuse } from '../../../shared/protocol/index.ts';
import type { Claims } from '../../../shared/protocol/index.ts';
import type { FrontDeps } from '../deps.ts';
import { json } from '../http.ts';
import { stoppedSale, toldOfHold } from '../lost-ledger.ts';
import { replies, route } from '../route.ts';
import type { Route } from '../route.ts';
import { confirmation, confirmAsk, releasedHold } from '../sale-schemas.ts';

export function holdRoutes({ clock, ledger, shows }: FrontDeps): Route[] {
  return [
    route({
      method: 'POST',
      path: '/api/v1/holds/:hold/confirm',
      summary: 'The shop has sold what is held. The same order again is answered the same; after the time to pay it is refused.',
      access: ['service'],
      body: confirmAsk,
      reply: replies(confirmation),
      handle: async ({ params: { hold }, body: { order }, claims }) => {
        const sale = saleCovered(hold, claims);
        if (!sale) return refuse('hold/unknown');
        const stopped = stoppedSale({ shows }, sale);
        if (stopped) return stopped;
        const confirmed = await ledger.confirm({ hold, order }, clock.now());
        return isRefusal(confirmed) ? toldOfHold({ ledger, shows }, sale, confirmed) : json(200, { ...confirmed, ...sale });
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/holds/:hold/release',
      summary: 'The shop gives back what is held: its units are on sale again. Asked twice, it is answered the same.',
      access: ['service'],
      reply: replies(releasedHold),
      handle: async ({ params: { hold }, claims }) => {
        const sale = saleCovered(hold, claims);
        if (!sale) return refuse('hold/unknown');
        const stopped = stoppedSale({ shows }, sale);
        if (stopped) return stopped;
        const released = await ledger.release({ hold, viewer: null }, clock.now());
        return isRefusal(released) ? toldOfHold({ ledger, shows }, sale, released) : json(200, { ...released, ...sale });
      },
    }),
  ];
}

/** The sale that a hold's id names; null when it names none, or one of a show that is none of the caller's business. */
export function saleCovered(hold: string, claims: Claims): SaleName | null {
  const sale = saleOfHold(hold);
  return sale && coversShow(claims, sale.show) ? sale : null;
}
