/** Other ways to be in a show: with a keyboard alone, without movement, in the other language, and a panel in one hand. */
import assert from 'node:assert/strict';
import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import { calmPhone, phone } from '../support/browser-chromium.ts';
import { openHouse } from '../support/browser-house.ts';
import type { House } from '../support/browser-house.ts';
import { glance, inspect, shoot } from '../support/browser-inspect.ts';
import { panelAt } from '../support/browser-panel.ts';
import { openViewer } from '../support/browser-viewer.ts';
import type { Viewer } from '../support/browser-viewer.ts';
import { wordsIn } from '../support/browser-words.ts';
import { until } from '../support/until.ts';

describe('other ways into a show, in the browser', function () {
  this.timeout(120_000);
  let house: House;
  const order: House['server']['order'] = (...args) => house.server.order(...args);

  before(async () => {
    house = await openHouse();
  });
  after(() => house.close());
  afterEach(async () => {
    await house.server.cancelRound('demo');
    house.assertQuiet();
  });

  it('[SHOWN-50] every game can be played to its own end with a keyboard alone', async () => {
    // Each game in a show of its own, so that they run side by side.
    await Promise.all([raceByKeyboard(house), quizByKeyboard(house), drawByKeyboard(house)]);
  });

  it('[SHOWN-51] for whoever wants less movement nothing moves, and the switch in the dialog does the same for anybody', async () => {
    const viewer = await openViewer(house, { name: 'still', device: calmPhone });
    const moving = await openViewer(house, { name: 'moving' });
    await order('demo', 'round.start', { game: 'tap-race', settings: { durationSeconds: 60 } });
    await order('demo', 'round.next', {});
    await Promise.all([viewer.sees('tap-race', 'race'), moving.sees('tap-race', 'race')]);
    await Promise.all([viewer.tap(3), moving.tap(3)]);
    await until('the page that may move does', async () => (await movements(moving.page)).length > 0);
    assert.deepEqual(await movements(viewer.page), []);
    await inspect(viewer.page, '134-less-movement');
    await moving.page.getByRole('button', { name: moving.words.viewer('you.open') }).tap();
    await moving.page.getByRole('switch', { name: moving.words.viewer('you.motion') }).setChecked(true);
    await moving.page.keyboard.press('Escape');
    await moving.tap(2);
    await until('nothing moves any more', async () => (await movements(moving.page)).length === 0);
    await Promise.all([viewer.page.context().close(), moving.page.context().close()]);
  });

  it('[SHOWN-52] the language changes at once, in the middle of a game, and stays for the next visit', async () => {
    const viewer = await openViewer(house, { name: 'switching', device: calmPhone });
    const { page, words } = viewer;
    const zh = wordsIn('zh-CN');
    await order('demo', 'round.start', { game: 'lucky-draw', settings: { entrySeconds: 60 } });
    await viewer.sees('lucky-draw', 'entries');
    await page.getByRole('button', { name: words.viewer('lang.switch') }).tap();
    await page.getByRole('button', { name: zh.viewer('draw.enter') }).waitFor();
    assert.equal(await page.locator('html').getAttribute('lang'), 'zh-CN');
    await glance(page, '135-switched-to-zh');
    await page.reload();
    await page.getByRole('button', { name: zh.viewer('draw.enter') }).waitFor();
    await page.getByRole('button', { name: zh.viewer('lang.switch') }).tap();
    await page.getByRole('button', { name: words.viewer('draw.enter') }).waitFor();
    await page.context().close();
  });

  it('[SHOWN-53] a streamer runs a game from a phone, in Chinese', async () => {
    const panel = panelAt(await house.seat('/panel?show=demo', { name: 'phone panel', device: phone, lang: 'zh-CN' }));
    const { page, words } = panel;
    const { panel: say } = words;
    const section = (name: 'live' | 'games' | 'rundown' | 'chat') =>
      page
        .getByRole('navigation', { name: say('sections.title') })
        .getByRole('button', { name: say(`sections.${name}`) })
        .tap();
    await section('games');
    await panel.form('tap-race');
    await inspect(page, '136-phone-panel-games');
    await panel.start('tap-race', {});
    await panel.sees('tap-race', 'ready');
    await inspect(page, '137-phone-panel-live');
    await page
      .getByRole('navigation', { name: say('bar.title') })
      .getByRole('button', { name: say('bar.next') })
      .tap();
    await panel.sees('tap-race', 'race');
    await section('rundown');
    await inspect(page, '138-phone-panel-rundown');
    await section('chat');
    await inspect(page, '139-phone-panel-chat');
    await page.context().close();
  });
});

const keyboardOnly = { viewport: { width: 1024, height: 700 }, reducedMotion: 'reduce' } satisfies BrowserContextOptions;

/** A show of its own for one viewer at a desk. */
async function openAlone(house: House, show: string): Promise<Viewer> {
  await house.server.post('/shows', { id: show, title: show });
  await house.server.order(show, 'show.start', {});
  return openViewer(house, { name: show, show, device: keyboardOnly });
}

async function raceByKeyboard(house: House): Promise<void> {
  const viewer = await openAlone(house, 'keys-race');
  const { page, words } = viewer;
  await house.server.order('keys-race', 'round.start', { game: 'tap-race', settings: { durationSeconds: 5 } });
  await viewer.sees('tap-race', 'race');
  await tabTo(viewer.drum());
  for (let i = 0; i < 6; i++) await page.keyboard.press(i % 2 === 0 ? 'Space' : 'Enter');
  await viewer.hasTapped(6);
  await shoot(page, '130-keyboard-drum');
  await viewer.sees('tap-race', 'result');
  await page.getByText(words.viewer('tap.own', { count: 6, n: '6' })).waitFor();
  await page.context().close();
}

async function quizByKeyboard(house: House): Promise<void> {
  const viewer = await openAlone(house, 'keys-quiz');
  const { page, words } = viewer;
  const questions = [{ text: 'Up?', right: 'Yes', wrong: ['No'] }];
  await house.server.order('keys-quiz', 'round.start', {
    game: 'quick-quiz',
    settings: { count: 1, windowSeconds: 5, revealSeconds: 2, questions },
  });
  await viewer.sees('quick-quiz', 'question');
  await tabTo(page.getByRole('button', { name: 'Yes' }));
  await page.keyboard.press('Enter');
  await page.getByText(words.viewer('quiz.locked')).waitFor();
  await shoot(page, '131-keyboard-quiz');
  await viewer.sees('quick-quiz', 'board');
  await page.getByText(words.viewer('rank', { rank: 1 })).waitFor();
  await tabTo(page.getByRole('button', { name: words.viewer('you.open') }));
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  await inspect(page, '133-keyboard-dialog');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await page.context().close();
}

async function drawByKeyboard(house: House): Promise<void> {
  const viewer = await openAlone(house, 'keys-draw');
  const { page, words } = viewer;
  await house.server.order('keys-draw', 'round.start', { game: 'lucky-draw', settings: { entrySeconds: 5, keyword: '' } });
  await viewer.sees('lucky-draw', 'entries');
  await tabTo(page.getByRole('button', { name: words.viewer('draw.enter') }));
  await page.keyboard.press('Space');
  await page.getByText(words.viewer('draw.entered')).first().waitFor();
  await tabTo(viewer.composer());
  await page.keyboard.type('By keyboard');
  await page.keyboard.press('Enter');
  await viewer.line('By keyboard').waitFor();
  await viewer.sees('lucky-draw', 'result');
  await page
    .getByText(words.viewer('draw.won', { rank: 1 }))
    .first()
    .waitFor();
  await shoot(page, '132-keyboard-draw');
  await page.context().close();
}

/** Presses Tab until this has the focus, as somebody without a mouse would. */
async function tabTo(wanted: Locator): Promise<void> {
  await wanted.waitFor();
  for (let presses = 0; presses < 40; presses++) {
    await wanted.page().keyboard.press('Tab');
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
  }
  assert.fail(`the focus never came to ${String(wanted)}`);
}

/** What is moving on the page: animations of more than colour and opacity that are under way. */
function movements(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    document
      .getAnimations()
      .filter((animation) => animation.playState === 'running' && animation.effect instanceof KeyframeEffect)
      .filter((animation) => {
        const still = new Set([
          'offset',
          'computedOffset',
          'easing',
          'composite',
          'opacity',
          'color',
          'backgroundColor',
          'visibility',
        ]);
        const effect = animation.effect as KeyframeEffect;
        const { duration = 0 } = effect.getComputedTiming();
        return Number(duration) > 1 && effect.getKeyframes().some((frame) => Object.keys(frame).some((name) => !still.has(name)));
      })
      .map((animation) => {
        const { target } = animation.effect as KeyframeEffect;
        return `${target?.className} ${(animation as CSSAnimation).animationName ?? ''}`;
      }),
  );
}
