/** The demo shop's till: in demo mode a viewer pays for their own hold with one press. */
import { LedgerError } from '../../../rooms/sale-ledger.ts';
import { isRefusal, refuse } from '../../../shared/protocol/index.ts';
import type { FrontDeps } from '../deps.ts';
import { json } from '../http.ts';
import { stoppedSale, toldOfHold } from '../lost-ledger.ts';
import { replies, route } from '../route.ts';
import type { Route } from '../route.ts';
import { checkoutAsk, confirmation } from '../sale-schemas.ts';
import { saleCovered } from './holds.ts';

export function demoCheckoutRoutes({ clock, config, ledger, shows }: FrontDeps): Route[] {
  if (!config.demo) return [];
  return [
    route({
      method: 'POST',
      path: '/api/v1/demo/checkout',
      summary: 'The demo shop sells the caller what they hold. Asked twice, it is one order. Demo mode only.',
      access: ['viewer'],
      body: checkoutAsk,
      reply: replies(confirmation),
      handle: async ({ body: { hold: id }, claims }) => {
        const sale = saleCovered(id, claims);
        if (!sale) return refuse('hold/unknown');
        const stopped = stoppedSale({ shows }, sale);
        if (stopped) return stopped;
        try {
          const hold = (await ledger.holds(sale)).find((one) => one.hold === id);
          if (hold?.viewer !== claims.sub) return toldOfHold({ ledger, shows }, sale, refuse('hold/unknown'));
        } catch (error) {
          if (error instanceof LedgerError) return refuse('ledger-unavailable');
          throw error;
        }
        const confirmed = await ledger.confirm({ hold: id, order: orderOf(id) }, clock.now());
        return isRefusal(confirmed) ? toldOfHold({ ledger, shows }, sale, confirmed) : json(200, { ...confirmed, ...sale });
      },
    }),
  ];
}

/** One order per hold, so that a second press is the same order. */
function orderOf(hold: string): string {
  return `demo-${hold.slice(hold.lastIndexOf('.') + 1)}`;
}
