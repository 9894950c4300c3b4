/** A whole show from the panel: rehearsal, rundown by hot keys, chat and moderation, the end, and a new start. */
import assert from 'node:assert/strict';
import { calmPhone } from '../support/browser-chromium.ts';
import { openHouse } from '../support/browser-house.ts';
import type { House } from '../support/browser-house.ts';
import { glance, inspect, shoot } from '../support/browser-inspect.ts';
import { openOverlay } from '../support/browser-overlay.ts';
import type { Overlay } from '../support/browser-overlay.ts';
import { openPanel } from '../support/browser-panel.ts';
import type { Panel } from '../support/browser-panel.ts';
import { openViewer } from '../support/browser-viewer.ts';
import type { Viewer } from '../support/browser-viewer.ts';
import { until } from '../support/until.ts';

describe('a show in the browser', function () {
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
      openViewer(house, { name: 'Anna' }),
      openViewer(house, { name: '小明', lang: 'zh-CN', device: calmPhone }),
      openOverlay(house),
    ]);
    await Promise.all([anna.rename('Anna'), ming.rename('小明')]);
  });
  after(() => house.close());
  afterEach(() => house.assertQuiet());

  it('[SHOWN-10] a rehearsal is played by bots, marked on every page, and leaves nothing behind when it ends', async () => {
    const { panel: say } = panel.words;
    await panel.button(say('strip.rehearsal')).click();
    const dialog = panel.page.getByRole('dialog', { name: say('rehearsal.title') });
    await dialog.getByRole('spinbutton', { name: say('rehearsal.bots') }).fill('12');
    await inspect(panel.page, '50-panel-rehearsal');
    await dialog.getByRole('button', { name: say('rehearsal.start') }).click();
    await Promise.all([
      panel.page.getByText(say('rehearsal.running', { count: 12 })).waitFor(),
      overlay.shows(overlay.words.overlay('rehearsal')),
      ...[anna, ming].map(({ page, words }) => page.getByRole('banner').getByText(words.viewer('rehearsal')).waitFor()),
    ]);
    await panel.start('tap-race', { 'Duration (seconds)': 60, 'Prize (empty: none)': 'Nothing real' });
    await panel.sees('tap-race', 'ready');
    await panel.next();
    await panel.sees('tap-race', 'race');
    await panel.page
      .getByRole('region', { name: say('tapRace.top') })
      .getByRole('listitem')
      .nth(4)
      .waitFor();
    await Promise.all([
      inspect(anna.page, '51-rehearsal-viewer'),
      shoot(panel.page, '51-rehearsal-panel'),
      shoot(overlay.page, '51-rehearsal-overlay'),
    ]);
    await panel.next();
    await panel.sees('tap-race', 'result');
    await panel.page.getByRole('cell', { name: 'Nothing real × 1' }).first().waitFor();
    assert.equal((await panel.winners()).length, 3);
    await shoot(panel.page, '52-rehearsal-winners');

    await panel.button(say('rehearsal.end')).click();
    await panel.page.getByText(say('winners.none')).waitFor();
    await Promise.all([
      anna.seesNoGame(),
      overlay.isEmpty(),
      ...[anna, ming].map(({ page, words }) => page.getByText(words.viewer('rehearsal')).first().waitFor({ state: 'detached' })),
    ]);
  });

  it('[SHOWN-11] a prepared rundown is run by hot keys alone', async () => {
    const { panel: say } = panel.words;
    const keys = panel.page.keyboard;
    // The demo show comes with a sale in its rundown.
    await house.server.order('demo', 'rundown.set', { items: [] });
    await panel.page.getByText(say('rundown.empty')).waitFor();
    await panel.fill('lucky-draw', { 'Time to enter (seconds)': 30 });
    await panel.button(say('games.add')).click();
    await panel.fill('quick-quiz', { 'Number of questions': 1, 'Time to answer (seconds)': 30 });
    await panel.button(say('games.add')).click();
    const items = panel.page.getByRole('region', { name: say('rundown.title') }).getByRole('listitem');
    await items.nth(1).waitFor();
    await inspect(panel.page, '60-panel-rundown');

    await keys.press('Space');
    await Promise.all([anna.sees('lucky-draw', 'ready'), ming.sees('lucky-draw', 'ready')]);
    await keys.press('n');
    await panel.sees('lucky-draw', 'entries');
    await anna.sees('lucky-draw', 'entries');
    const before = await anna.secondsLeft();
    await keys.press('e');
    await until('the viewer has more time than before', async () => (await anna.secondsLeft()) > before);
    await panel.lastOutcome().filter({ hasText: '+10 s' }).waitFor();
    await keys.press('x');
    await panel.button(say('arm.again')).first().waitFor();
    await keys.press('Escape');
    await panel.button(say('round.cancel')).waitFor();
    await anna.sees('lucky-draw', 'entries');
    await cancelByKey(panel);
    await Promise.all([anna.seesNoGame(), ming.seesNoGame()]);

    await keys.press('ArrowRight');
    await anna.sees('quick-quiz', 'question');
    await cancelByKey(panel);
    await anna.seesNoGame();
    await keys.press('?');
    await panel.page.getByRole('dialog', { name: say('help.title') }).waitFor();
    await inspect(panel.page, '61-panel-hot-keys');
    await keys.press('Escape');
    await panel.page.getByRole('dialog').waitFor({ state: 'hidden' });
  });

  it('[SHOWN-12] a chat line reaches the other viewer and the panel, which can pin it, and mute, unmute and ban who wrote it', async () => {
    const { panel: say } = panel.words;
    await anna.write('Does it come in blue?');
    await Promise.all([ming.line('Does it come in blue?').waitFor(), anna.line('Anna').waitFor()]);
    const line = panel.page
      .getByRole('list', { name: say('chat.tab') })
      .getByRole('listitem')
      .filter({ hasText: 'Does it come in blue?' });
    await line.hover();
    await line.getByRole('button', { name: say('chat.pin', { name: 'Anna' }) }).click();
    await Promise.all([overlay.shows('Does it come in blue?'), ming.page.getByText(ming.words.viewer('chat.pinned')).waitFor()]);
    await Promise.all([
      inspect(ming.page, '70-chat-pinned-viewer'),
      inspect(panel.page, '70-chat-pinned-panel'),
      inspect(overlay.page, '70-chat-pinned-overlay'),
    ]);

    await line.hover();
    await line.getByRole('button', { name: say('chat.mute', { name: 'Anna' }) }).click();
    await anna.page.getByPlaceholder(anna.words.viewer('chat.muted')).waitFor();
    await inspect(anna.page, '71-chat-muted');
    assert.equal(await anna.composer().isEditable(), false, 'a muted viewer cannot type');
    await panel.page.getByRole('tab', { name: say('people.tab') }).click();
    await inspect(panel.page, '72-panel-muted');
    await panel.button(say('chat.unmute', { name: 'Anna' })).click();
    await anna.page.getByPlaceholder(anna.words.viewer('chat.write')).waitFor();
    await anna.write('Thank you!');
    await ming.line('Thank you!').waitFor();

    await panel.page.getByRole('tab', { name: say('chat.tab') }).click();
    const last = panel.page.getByRole('listitem').filter({ hasText: 'Thank you!' });
    await last.hover();
    await panel.confirm(last.getByRole('button', { name: say('chat.ban', { name: 'Anna' }) }));
    await anna.page.getByRole('alert').getByText(anna.words.kit('bye.banned')).waitFor();
    await inspect(anna.page, '73-banned');
    await panel.page.getByRole('tab', { name: say('people.tab') }).click();
    await panel.button(say('chat.unban', { name: 'Anna' })).click();
    await panel.page.getByText(say('people.none')).waitFor();
    await panel.page.getByRole('tab', { name: say('audit.tab') }).click();
    await panel.page
      .getByRole('list', { name: say('audit.tab') })
      .getByRole('listitem')
      .nth(5)
      .waitFor();
    await inspect(panel.page, '74-panel-log');
    await anna.page.reload();
    await anna.isLive();
  });

  it('[SHOWN-13] when the streamer ends the show everybody sees its end, and whoever stayed is in when it starts again', async () => {
    const { panel: say } = panel.words;
    await panel.start('tap-race', {});
    await anna.sees('tap-race', 'ready');
    await panel.confirm(panel.button(say('show.end')));
    await Promise.all([
      panel.button(say('show.startAgain')).waitFor(),
      overlay.isEmpty(),
      ...[anna, ming].map(({ page, words }) => page.getByRole('heading', { name: words.viewer('ended.title') }).waitFor()),
    ]);
    await Promise.all([
      inspect(anna.page, '80-ended-viewer-en'),
      glance(ming.page, '80-ended-viewer-zh'),
      inspect(panel.page, '80-ended-panel'),
    ]);
    await panel.button(say('show.startAgain')).click();
    await Promise.all([anna.isLive(), ming.isLive(), panel.button(say('show.end')).waitFor()]);
    await anna.write('Here again');
    await ming.line('Here again').waitFor();
  });

  it('[SHOWN-14] a show made in the panel is announced at its link, with the time left, and begins for whoever waits there', async () => {
    const { panel: say } = panel.words;
    await panel.button(say('strip.leave')).click();
    const form = panel.page.locator('form').filter({ has: panel.page.getByRole('heading', { name: say('newShow.heading') }) });
    await form.getByLabel(say('newShow.title')).fill('Winter coats, live');
    await form.getByLabel(say('newShow.id')).fill('coats');
    await form.getByLabel(say('newShow.startsAt')).fill(tomorrow());
    await form.getByRole('button', { name: say('newShow.create') }).click();
    await panel.page.getByRole('heading', { level: 1, name: 'Winter coats, live' }).waitFor();
    await panel.button(say('strip.share')).click();
    const link = panel.page.getByRole('dialog', { name: say('share.title') }).getByRole('link', { name: /\?show=coats$/ });
    const address = new URL((await link.getAttribute('href'))!);
    assert.equal(address.origin, house.server.url);
    await inspect(panel.page, '90-panel-links');
    await panel.page.keyboard.press('Escape');

    await Promise.all([anna.page.goto(address.href), ming.page.goto(address.href)]);
    for (const { page, words } of [anna, ming]) await page.getByText(words.viewer('scheduled.at')).waitFor();
    await Promise.all([inspect(anna.page, '91-scheduled-viewer-en'), glance(ming.page, '91-scheduled-viewer-zh')]);
    await panel.button(say('show.start')).click();
    await Promise.all([anna.isLive(), ming.isLive()]);
  });
});

/** X arms, and X again fires, unless it came so fast that it was taken for the first one bouncing. */
async function cancelByKey(panel: Panel): Promise<void> {
  const { page } = panel;
  const { panel: say } = panel.words;
  const over = page.getByRole('status').getByText(say('phase.over'), { exact: true });
  await page.keyboard.press('x');
  await panel.button(say('arm.again')).first().waitFor();
  while (!(await over.isVisible())) {
    if (await panel.button(say('arm.again')).first().isVisible()) await page.keyboard.press('x');
  }
}

/** Tomorrow at this hour, as a date field takes it. */
function tomorrow(): string {
  const at = new Date(Date.now() + 24 * 3600 * 1000);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
