/** Flash sales on real pages: prepared and fired in the panel, raced for on phones, paid in the demo shop. */
import assert from 'node:assert/strict';
import type { SaleSchedule } from '../../shared/protocol/sales.ts';
import { calmPhone } from '../support/browser-chromium.ts';
import { openHouse } from '../support/browser-house.ts';
import type { House } from '../support/browser-house.ts';
import { inspect } from '../support/browser-inspect.ts';
import { openOverlay } from '../support/browser-overlay.ts';
import type { Overlay } from '../support/browser-overlay.ts';
import { openPanel } from '../support/browser-panel.ts';
import type { Panel } from '../support/browser-panel.ts';
import { saleInPanel } from '../support/browser-sale-panel.ts';
import { saleOf } from '../support/browser-sale.ts';
import { openViewer } from '../support/browser-viewer.ts';
import type { Viewer } from '../support/browser-viewer.ts';

describe('flash sales in the browser', function () {
  this.timeout(120_000);
  let house: House;
  let panel: Panel;
  let anna: Viewer;
  let ben: Viewer;
  let overlay: Overlay;

  before(async () => {
    house = await openHouse();
    [panel, anna, ben, overlay] = await Promise.all([
      openPanel(house, { path: '/panel?show=demo' }),
      openViewer(house, { name: 'Anna', device: calmPhone }),
      openViewer(house, { name: 'Ben', device: calmPhone }),
      openOverlay(house),
    ]);
  });
  after(() => house.close());
  afterEach(() => house.assertQuiet());

  it('[SHOWN-62] two viewers race for one unit: one holds it, the other sees it sold out, sees it return when it was not paid, and buys it', async () => {
    await schedule(house, { id: 'race', title: 'The last drum', stock: 1, holdMs: 15_000, countdownMs: 0 });
    const both = [anna, ben].map((viewer) => ({ viewer, sale: saleOf(house, viewer, 'The last drum') }));
    await Promise.all(both.map(({ sale }) => sale.isOpen()));
    await Promise.all(both.map(({ sale }) => sale.grab()));
    const first = await Promise.race(both.map(async (one) => one.sale.holds().then(() => one)));
    const second = both.find((one) => one !== first)!;
    await second.sale.isSoldOut();
    const desk = saleInPanel(panel, 'The last drum');
    await Promise.all([
      desk.is('sold-out'),
      desk.counts({ held: 1, sold: 0, left: 0 }),
      overlay.shows(overlay.words.overlay('sale.soldOut')),
    ]);
    assert.deepEqual(await kinds(house, 'race'), ['open', 'hold']);
    await Promise.all([
      inspect(second.viewer.page, '122-sold-out-viewer'),
      inspect(panel.page, '122-sold-out-panel'),
      inspect(overlay.page, '122-sold-out-overlay'),
    ]);

    await Promise.all([
      first.sale.shows(first.viewer.words.viewer('sale.gone.expired')),
      second.sale.shows(second.viewer.words.viewer('sale.back')),
    ]);
    await second.sale.grab();
    await second.sale.holds();
    const till = await second.sale.pay();
    await Promise.all([
      second.sale.shows(second.viewer.words.viewer('sale.bought', { count: 1, n: '1' })),
      first.sale.isSoldOut(),
    ]);
    await desk.counts({ held: 0, sold: 1, left: 0 });
    await till.page.close();
    assert.deepEqual(await kinds(house, 'race'), ['open', 'hold', 'expire', 'hold', 'confirm']);
    await house.server.order('demo', 'sale.close', { sale: 'race' });
  });
});

const product = {
  product: 'DRUM-POCKET',
  image: '/demo/pocket-drum.svg',
  checkoutUrl: '/checkout?hold={hold}',
  price: 2490,
  currency: 'EUR',
  perViewer: 1,
  holdMs: 120_000,
  durationMs: 300_000,
};

type Terms = Pick<SaleSchedule, 'title' | 'stock'> & Partial<SaleSchedule> & { id: string };

async function schedule(house: House, terms: Terms): Promise<void> {
  await house.server.order('demo', 'sale.schedule', { ...product, ...terms });
}

interface Ledger {
  lines: { kind: string }[];
  agrees: boolean;
}

/** What the ledger did of a sale, in order; its sums are right. */
async function kinds(house: House, sale: string): Promise<string[]> {
  const { lines, agrees } = await house.server.get<Ledger>(`/shows/demo/sales/${sale}/ledger`);
  assert.equal(agrees, true);
  return lines.map(({ kind }) => kind);
}
