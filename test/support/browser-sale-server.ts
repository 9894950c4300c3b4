/** Flash sales of the demo show by the server's own word: scheduled, and looked up in the ledger. */
import assert from 'node:assert/strict';
import type { SaleSchedule } from '../../shared/protocol/sales.ts';
import type { BrowserServer } from './browser-server.ts';

/** What differs from one test to the next; the rest is the same drum for everybody. */
type SaleWanted = Pick<SaleSchedule, 'title' | 'stock'> & Partial<SaleSchedule> & { id: string };

const drum = {
  product: 'DRUM-POCKET',
  image: '/demo/pocket-drum.svg',
  checkoutUrl: '/checkout?hold={hold}',
  price: 2490,
  currency: 'EUR',
  perViewer: 1,
  holdMs: 120_000,
  durationMs: 300_000,
};

export async function scheduleSale(server: BrowserServer, wanted: SaleWanted): Promise<void> {
  await server.order('demo', 'sale.schedule', { ...drum, ...wanted });
}

interface Ledger {
  lines: { kind: string }[];
  agrees: boolean;
}

/** What the ledger did of a sale, in order; its sums are right. */
export async function ledgerOf(server: BrowserServer, sale: string): Promise<string[]> {
  const { lines, agrees } = await server.get<Ledger>(`/shows/demo/sales/${sale}/ledger`);
  assert.equal(agrees, true, 'the lines do not add up');
  return lines.map(({ kind }) => kind);
}
