/** A sale as the synced state shows it, for tests: open, with 50 units that nobody has touched, unless told otherwise. */
import type { SaleJson } from '../../../web/panel/sales/standing.ts';

export function saleJson(change: Partial<SaleJson> = {}): SaleJson {
  return {
    id: 'sale-1',
    product: 'MUG',
    title: 'Mug',
    image: '',
    checkoutUrl: '',
    price: 1990,
    currency: 'EUR',
    stock: 50,
    left: 50,
    held: 0,
    sold: 0,
    perViewer: 2,
    status: 'open',
    opensAt: 1000,
    closesAt: 2000,
    queue: false,
    queued: 0,
    serving: 0,
    commitment: '',
    rehearsal: false,
    stopped: '',
    ...change,
  };
}
