/** What people type that cannot stand: each is told what is wrong, where it is wrong, and nothing is lost. */
import assert from 'node:assert/strict';
import { air, calmPhone, desk } from '../support/browser-chromium.ts';
import { openHouse } from '../support/browser-house.ts';
import type { House } from '../support/browser-house.ts';
import { glance, inspect } from '../support/browser-inspect.ts';
import { openOverlay } from '../support/browser-overlay.ts';
import { openPanel } from '../support/browser-panel.ts';
import type { Panel } from '../support/browser-panel.ts';
import { openViewer } from '../support/browser-viewer.ts';
import type { Viewer } from '../support/browser-viewer.ts';
import { wordsIn } from '../support/browser-words.ts';

const refusedAnswer = /Failed to load resource: the server responded with a status of 40[0-9]/;
const hostile = '<img src=x onerror="document.title=\'owned\'"><script>alert(1)</script>';

describe('bad input in the browser', function () {
  this.timeout(120_000);
  let house: House;
  let anna: Viewer;
  let ben: Viewer;
  let panel: Panel;

  before(async () => {
    house = await openHouse({ env: { DRUMROLL_BLOCKED_WORDS: 'swindle' } });
    [anna, ben, panel] = await Promise.all([
      openViewer(house, { name: 'Anna', device: calmPhone }),
      openViewer(house, { name: 'Ben', device: calmPhone }),
      openPanel(house, { path: '/panel?show=demo' }),
    ]);
    await anna.rename('Anna');
  });
  after(() => house.close());
  afterEach(() => house.assertQuiet());

  it('[SHOWN-40] a chat line that cannot stand is refused in words, and stays in the field to be mended', async () => {
    const { page, words } = anna;
    const { kit, viewer: say } = words;
    const send = page.getByRole('button', { name: say('chat.send'), exact: true });
    const refused = async (text: string, why: Parameters<typeof kit>[0]): Promise<void> => {
      await anna.composer().fill(text);
      await send.tap();
      await page.getByText(kit(why)).first().waitFor();
      assert.equal(await anna.composer().inputValue(), text);
    };
    await anna.composer().fill('   ');
    await send.tap();
    await refused('What a S.w.i.n.d.l.e!', 'refusal.chat/blocked');
    await inspect(page, '120-chat-refused');
    await refused('long '.repeat(99), 'refusal.chat/too-long');
    await glance(page, '121-chat-too-long');
    for (const text of ['one', 'two', 'three', 'four']) await anna.write(text);
    await refused('five', 'refusal.rate-limited');
    await ben.line('four').waitFor();
    assert.deepEqual(
      (await ben.lines()).map((line) => line.replace(/^\S+ /, '')),
      ['one', 'two', 'three', 'four'],
      'nothing that was refused, or empty, was said',
    );
  });

  it('[SHOWN-41] a name that cannot stand is refused in the dialog, and the old one is kept', async () => {
    const { page, words } = ben;
    const { kit, viewer: say } = words;
    await page.getByRole('button', { name: say('you.open') }).tap();
    const dialog = page.getByRole('dialog', { name: say('you.title') });
    const field = dialog.getByRole('textbox', { name: say('you.name') });
    const old = await field.inputValue();
    for (const name of ['', '   ', 'Swindle Ltd']) {
      await field.fill(name);
      await dialog.getByRole('button', { name: say('you.save') }).tap();
      await dialog.getByText(kit('refusal.viewer/bad-name')).waitFor();
      assert.equal(await field.getAttribute('aria-invalid'), 'true');
    }
    await inspect(page, '122-name-refused');
    await field.fill('N'.repeat(99));
    assert.equal((await field.inputValue()).length, 24, 'no more can be typed than a name may hold');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await ben.write('still me');
    await anna.line(old).filter({ hasText: 'still me' }).waitFor();
  });

  it('[SHOWN-42] settings that do not fit are marked where they are wrong, start nothing, and start a round once mended', async () => {
    const { panel: say } = panel.words;
    const form = await panel.fill('tap-race', { 'Duration (seconds)': 9999, 'Teams 1': '   ' });
    const duration = form.getByLabel('Duration (seconds)');
    await form.getByText(say('hint.tooBig', { count: 120 })).waitFor();
    assert.equal(await duration.getAttribute('aria-invalid'), 'true');
    await inspect(panel.page, '123-form-hints');
    await form.getByRole('button', { name: say('games.start') }).click();
    await panel.lastOutcome().getByText(say.like('activity.refused')).waitFor();
    await form.getByRole('alert').getByText(panel.words.kit('refusal.round/bad-settings')).waitFor();
    await inspect(panel.page, '124-form-refused');
    await panel.page.getByText(say('round.nothing')).waitFor();
    await panel.fill('tap-race', { 'Duration (seconds)': 30, 'Teams 1': 'Tea' });
    await form.getByRole('button', { name: say('games.start') }).click();
    await panel.sees('tap-race', 'ready');
    await anna.page.getByText('Tea', { exact: true }).first().waitFor();
    await house.server.order('demo', 'round.cancel', {});
  });

  it('[SHOWN-43] a question typed into the form is asked as it was typed; one that is not finished is marked', async () => {
    const { panel: say } = panel.words;
    const form = await panel.form('quick-quiz');
    await form
      .getByRole('group', { name: /^Own questions/ })
      .getByRole('button', { name: say('rows.add') })
      .first()
      .click();
    await form.getByText(say('rows.empty')).click();
    await form.getByText(say('games.hints', { count: 3 })).waitFor();
    await panel.fill('quick-quiz', {
      Question: 'Which drum has wires under its skin?',
      'Right answer': 'The snare',
      'Wrong answers 1': 'The timpani',
      'Time to answer (seconds)': 30,
    });
    await inspect(panel.page, '125-own-question');
    await form.getByRole('button', { name: say('games.start') }).click();
    const dock = await anna.sees('quick-quiz', 'question');
    await dock.getByRole('heading', { name: 'Which drum has wires under its skin?' }).waitFor();
    await anna.answer('The snare');
    await anna.page.getByText(anna.words.viewer('quiz.locked')).waitFor();
    await house.server.order('demo', 'round.cancel', {});
    await anna.seesNoGame();
  });

  it('[SHOWN-44] an address that names no show says so on viewer page and panel, and shows nothing on the overlay', async () => {
    const viewer = await house.seat('/?show=no-such-show', { name: 'lost viewer', device: calmPhone });
    viewer.watch.allow(refusedAnswer);
    await viewer.page.getByRole('alert').getByText(viewer.words.kit('refusal.show/unknown')).waitFor();
    await inspect(viewer.page, '126-unknown-show-viewer');
    const lost = await house.seat('/panel?show=no-such-show', { name: 'lost panel', device: desk });
    lost.watch.allow(refusedAnswer);
    await lost.page.getByText(lost.words.kit('refusal.show/unknown')).waitFor();
    await inspect(lost.page, '127-unknown-show-panel');
    await lost.page.getByRole('button', { name: lost.words.panel('strip.leave') }).click();
    await lost.page.getByRole('heading', { level: 1, name: lost.words.panel('shows.title') }).waitFor();
    const overlay = await house.seat('/overlay?show=no-such-show', { name: 'lost overlay', device: air });
    overlay.watch.allow(refusedAnswer);
    overlay.watch.allow(/Drumroll overlay: show\/unknown/);
    await overlay.page.waitForEvent('console', { predicate: (message) => message.text().includes('show/unknown') });
    assert.equal((await overlay.page.locator('body').innerText()).trim(), '');
    await Promise.all([viewer, lost, overlay].map(({ page }) => page.context().close()));
  });

  it('[SHOWN-45] a new show with a malformed or taken id is refused beside the form, which keeps what was typed', async () => {
    const shows = await openPanel(house, { lang: 'zh-CN' });
    shows.watch.allow(refusedAnswer);
    const { panel: say, kit } = wordsIn('zh-CN');
    const { page } = shows;
    const title = page.getByLabel(say('newShow.title'));
    const id = page.getByLabel(say('newShow.id'));
    await title.fill('冬季新品');
    await id.fill('Not An Id');
    await shows.button(say('newShow.create')).click();
    assert.equal(await id.evaluate((input: HTMLInputElement) => input.validity.patternMismatch), true);
    await id.fill('demo');
    await shows.button(say('newShow.create')).click();
    await page.getByRole('alert').getByText(kit('refusal.show/exists')).waitFor();
    assert.deepEqual([await title.inputValue(), await id.inputValue()], ['冬季新品', 'demo']);
    await inspect(page, '128-show-exists-zh');
    await page.context().close();
  });

  it('[SHOWN-46] markup, right-to-left text and long words are shown as the text they are, and break no page', async () => {
    const overlay = await openOverlay(house);
    const { panel: say } = panel.words;
    await ben.rename('<b>Ben</b> مرحبا');
    await ben.write(hostile);
    await anna.line(hostile).waitFor();
    await ben.write(`W${'o'.repeat(150)}w`);
    await anna.line('Wooo').waitFor();
    const line = panel.page.getByRole('listitem').filter({ hasText: hostile });
    await line.hover();
    await line.getByRole('button', { name: say('chat.pin', { name: '<b>Ben</b> مرحبا' }) }).click();
    await overlay.shows(hostile);
    await Promise.all([
      inspect(anna.page, '129-hostile-viewer'),
      inspect(panel.page, '129-hostile-panel'),
      inspect(overlay.page, '129-hostile-overlay'),
    ]);
    for (const { page } of [anna, panel, overlay]) {
      assert.notEqual(await page.title(), 'owned');
      assert.equal(await page.locator('img[src="x"], b:text("Ben")').count(), 0);
    }
  });
});
