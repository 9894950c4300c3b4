/** A flash sale on real pages: fired from the panel, grabbed, kept, given back, raced for, and paid in the demo shop. */
import assert from 'node:assert/strict';
import { demoSale } from '../../shared/demo-sale.ts';
import { calmPhone, desk as wide, phone } from '../support/browser-chromium.ts';
import { deafLineOf } from '../support/browser-deaf-line.ts';
import type { DeafLine } from '../support/browser-deaf-line.ts';
import { openHouse } from '../support/browser-house.ts';
import type { House } from '../support/browser-house.ts';
import { inspect, inspectAt } from '../support/browser-inspect.ts';
import { openOverlay } from '../support/browser-overlay.ts';
import type { Overlay } from '../support/browser-overlay.ts';
import { openPanel } from '../support/browser-panel.ts';
import type { Panel } from '../support/browser-panel.ts';
import { saleInPanel } from '../support/browser-sale-panel.ts';
import { ledgerOf, scheduleSale } from '../support/browser-sale-server.ts';
import { saleOf } from '../support/browser-sale.ts';
import { openViewer } from '../support/browser-viewer.ts';
import type { Viewer } from '../support/browser-viewer.ts';
import { until } from '../support/until.ts';

describe('a flash sale in the browser', function () {
  this.timeout(180_000);
  const { title } = demoSale;
  let house: House;
  let panel: Panel;
  let anna: Viewer;
  let ben: Viewer;
  let overlay: Overlay;
  const lines = new Map<Viewer, DeafLine>();
  const drumOf = (viewer: Viewer) => saleOf(house, viewer, title);

  before(async () => {
    house = await openHouse();
    [panel, anna, ben, overlay] = await Promise.all([
      openPanel(house, { path: '/panel?show=demo' }),
      openViewer(house, { name: 'Anna', device: calmPhone }),
      openViewer(house, { name: 'Ben', device: calmPhone }),
      openOverlay(house),
    ]);
    for (const viewer of [anna, ben]) lines.set(viewer, await deafLineOf(viewer));
    await Promise.all([anna.isLive(), ben.isLive()]);
  });
  after(() => house.close());
  afterEach(() => house.assertQuiet());

  it('[SHOWN-61] the demo show’s sale is fired in two presses, counts down on every page, and opens at zero without a word from the server', async () => {
    const { panel: say } = panel.words;
    const rundown = panel.page.getByRole('region', { name: say('rundown.title') });
    await rundown
      .getByRole('button', { name: say('rundown.go') })
      .first()
      .click();
    const look = panel.page.getByRole('dialog', { name: say('fire.title') });
    await inspect(panel.page, '210-panel-look');
    await look.getByRole('button', { name: say('fire.now') }).click();
    const desk = saleInPanel(panel, title);
    const opensIn = anna.words.viewer('sale.opensIn');
    await Promise.all([
      desk.is('countdown'),
      overlay.shows(overlay.words.overlay('sale.opensIn')),
      ...[anna, ben].map((viewer) => drumOf(viewer).shows(opensIn)),
    ]);
    const button = drumOf(anna).card.getByRole('button', { name: opensIn });
    assert.equal(await button.getAttribute('aria-disabled'), 'true');
    await Promise.all([
      inspect(anna.page, '211-countdown-viewer'),
      inspectAt(ben.page, '211-countdown-viewer-wide', wide),
      inspect(panel.page, '211-countdown-panel'),
      inspect(overlay.page, '211-countdown-overlay'),
    ]);

    await until('the last seconds', async () => (await secondsIn(button)) <= 3, 40_000);
    lines.get(anna)!.deafen();
    await Promise.all([drumOf(anna).isOpen(), drumOf(ben).isOpen(), desk.is('open')]);
    lines.get(anna)!.undeafen();
    await overlay.shows(overlay.words.overlay('sale.grab'));
  });

  it('[SHOWN-63] whoever grabs holds it until its timer ends, in a reloaded page too, and cannot grab more than one viewer may have', async () => {
    const drum = drumOf(anna);
    await drum.grab();
    await drum.holds();
    await drum.isFull();
    const before = await drum.secondsToPay();
    await inspect(anna.page, '212-held-viewer');
    await anna.page.reload();
    await drum.holds();
    await drum.isFull();
    const after = await drum.secondsToPay();
    assert.ok(after > 0 && after <= before, `${after} s after the reload, ${before} s before`);
    assert.deepEqual(await ledgerOf(house.server, 'sale-1'), ['open', 'hold']);
    await saleInPanel(panel, title).counts({ sold: 0, held: 1, left: 19 });
    await inspectAt(anna.page, '212-held-viewer-wide', wide);
  });

  it('[SHOWN-64] what is given back is on sale again for everybody, and its viewer may grab again', async () => {
    const { viewer: say } = anna.words;
    const drum = drumOf(anna);
    await drum.giveBack();
    await Promise.all([
      drum.shows(say('sale.gone.viewer')),
      drumOf(ben).shows(say('sale.left', { left: 20, stock: 20 })),
      saleInPanel(panel, title).counts({ sold: 0, held: 0, left: 20 }),
    ]);
    await inspect(anna.page, '213-given-back-viewer');
    await Promise.all([drum.grab(), drumOf(ben).grab()]);
    await Promise.all([drum.holds(), drumOf(ben).holds()]);
  });

  it('[SHOWN-65] the streamer sees who holds what, and can lower the stock, though not below what is held and sold', async () => {
    const { panel: say } = panel.words;
    const desk = saleInPanel(panel, title);
    const rows = await desk.holds();
    await rows.nth(2).waitFor();
    assert.equal(await rows.filter({ hasText: say('hold.held') }).count(), 2);
    assert.equal(await rows.filter({ hasText: say('hold.released.viewer') }).count(), 1);
    await desk.button(say('sale.adjust')).click();
    const stock = desk.card.getByLabel(say('sale.stock'), { exact: true });
    await stock.fill('1');
    await desk.card.getByText(say('adjust.floor', { count: 2 })).waitFor();
    assert.equal(await desk.button(say('adjust.go')).getAttribute('aria-disabled'), 'true');
    await inspect(panel.page, '214-adjust-panel');
    await inspectAt(panel.page, '214-adjust-panel-phone', phone);
    await stock.fill('3');
    await desk.button(say('adjust.go')).click();
    await Promise.all([
      desk.counts({ sold: 0, held: 2, left: 1 }),
      drumOf(ben).shows(ben.words.viewer('sale.left', { left: 1, stock: 3 })),
    ]);
  });

  it('[SHOWN-66] closing a sale takes two presses and takes nothing from those who hold: they can still pay', async () => {
    const { panel: say } = panel.words;
    const desk = saleInPanel(panel, title);
    await desk.button(say('sale.close')).click();
    await desk.button(say('arm.again')).waitFor();
    await panel.page.keyboard.press('Escape');
    await desk.button(say('sale.close')).waitFor();
    await desk.is('open');
    await drumOf(ben).giveBack();
    await desk.counts({ sold: 0, held: 1, left: 2 });
    await panel.confirm(desk.button(say('sale.close')));

    const { viewer: sayViewer } = ben.words;
    await Promise.all([
      drumOf(ben).shows(sayViewer('sale.closed')),
      drumOf(anna).shows(sayViewer('sale.closed')),
      overlay.shows(overlay.words.overlay('sale.over')),
    ]);
    await Promise.all([inspect(ben.page, '215-closed-viewer'), inspect(overlay.page, '215-closed-overlay')]);
    await drumOf(anna).holds();
    const till = await drumOf(anna).openTill();
    await till.page.getByRole('button', { name: till.words.checkout('pay') }).waitFor();
    await inspect(till.page, '216-till');
    await inspectAt(till.page, '216-till-wide', wide);
    await till.page.getByRole('button', { name: till.words.checkout('pay') }).tap();
    await till.page.getByRole('heading', { name: till.words.checkout('paid.title') }).waitFor();
    await drumOf(anna).shows(sayViewer('sale.bought', { count: 1, n: '1' }));
    await inspect(till.page, '217-till-paid');
    await till.page.close();
    const over = panel.page.getByRole('region', { name: say('sales.over') });
    await over.getByText(say('sale.result', { sold: 1, stock: 3, money: '€24.90' })).waitFor();
    await Promise.all([inspect(panel.page, '218-over-panel'), inspect(anna.page, '218-bought-viewer')]);
    assert.deepEqual((await ledgerOf(house.server, 'sale-1')).slice(-2), ['close', 'confirm']);
  });

  it('[SHOWN-62] two viewers press for one unit before either knows: one holds it, the other is told so, sees it return when it was not paid, and buys it', async () => {
    const one = { id: 'race', title: 'The last drum', stock: 1, holdMs: 12_000, countdownMs: 0 };
    await scheduleSale(house.server, one);
    const both = [anna, ben].map((viewer) => ({ viewer, sale: saleOf(house, viewer, one.title) }));
    await Promise.all(both.map(({ sale }) => sale.bring()));
    await Promise.all(both.map(({ sale }) => sale.isOpen()));
    for (const line of lines.values()) line.deafen();
    await Promise.all(both.map(({ sale }) => sale.grab()));
    await until('the ledger has given it to somebody', async () => (await ledgerOf(house.server, one.id)).length === 2);
    for (const line of lines.values()) line.undeafen();

    const first = await Promise.race(both.map(async (each) => each.sale.holds().then(() => each)));
    const second = both.find((each) => each !== first)!;
    const { viewer: say } = second.viewer.words;
    const desk = saleInPanel(panel, one.title);
    await Promise.all([
      second.sale.isSoldOut(),
      second.sale.shows(say('sale.wasLate')),
      desk.is('sold-out'),
      desk.counts({ held: 1, sold: 0, left: 0 }),
      overlay.shows(overlay.words.overlay('sale.soldOut')),
    ]);
    await Promise.all([
      inspect(second.viewer.page, '220-sold-out-viewer'),
      inspect(panel.page, '220-sold-out-panel'),
      inspect(overlay.page, '220-sold-out-overlay'),
    ]);

    await Promise.all([first.sale.shows(say('sale.gone.expired')), second.sale.shows(say('sale.back'))]);
    await second.sale.grab();
    await second.sale.holds();
    const till = await second.sale.pay();
    await Promise.all([second.sale.shows(say('sale.bought', { count: 1, n: '1' })), first.sale.isSoldOut()]);
    await desk.counts({ held: 0, sold: 1, left: 0 });
    await till.page.close();
    assert.deepEqual(await ledgerOf(house.server, one.id), ['open', 'hold', 'expire', 'hold', 'confirm']);
  });
});

/** What a countdown inside something shows. */
async function secondsIn(place: { getByRole(role: 'timer'): { innerText(): Promise<string> } }): Promise<number> {
  const [, minutes = '0', seconds = '0'] = /(?:(\d+):)?(\d+)/.exec(await place.getByRole('timer').innerText()) ?? [];
  return Number(minutes) * 60 + Number(seconds);
}
