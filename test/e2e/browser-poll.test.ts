/** A poll on real pages: prepared and closed in the panel, voted in on phones, with its result on air. */
import assert from 'node:assert/strict';
import { checkPollReceipt } from '../../shared/poll/index.ts';
import type { PollReceipt } from '../../shared/poll/index.ts';
import { calmPhone } from '../support/browser-chromium.ts';
import { pollOf } from '../support/browser-contest.ts';
import { openHouse } from '../support/browser-house.ts';
import type { House } from '../support/browser-house.ts';
import { inspect } from '../support/browser-inspect.ts';
import { openOverlay } from '../support/browser-overlay.ts';
import type { Overlay } from '../support/browser-overlay.ts';
import { openPanel } from '../support/browser-panel.ts';
import type { Panel } from '../support/browser-panel.ts';
import { pollInPanel } from '../support/browser-poll-panel.ts';
import { airScreens, glanceOn, panelScreens, viewerScreens } from '../support/browser-screens.ts';
import { openViewer } from '../support/browser-viewer.ts';
import type { Viewer } from '../support/browser-viewer.ts';

describe('a poll in the browser', function () {
  this.timeout(90_000);
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
      openViewer(house, { name: 'Ming', lang: 'zh-CN', device: calmPhone }),
      openOverlay(house),
    ]);
  });
  after(() => house.close());
  afterEach(() => house.assertQuiet());

  it('[SHOWN-92] a poll from the panel is voted in on phones, moves on every page, is closed early in two presses, and its result is the same everywhere', async () => {
    const { panel: say, contest } = panel.words;
    const question = 'Which tea shall we taste next?';
    const desk = pollInPanel(panel);
    const [annas, mings] = [pollOf(anna, question), pollOf(ming, question)];
    const form = await desk.prepare({ question, choices: ['Oolong', 'Jasmine', 'Earl Grey'], seconds: 120, results: 'live' });
    await inspect(panel.page, '360-poll-form');
    await form.getByRole('button', { name: say('poll.start'), exact: true }).click();
    await Promise.all([desk.is('open'), annas.is('open'), mings.is('open'), overlay.shows(question)]);
    await annas.choice('Jasmine').tap();
    await Promise.all([mings.shows('100%'), desk.shows('Jasmine', '100%'), overlay.shows('100%')]);
    await mings.choice('Oolong').tap();
    await Promise.all([annas.shows('50%'), desk.shows('Oolong', '50%'), overlay.shows('50%')]);
    await anna.page.reload();
    assert.equal(await annas.choice('Oolong').getAttribute('aria-disabled'), 'true');
    await annas.choice('Jasmine').and(anna.page.locator('[aria-pressed=true]')).waitFor();
    await Promise.all([
      inspect(anna.page, '361-poll-viewer'),
      inspect(overlay.page, '361-poll-overlay'),
      inspect(panel.page, '361-poll-panel'),
    ]);
    await glanceOn(ming.page, '361-poll-viewer-zh', viewerScreens);

    await panel.confirm(desk.button(say('poll.close')));
    await Promise.all([
      ...[desk, annas, mings].map((poll) => poll.is('closed')),
      desk.card.getByText(contest('poll.tie')).waitFor(),
      annas.shows(contest('poll.tie')),
      mings.shows(ming.words.contest('poll.tie')),
    ]);
    const receipt = await house.server.get<PollReceipt>('/shows/demo/polls/poll-1');
    assert.deepEqual(checkPollReceipt(receipt), []);
    assert.deepEqual([receipt.reason, receipt.result.winner, receipt.counted.voters], ['closed', null, 2]);
    await desk.button(say('receipts.open')).click();
    await panel.page
      .getByRole('dialog', { name: say('receipts.title') })
      .getByRole('table')
      .waitFor();
    await glanceOn(panel.page, '362-poll-record', panelScreens);
    await panel.page.keyboard.press('Escape');
  });

  it('[SHOWN-93] votes that are shown at the end are on no page before, the streamer’s included, and the clock closes the poll', async () => {
    const { panel: say, contest } = panel.words;
    const question = 'Keep the drums?';
    const desk = pollInPanel(panel);
    const [annas, mings] = [pollOf(anna, question), pollOf(ming, question)];
    const form = await desk.prepare({ question, choices: ['Yes', 'No'], seconds: 10, results: 'end' });
    // The third choice of the poll before is taken out again.
    await form.getByRole('button', { name: say('rows.remove', { row: 3 }) }).click();
    await form.getByRole('button', { name: say('poll.start'), exact: true }).click();
    await Promise.all([desk.is('open'), annas.is('open'), mings.is('open')]);
    await Promise.all([annas.choice('Yes').tap(), mings.choice('Yes').tap()]);
    for (const [viewer, poll] of [
      [anna, annas],
      [ming, mings],
    ] as const)
      await poll.choice('Yes').and(viewer.page.locator('[aria-pressed=true]')).waitFor();
    await Promise.all([
      annas.shows(contest('poll.atEnd')),
      desk.card.getByText(contest('poll.atEnd')).waitFor(),
      overlay.shows(overlay.words.overlay('poll.atEnd')),
    ]);
    for (const place of [desk.card, annas.card, mings.card]) assert.equal(await place.getByText('%').count(), 0);
    await glanceOn(overlay.page, '363-poll-at-the-end', airScreens);

    await Promise.all([desk, annas, mings].map((poll) => poll.is('closed')));
    await Promise.all([
      desk.card.getByText(contest('poll.won', { text: 'Yes', percent: '100' })).waitFor(),
      annas.shows(contest('poll.won', { text: 'Yes', percent: '100' })),
      mings.shows(ming.words.contest('poll.won', { text: 'Yes', percent: '100' })),
      overlay.shows('100%'),
    ]);
    await Promise.all([inspect(overlay.page, '364-poll-result-overlay'), inspect(anna.page, '364-poll-result-viewer')]);
  });
});
