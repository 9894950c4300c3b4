/** The sales of the show as this viewer has them now: the state, their own part and what they asked for, put together. */
import { useRef } from 'preact/hooks';
import { hasEnded, isStopped, salesOf, statusNow, turnsOf } from '../../kit/sale-now.ts';
import { momentOf, useWake } from '../../kit/use-wake.ts';
import { useViewer } from '../context.ts';
import { turnsOfPage } from './choose.ts';
import { turnsOfAsk } from './offer.ts';
import type { Offered } from './offer.ts';
import { ownPartOf, partAfter } from './own-part.ts';
import { seeSale } from '../../kit/seen-sale.ts';
import type { SeenSale } from '../../kit/seen-sale.ts';
import { hasVanished, noneWaited, seeWaiting, withoutUnits } from './waited.ts';

export function useOffers(): { offers: Offered[]; now: number } {
  const { connection, grabber } = useViewer();
  const { clock } = connection;
  const seen = useRef(new Map<string, SeenSale>());
  const waited = useRef(noneWaited);
  const moment = momentOf(clock);
  const own = connection.own.value;
  waited.current = seeWaiting(waited.current, own);
  const asks = grabber.asks.value;
  const offers = salesOf(connection.state.value).map((sale): Offered => {
    const status = statusNow(sale, moment);
    const ask = asks[sale.id] ?? null;
    const told = withoutUnits(ownPartOf(own, sale.id, ask?.kind === 'granted' ? ask.granted : null), waited.current);
    const after = { how: isStopped(sale) ? 'stopped' : 'over', hasWaited: hasVanished(waited.current, sale.id, own) } as const;
    const part = hasEnded(status) ? partAfter(told, after) : told;
    const now = seeSale(seen.current.get(sale.id), { ...moment, status });
    seen.current.set(sale.id, now);
    return { sale, status, part, ask, seen: now };
  });
  useWake(
    clock,
    offers.flatMap((one) => [...turnsOf(one.sale), ...turnsOfAsk(one), ...turnsOfPage(one)]),
  );
  return { offers, now: moment.now };
}
