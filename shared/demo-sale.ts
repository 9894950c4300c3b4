/** What the demo sells: ready in the demo show's rundown, and offered by the panel as an example. */
import type { SaleSchedule } from './protocol/sales.ts';

export const demoSale = {
  product: 'DRUM-POCKET',
  title: 'Pocket drum, brass edition',
  image: '/demo/pocket-drum.svg',
  checkoutUrl: '/checkout?hold={hold}',
  price: 2490,
  currency: 'EUR',
  stock: 20,
  perViewer: 1,
  holdMs: 120_000,
  countdownMs: 30_000,
  durationMs: 300_000,
} as const satisfies SaleSchedule;
