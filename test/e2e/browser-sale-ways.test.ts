/** Other ways of a flash sale on real pages: by hand, through a queue, cancelled, on a broken line, rehearsed, in Chinese. */
import assert from 'node:assert/strict';
import { calmPhone, desk as wide, phone } from '../support/browser-chromium.ts';
import { deafLineOf } from '../support/browser-deaf-line.ts';
import { openHouse } from '../support/browser-house.ts';
import type { House } from '../support/browser-house.ts';
import { glance, inspect, inspectAt } from '../support/browser-inspect.ts';
import { openOverlay } from '../support/browser-overlay.ts';
import type { Overlay } from '../support/browser-overlay.ts';
import { openPanel } from '../support/browser-panel.ts';
import type { Panel } from '../support/browser-panel.ts';
import { saleInPanel } from '../support/browser-sale-panel.ts';
import { ledgerOf, scheduleSale } from '../support/browser-sale-server.ts';
import { saleOf } from '../support/browser-sale.ts';
import { openViewer } from '../support/browser-viewer.ts';
import type { Viewer } from '../support/browser-viewer.ts';
import { lostLine } from '../support/browser-watch.ts';
import { until } from '../support/until.ts';

describe('other ways of a flash sale, in the browser', function () {
  this.timeout(120_000);
  let house: House;
  let panel: Panel;
  let anna: Viewer;
  let ming: Viewer;
  let overlay: Overlay;

  before(async () => {
    house = await openHouse();
    [panel, anna, ming, overlay] = await Promise.all([
      openPanel(house, { path: '/panel?show=demo' }),
      openViewer(house, { name: 'Anna', device: calmPhone }),
      openViewer(house, { name: '小明', lang: 'zh-CN', device: calmPhone }),
      openOverlay(house),
    ]);
  });
  after(() => house.close());
  afterEach(() => house.assertQuiet());

  it('[SHOWN-67] a sale typed into the form is marked where it is wrong, and once mended waits on every page until it is opened by hand', async () => {
    const { panel: say } = panel.words;
    const { page } = panel;
    await page.getByRole('tab', { name: say('prepare.sale') }).click();
    const form = page.getByRole('form', { name: say('sale.prepare') });
    await form.getByLabel(say('sale.title'), { exact: true }).fill('Enamel mug');
    await form.getByLabel(say('sale.price'), { exact: true }).fill('12.345');
    await form.getByLabel(say('sale.stock'), { exact: true }).fill('5');
    await form.getByText(say('sale.opening.hand'), { exact: true }).click();
    await form.locator('[aria-invalid=true]').waitFor();
    assert.equal(await form.getByRole('button', { name: say('sale.look') }).getAttribute('aria-disabled'), 'true');
    await inspect(page, '230-form-panel');
    await page.setViewportSize(phone.viewport);
    await page
      .getByRole('navigation', { name: say('sections.title') })
      .getByRole('button', { name: say('sections.sales') })
      .click();
    await inspect(page, '230-form-panel-phone');
    await page.setViewportSize(wide.viewport);
    await form.getByLabel(say('sale.price'), { exact: true }).fill('12,34');
    await form.getByRole('button', { name: say('sale.look') }).click();
    const look = page.getByRole('dialog', { name: say('fire.title') });
    await look.getByText(say('exposure.byHand')).waitFor();
    await inspectAt(page, '231-look-panel-phone', phone);
    await look.getByRole('button', { name: say('fire.ready') }).click();

    const desk = saleInPanel(panel, 'Enamel mug');
    const [mug, cup] = [anna, ming].map((viewer) => saleOf(house, viewer, 'Enamel mug'));
    await Promise.all([
      desk.is('scheduled'),
      mug!.shows(anna.words.viewer('sale.byHand')),
      mug!.shows('€12.34'),
      cup!.shows(ming.words.viewer('sale.byHand')),
      overlay.isEmpty(),
    ]);
    await Promise.all([inspect(anna.page, '232-by-hand-viewer'), inspect(page, '232-by-hand-panel')]);
    await panel.confirm(desk.button(say('sale.open')));
    await Promise.all([mug!.isOpen(), cup!.isOpen(), desk.is('open'), overlay.shows(overlay.words.overlay('sale.grab'))]);
    await inspect(overlay.page, '233-open-overlay');
  });

  it('[SHOWN-68] cancelling a sale takes two presses, is told to everybody, and gives back what was held', async () => {
    const { panel: say } = panel.words;
    const desk = saleInPanel(panel, 'Enamel mug');
    const [mug, cup] = [anna, ming].map((viewer) => saleOf(house, viewer, 'Enamel mug'));
    await mug!.grab();
    await mug!.holds();
    await desk.button(say('sale.cancel')).click();
    await desk.button(say('arm.again')).waitFor();
    await panel.page.keyboard.press('Escape');
    await desk.button(say('sale.cancel')).waitFor();
    await desk.counts({ sold: 0, held: 1, left: 4 });
    await panel.confirm(desk.button(say('sale.cancel')));
    await Promise.all([
      mug!.shows(anna.words.viewer('sale.gone.cancellation')),
      mug!.shows(anna.words.viewer('sale.cancelled')),
      cup!.shows(ming.words.viewer('sale.cancelled')),
      panel.page
        .getByRole('region', { name: say('sales.over') })
        .getByText('Enamel mug')
        .waitFor(),
    ]);
    await inspect(anna.page, '234-cancelled-viewer');
  });

  it('[SHOWN-69] with a queue whoever comes later gets a number, and their turn comes by itself when a unit is there', async () => {
    const drum = { id: 'queue', title: 'The drum of the queue', stock: 1, queue: { perStep: 1, stepMs: 500 }, countdownMs: 0 };
    await scheduleSale(house.server, drum);
    const [first, second] = [anna, ming].map((viewer) => ({ say: viewer.words.viewer, sale: saleOf(house, viewer, drum.title) }));
    const desk = saleInPanel(panel, drum.title);
    await Promise.all([first!.sale.bring(), second!.sale.bring()]);
    await first!.sale.grab(first!.say('sale.join'));
    await first!.sale.holds();
    await second!.sale.grab(second!.say('sale.join'));
    await second!.sale.shows(second!.say('sale.number', { n: 2 }));
    await Promise.all([
      second!.sale.shows(second!.say('sale.next')),
      overlay.shows(overlay.words.overlay('sale.join')),
      desk.card.getByText(panel.words.panel('stock.serving', { number: 1 })).waitFor(),
    ]);
    await Promise.all([
      inspect(ming.page, '235-queue-viewer-zh'),
      inspect(panel.page, '235-queue-panel'),
      inspect(overlay.page, '235-queue-overlay'),
    ]);
    await first!.sale.giveBack();
    await second!.sale.holds();
    await glance(ming.page, '236-held-viewer-zh');
    assert.deepEqual(await ledgerOf(house.server, drum.id), ['open', 'queue', 'hold', 'queue', 'release', 'hold']);
    await house.server.order('demo', 'sale.cancel', { sale: drum.id });
  });

  it('[SHOWN-70] a grab whose answer was lost with the line, or that could not leave, is tried until it is answered, and counts once', async () => {
    const { page, watch, words } = anna;
    const { viewer: say } = words;
    watch.allow(lostLine);
    const line = await deafLineOf(anna);
    await anna.isLive();
    const drum = { id: 'lost', title: 'The drum far away', stock: 5, perViewer: 2, countdownMs: 0 };
    await scheduleSale(house.server, drum);
    const sale = saleOf(house, anna, drum.title);
    await sale.bring();
    await sale.isOpen();
    line.deafen();
    await sale.grab();
    await until('the ledger has the hold', async () => (await ledgerOf(house.server, drum.id)).includes('hold'));
    await sale.shows(say('sale.trying'));
    await inspect(page, '237-still-trying-viewer');
    await line.cut();
    await sale.holds();
    assert.deepEqual(await ledgerOf(house.server, drum.id), ['open', 'hold']);

    await sale.isOpen(say('sale.another'));
    await page.context().setOffline(true);
    await sale.grab(say('sale.another'));
    await sale.shows(say('sale.trying'));
    await page.context().setOffline(false);
    await sale.isFull();
    await saleInPanel(panel, drum.title).counts({ sold: 0, held: 2, left: 3 });
    assert.deepEqual(await ledgerOf(house.server, drum.id), ['open', 'hold', 'hold']);
    await house.server.order('demo', 'sale.cancel', { sale: drum.id });
  });

  it('[SHOWN-71] a rehearsal’s sale is bought by bots, is marked on every page, and is gone when the rehearsal ends', async () => {
    const { panel: say } = panel.words;
    await house.server.order('demo', 'rehearsal.start', { bots: 12 });
    const drum = { id: 'rehearsed', title: 'The drum for practice', stock: 8, countdownMs: 3000 };
    await scheduleSale(house.server, drum);
    const desk = saleInPanel(panel, drum.title);
    await Promise.all([
      ...[anna, ming].map(async (viewer) => {
        const sale = saleOf(house, viewer, drum.title);
        await sale.bring();
        await sale.shows(viewer.words.viewer('rehearsal'));
      }),
      desk.card.getByText(say('rehearsal.badge')).waitFor(),
      overlay.shows(overlay.words.overlay('rehearsal')),
    ]);
    await until('bots have grabbed', async () => (await ledgerOf(house.server, drum.id)).includes('hold'));
    await Promise.all([
      inspect(anna.page, '238-rehearsal-viewer'),
      inspect(panel.page, '238-rehearsal-panel'),
      inspect(overlay.page, '238-rehearsal-overlay'),
    ]);
    await house.server.order('demo', 'rehearsal.end', {});
    await Promise.all([
      ...[anna, ming].map((viewer) => saleOf(house, viewer, drum.title).card.waitFor({ state: 'detached' })),
      desk.card.waitFor({ state: 'detached' }),
      panel.page.getByText(drum.title, { exact: true }).waitFor({ state: 'detached' }),
      overlay.isEmpty(),
    ]);
  });

  it('[SHOWN-72] a sale reads and pays in Chinese, from the panel to the till', async () => {
    const zh = await openPanel(house, { lang: 'zh-CN', path: '/panel?show=demo' });
    const drum = { id: 'zh', title: '黄铜小鼓', stock: 3, currency: 'CNY', price: 19_900, countdownMs: 2000 };
    await scheduleSale(house.server, drum);
    const sale = saleOf(house, ming, drum.title);
    await sale.bring();
    await sale.shows('¥199.00');
    await sale.grab();
    await sale.holds();
    const till = await sale.openTill();
    await till.page.getByRole('button', { name: till.words.checkout('pay') }).waitFor();
    await Promise.all([
      inspect(ming.page, '239-held-viewer-zh'),
      inspect(till.page, '239-till-zh'),
      glance(overlay.page, '239-overlay'),
      inspect(zh.page, '239-panel-zh'),
    ]);
    await till.page.getByRole('button', { name: till.words.checkout('pay') }).tap();
    await sale.shows(ming.words.viewer('sale.bought', { count: 1, n: '1' }));
    await saleInPanel(zh, drum.title).counts({ sold: 1, held: 0, left: 2 });
    assert.deepEqual(await ledgerOf(house.server, drum.id), ['open', 'hold', 'confirm']);
    await till.page.getByRole('heading', { name: till.words.checkout('paid.title') }).waitFor();
    await inspect(till.page, '240-till-paid-zh');
  });
});
