/** Takes the README's pictures again: a show with thirty viewers, played, bought from and fought in on real pages. Run: npm run screenshots */
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { demoSale } from '../shared/demo-sale.ts';
import type { RundownItem } from '../shared/protocol/messages.ts';
import { air, phone } from '../test/support/browser-chromium.ts';
import { openCrowd } from '../test/support/browser-crowd.ts';
import type { Crowd } from '../test/support/browser-crowd.ts';
import { openHouse } from '../test/support/browser-house.ts';
import type { House } from '../test/support/browser-house.ts';
import { openOverlay } from '../test/support/browser-overlay.ts';
import { openPanel } from '../test/support/browser-panel.ts';
import type { Panel } from '../test/support/browser-panel.ts';
import { saleInPanel } from '../test/support/browser-sale-panel.ts';
import { saleOf } from '../test/support/browser-sale.ts';
import { openViewer } from '../test/support/browser-viewer.ts';
import type { Viewer } from '../test/support/browser-viewer.ts';
import { until } from '../test/support/until.ts';
import { isTaken, pictureBattle } from './picture-battle.ts';
import { smallPng } from './small-png.ts';
import type { Pixels } from './small-png.ts';

const folder = fileURLToPath(new URL('../docs/images/', import.meta.url));
const largestBytes = 300_000;
const show = 'friday';
/** Sharper than the screen would need, and still a small file. */
const sharpPhone = { ...phone, deviceScaleFactor: 1.5 };
const names = (
  'Mia 小雨 Leo Amélie 阿豪 Noor Jonas 晓琳 Ravi Sofia Tomás 佳怡 Emil Yuki Zoë ' +
  'Omar 子轩 Hanna Luca Ines 可可 Finn Maya Olga 大伟 Nils Priya Sam 思远 Ada'
).split(' ');

const house = await openHouse();
/** An empty page to work on pictures. */
let bench: Page;
try {
  await takePictures(house);
} finally {
  await house.close();
}

async function takePictures({ server }: House): Promise<void> {
  await server.post('/shows', { id: show, title: 'Friday night market' });
  await server.order(show, 'show.start', {});
  await prepare(house);
  const crowd = await openCrowd(server, show, names);
  const anna = await openViewer(house, { name: 'Anna', show, device: sharpPhone });
  await anna.rename('Anna');
  const panel = await openPanel(house, { path: `/panel?show=${show}` });
  bench = await panel.page.context().newPage();

  await talk(crowd, [
    [0, 'Hello from Lisbon!'],
    [1, '来啦来啦'],
    [2, 'Is the lamp dimmable?'],
    [3, 'The green one please'],
  ]);
  crowd.cheer();
  await quiz(panel, anna);
  await draw(panel, anna);
  const pinned = await crowd.say(5, 'Do you ship the lamp to Cairo?');
  // The stage hears of a line a moment after its viewer.
  await until('the line is pinned', async () => isTaken(server.order(show, 'chat.pin', { line: pinned })));
  await talk(crowd, [
    [6, 'Team Red!!!'],
    [7, '蓝队加油'],
    [9, 'my thumbs are ready'],
  ]);
  await race(panel, anna);
  await end(panel, anna);
  await server.order(show, 'chat.pin', { line: null });
  await talk(crowd, [
    [10, 'Is it the brass one?'],
    [11, '手速准备好了'],
    [12, 'Good luck everybody'],
  ]);
  await sale(panel, anna, crowd);
  await house.server.order(show, 'sale.close', { sale: 'sale-1' });
  await panel.page.bringToFront();
  const pictures = await pictureBattle(house, { panel, crowd, show, voters: names.length, device: sharpPhone });
  await keep('viewer-battle', pictures.viewer);
  await keep('panel-battle', pictures.panel);
  await keep('overlay-battle', await overVideo(pictures.overlay));
  await crowd.leave();
}

function item(game: string, title: string, settings: object): RundownItem {
  return { id: title, title, command: { name: 'round.start', args: { game, settings } } };
}

/** The streamer's list, with names that say what each item is for. */
async function prepare({ server }: House): Promise<void> {
  const scarf = { entrySeconds: 60, winners: 8, keyword: 'scarf', prize: { name: 'Silk scarf' } };
  await server.order(show, 'rundown.set', {
    items: [
      item('quick-quiz', 'Warm-up quiz', { count: 3, windowSeconds: 60, prize: { name: 'Enamel mug' } }),
      item('lucky-draw', 'Silk scarf draw', scarf),
      item('tap-race', 'Desk lamp race', { durationSeconds: 45, prize: { name: 'Desk lamp' } }),
      { id: 'drum', title: demoSale.title, command: { name: 'sale.schedule', args: { ...demoSale, countdownMs: 10_000 } } },
    ],
  });
}

async function quiz(panel: Panel, anna: Viewer): Promise<void> {
  await go(panel);
  const dock = await anna.sees('quick-quiz', 'question');
  await until('many have answered', async () => Number(/(\d+) answers/.exec(await dock.innerText())?.[1]) >= 15);
  await keep('viewer-quick-quiz', await anna.page.screenshot());
  await dock.getByRole('listitem').first().getByRole('button').tap();
  await end(panel, anna);
}

/** Luck decides, so it is drawn until Anna has won. */
async function draw(panel: Panel, anna: Viewer): Promise<void> {
  await go(panel);
  for (;;) {
    await panel.sees('lucky-draw', 'ready');
    await panel.next();
    await panel.sees('lucky-draw', 'entries');
    await anna.enterDraw();
    await until('many have entered', async () => Number(await panel.page.getByRole('definition').nth(2).innerText()) > 20);
    await panel.next();
    await anna.sees('lucky-draw', 'result');
    await panel.sees('lucky-draw', 'result');
    const won = await anna.page.getByText(anna.words.viewer.like('draw.won')).first().isVisible();
    if (won) {
      // The confetti is in the air for a moment.
      await keep('viewer-lucky-draw', await anna.page.screenshot());
      return end(panel, anna);
    }
    await end(panel, anna);
    await house.server.order(show, 'rundown.go', { item: 'Silk scarf draw' });
  }
}

async function race(panel: Panel, anna: Viewer): Promise<void> {
  const overlay = await openOverlay(house, show);
  await panel.form('tap-race');
  await go(panel);
  await panel.sees('tap-race', 'ready');
  await panel.next();
  await anna.sees('tap-race', 'race');
  await anna.tap(23);
  await overlay.shows(overlay.words.overlay('tapRace.tap'));
  const [viewerPicture, panelPicture, overlayPicture] = await Promise.all([
    anna.page.screenshot(),
    panel.page.screenshot(),
    overlay.page.screenshot({ omitBackground: true }),
  ]);
  await keep('viewer-tap-race', viewerPicture);
  await keep('panel', panelPicture);
  await keep('overlay', await overVideo(overlayPicture));
}

/** Some grab at the opening, Anna among them, and some of them pay at once. */
async function sale(panel: Panel, anna: Viewer, crowd: Crowd): Promise<void> {
  const { panel: say } = panel.words;
  const overlay = await openOverlay(house, show);
  await panel.page.getByRole('tab', { name: say('prepare.sale') }).click();
  await go(panel);
  const fire = panel.page.getByRole('dialog', { name: say('fire.title') }).getByRole('button', { name: say('fire.now') });
  // A press in the first moment is taken for the one before bouncing.
  await until('the sale is fired', async () => {
    await fire.click({ timeout: 1000 }).catch(() => undefined);
    return !(await fire.isVisible());
  });
  const drum = saleOf(house, anna, demoSale.title);
  const desk = saleInPanel(panel, demoSale.title);
  await drum.isOpen();
  const holds = await Promise.all([3, 9, 1, 5, 0, 11, 7].map((who) => crowd.grab(who, 'sale-1')));
  await drum.grab();
  await drum.holds();
  for (const [i, hold] of holds.slice(0, 5).entries())
    await house.server.post(`/holds/${encodeURIComponent(hold)}/confirm`, { order: `NO-${1041 + i}` });
  await desk.counts({ sold: 5, held: 3, left: 12 });
  await desk.holds();
  await overlay.shows(overlay.words.overlay('sale.grab'));
  const [viewerPicture, panelPicture, overlayPicture] = await Promise.all([
    anna.page.screenshot(),
    panel.page.screenshot(),
    overlay.page.screenshot({ omitBackground: true }),
  ]);
  await keep('viewer-sale', viewerPicture);
  await keep('panel-sale', panelPicture);
  await keep('overlay-sale', await overVideo(overlayPicture));
}

/** Lays the overlay over the demo's video, a little out of focus, as OBS would over a camera. */
async function overVideo(overlay: Buffer): Promise<Buffer> {
  const viewer = await openViewer(house, { name: 'video', show, device: air });
  const canvas = viewer.page.locator('canvas').first();
  const video = await canvas.evaluate((element: HTMLCanvasElement) => element.toDataURL('image/jpeg', 0.9));
  await viewer.page.context().close();
  await bench.setViewportSize({ width: 1280, height: 720 });
  const layer = 'position: absolute; inset: 0; width: 100%; height: 100%';
  await bench.setContent(`
    <body style="margin: 0; overflow: hidden">
      <img src="${video}" style="${layer}; filter: blur(3px); transform: scale(1.02)">
      <img src="data:image/png;base64,${overlay.toString('base64')}" style="${layer}">
    </body>`);
  await bench.waitForFunction(() => [...document.images].every((image) => image.complete));
  return bench.screenshot();
}

async function go(panel: Panel): Promise<void> {
  // A tab in the background is slow, and pictures are worked on in another one.
  await panel.page.bringToFront();
  await panel.page
    .getByRole('region', { name: panel.words.panel('rundown.title') })
    .getByRole('button', { name: panel.words.panel('rundown.go') })
    .first()
    .click();
}

/** Hurries the round to its end. */
async function end(panel: Panel, anna: Viewer): Promise<void> {
  const phase = panel.page.locator('.round').getByRole('status');
  for (;;) {
    const before = await phase.innerText();
    if (before === panel.words.panel('phase.over')) break;
    await panel.next();
    // What is pressed twice for one phase is refused, and stands in the next picture.
    await until('the phase is another', async () => (await phase.innerText()) !== before);
  }
  await anna.seesNoGame();
}

async function talk(crowd: Crowd, lines: readonly (readonly [who: number, text: string])[]): Promise<void> {
  for (const [who, text] of lines) await crowd.say(who, text);
}

async function keep(name: string, screenshot: Buffer): Promise<void> {
  const picture = smallPng(await pixelsOf(screenshot));
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}${name}.png`, picture);
  console.log(`docs/images/${name}.png  ${Math.round(picture.length / 1000)} kB`);
  if (picture.length > largestBytes) throw new Error(`${name}.png is larger than ${largestBytes / 1000} kB`);
}

/** Chromium decodes what Chromium encoded. */
async function pixelsOf(png: Buffer): Promise<Pixels> {
  const { width, height, data } = await bench.evaluate(
    async (source) => {
      const image = new Image();
      image.src = source;
      await image.decode();
      const canvas = new OffscreenCanvas(image.width, image.height);
      const pen = canvas.getContext('2d')!;
      pen.drawImage(image, 0, 0);
      const pixels = pen.getImageData(0, 0, image.width, image.height);
      const reader = new FileReader();
      const read = new Promise((resolve) => reader.addEventListener('load', resolve));
      reader.readAsDataURL(new Blob([pixels.data]));
      await read;
      return { width: image.width, height: image.height, data: (reader.result as string).replace(/^.*,/, '') };
    },
    `data:image/png;base64,${png.toString('base64')}`,
  );
  return { width, height, rgba: Buffer.from(data, 'base64') };
}
