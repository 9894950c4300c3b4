/** Made-up sales and a viewer's part in them, as pages get them from the state. */
import type { OwnHold, OwnPlace } from '../../shared/protocol/sales.ts';
import type { SaleJson } from '../../web/kit/sale-now.ts';
import { seeSale } from '../../web/kit/seen-sale.ts';
import { hasEnded, isStopped, statusNow } from '../../web/kit/sale-now.ts';
import type { Offered } from '../../web/viewer/sale/offer.ts';
import { ownPartOf, partAfter } from '../../web/viewer/sale/own-part.ts';

/** The moment that made-up sales open. */
export const opensAt = Date.UTC(2030, 0, 1, 20);
export const closesAt = opensAt + 300_000;

export function saleJson(change: Partial<SaleJson> = {}): SaleJson {
  return {
    id: 'mug',
    product: 'SKU-1',
    title: 'Enamel mug',
    image: '',
    checkoutUrl: '/checkout?hold={hold}',
    price: 2900,
    currency: 'EUR',
    stock: 10,
    left: 10,
    held: 0,
    sold: 0,
    perViewer: 1,
    status: 'open',
    opensAt,
    closesAt,
    queue: false,
    queued: 0,
    serving: 0,
    commitment: '',
    rehearsal: false,
    stopped: '',
    ...change,
  };
}

export function holdOf(change: object = {}): OwnHold {
  const base = { hold: 'demo.mug.0000000000000001', sale: 'mug', quantity: 1, at: opensAt };
  return { ...base, status: 'held', expiresAt: opensAt + 120_000, ...change };
}

/** A sale as its card has it at `now`, with what the viewer has of it. */
export function offered(
  sale: SaleJson,
  { now = opensAt + 1000, holds = [], queue = [], ask = null, seen }: Partial<Offer> = {},
): Offered {
  const status = statusNow(sale, { now, isSure: true });
  const told = ownPartOf({ holds, queue }, sale.id, null);
  const how = isStopped(sale) ? 'stopped' : 'over';
  const part = hasEnded(status) ? partAfter(told, { how, hasWaited: false }) : told;
  return { sale, status, part, ask, seen: { ...seeSale(undefined, { status, now, isSure: true }), ...seen } };
}

interface Offer extends Pick<Offered, 'ask'> {
  now: number;
  holds: OwnHold[];
  queue: OwnPlace[];
  seen: Partial<Offered['seen']>;
}
