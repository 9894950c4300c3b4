/** Lines that break: a reload, a dead network, a crashed server, a second tab. Nobody loses what they had. */
import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { openHouse } from '../support/browser-house.ts';
import type { House } from '../support/browser-house.ts';
import { inspect, shoot } from '../support/browser-inspect.ts';
import { openOverlay } from '../support/browser-overlay.ts';
import { openPanel } from '../support/browser-panel.ts';
import { openViewer, viewerAt } from '../support/browser-viewer.ts';
import type { Viewer } from '../support/browser-viewer.ts';
import { lostLine } from '../support/browser-watch.ts';
import { calmPhone } from '../support/browser-chromium.ts';
import { until } from '../support/until.ts';

describe('broken lines in the browser', function () {
  this.timeout(120_000);
  let house: House;
  let anna: Viewer;
  const order: House['server']['order'] = (...args) => house.server.order(...args);
  const race = (durationSeconds: number) =>
    order('demo', 'round.start', { game: 'tap-race', settings: { durationSeconds, teams: ['Red', 'Blue'] } });
  before(async () => {
    // The other suites run on the native transport.
    house = await openHouse({ transport: 'ws' });
    anna = await openViewer(house, { name: 'Anna', device: calmPhone });
    await anna.rename('Anna');
  });
  after(() => house.close());
  afterEach(async () => {
    await house.server.cancelRound('demo');
    house.assertQuiet();
  });

  it('[SHOWN-20] a reload in the middle of a round is the same viewer, with the taps and answers they had', async () => {
    await race(60);
    await order('demo', 'round.next', {});
    await anna.sees('tap-race', 'race');
    await anna.tap(7);
    await counted(anna, 7);
    await anna.page.reload();
    await anna.sees('tap-race', 'race');
    await anna.hasTapped(7);
    await anna.tap(2);
    await counted(anna, 9);
    await shoot(anna.page, '100-reloaded-race');
    await order('demo', 'round.next', {});
    await anna.page.getByText(anna.words.viewer('tap.own', { count: 9, n: '9' })).waitFor();
    await order('demo', 'round.next', {});
    await anna.seesNoGame();

    await order('demo', 'round.start', { game: 'quick-quiz', settings: { count: 1, windowSeconds: 60 } });
    const dock = await anna.sees('quick-quiz', 'question');
    await dock.getByRole('listitem').nth(1).getByRole('button').tap();
    await anna.page.getByText(anna.words.viewer('quiz.locked')).waitFor();
    await anna.page.reload();
    await anna.sees('quick-quiz', 'question');
    await anna.page.getByText(anna.words.viewer('quiz.locked')).waitFor();
    await dock.getByRole('listitem').nth(1).getByRole('button', { pressed: true }).waitFor();
    await order('demo', 'round.cancel', {});
    await anna.seesNoGame();
  });

  it('[SHOWN-21] a dead network is said in a pill, an answer given meanwhile still counts, and the page is right when it is back', async () => {
    const { page, watch, words } = anna;
    watch.allow(lostLine);
    await order('demo', 'round.start', { game: 'quick-quiz', settings: { count: 1, windowSeconds: 60, revealSeconds: 30 } });
    const dock = await anna.sees('quick-quiz', 'question');
    await page.context().setOffline(true);
    await dock.getByRole('listitem').first().getByRole('button').tap();
    await page.getByText(words.viewer('quiz.sending')).waitFor();
    await pill(anna).waitFor();
    await inspect(page, '101-reconnecting');
    await page.context().setOffline(false);
    await pill(anna).waitFor({ state: 'detached' });
    await page.getByText(words.viewer('quiz.locked')).waitFor();

    await page.context().setOffline(true);
    await pill(anna).waitFor();
    await order('demo', 'round.next', {});
    await page.context().setOffline(false);
    await anna.sees('quick-quiz', 'reveal');
    await order('demo', 'round.next', {});
    await anna.sees('quick-quiz', 'board');
    assert.equal((await quizSummary(house)).players, 1, 'the answer given on a dead line counts');
    await order('demo', 'round.next', {});
    await anna.seesNoGame();
  });

  it('[SHOWN-22] after the server has crashed and started again, every page comes back by itself, in the same round with the same score', async () => {
    const [panel, overlay] = await Promise.all([openPanel(house, { path: '/panel?show=demo' }), openOverlay(house)]);
    for (const { watch } of [anna, panel, overlay]) watch.allow(lostLine);
    const questions = [{ text: 'Which way is up?', right: 'This one', wrong: ['That one'] }];
    await order('demo', 'round.start', { game: 'quick-quiz', settings: { questions, windowSeconds: 60, revealSeconds: 30 } });
    await Promise.all([anna.sees('quick-quiz', 'question'), panel.sees('quick-quiz', 'question')]);
    await anna.answer('This one');
    await anna.page.getByText(anna.words.viewer('quiz.locked')).waitFor();

    // An answer that was taken is on disk, so nothing has to be waited for.
    await house.server.crash();
    await panel.page.getByRole('status').getByText(panel.words.panel('line.live'), { exact: true }).waitFor();
    // What is written goes out once the line is there again.
    await anna.write('Still here');
    await anna.page.getByRole('button', { name: 'This one', pressed: true }).waitFor();
    await shoot(panel.page, '102-after-crash-panel');
    await order('demo', 'round.next', {});
    await Promise.all([anna.sees('quick-quiz', 'reveal'), panel.sees('quick-quiz', 'reveal'), overlay.shows('Which way is up?')]);
    await order('demo', 'round.next', {});
    await anna.sees('quick-quiz', 'board');
    const { name, points } = (await quizSummary(house)).board[0]!;
    assert.equal(name, 'Anna');
    const shown = new Intl.NumberFormat('en').format(points);
    await anna.page.getByText(anna.words.viewer('quiz.final', { count: points, n: shown })).waitFor();
    await overlay.shows(shown);
    await Promise.all([panel.page.context().close(), overlay.page.context().close()]);
  });

  it('[SHOWN-23] the same viewer in a second tab: the older tab says so, and takes the seat back when asked to', async () => {
    const token = await house.server.token({ role: 'viewer', show: 'demo', sub: 'two-tabs' });
    const path = `/?show=demo#token=${token}`;
    const first = viewerAt(await house.seat(path, { name: 'first tab', device: calmPhone }));
    await first.isLive();
    const second = viewerAt(await house.tab(path, first, 'second tab'));
    await second.isLive();
    const { kit, viewer: say } = first.words;
    await first.page.getByRole('alert').getByText(kit('bye.signed-in-elsewhere')).waitFor();
    await inspect(first.page, '103-second-tab');
    await first.page.getByRole('button', { name: say('refused.here') }).tap();
    await first.isLive();
    await second.page.getByRole('alert').getByText(kit('bye.signed-in-elsewhere')).waitFor();
    await first.page.context().close();
  });

  it('[SHOWN-24] a game whose code could not be loaded while the network was gone is loaded when it is played', async () => {
    const late = await openViewer(house, { name: 'late', device: calmPhone });
    late.watch.allow(lostLine);
    let missed = 0;
    late.page.on('requestfailed', (request) => {
      if (/assets\/(?:tap-race|quick-quiz|lucky-draw)/.test(request.url())) missed++;
    });
    await late.page.context().setOffline(true);
    await until('the games have been asked for in vain', () => missed > 0);
    await late.page.context().setOffline(false);
    await pill(late).waitFor({ state: 'detached' });
    await race(60);
    await order('demo', 'round.next', {});
    await late.sees('tap-race', 'race');
    await late.tap(3);
    await counted(late, 3);
    await order('demo', 'round.cancel', {});
  });
});

function pill({ page, words }: Viewer): Locator {
  return page.getByText(words.kit('link.reconnecting'), { exact: true });
}

/** Waits until the server has counted so many taps of a team. */
async function counted({ page, words }: Viewer, taps: number): Promise<void> {
  await page
    .getByRole('list', { name: words.viewer('tap.teams') })
    .getByText(String(taps), { exact: true })
    .waitFor();
}

interface QuizSummary {
  players: number;
  board: { name: string; points: number }[];
}

/** What the receipt of the newest settled quiz says. */
async function quizSummary(house: House): Promise<QuizSummary> {
  const { rounds } = await house.server.get<{ rounds: { result: { summary: QuizSummary } }[] }>('/shows/demo/rounds?limit=1');
  return rounds[0]!.result.summary;
}
