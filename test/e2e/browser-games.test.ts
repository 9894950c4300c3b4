/** A streamer runs the three games from the panel, two viewers play them on their phones, and everybody sees one result. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import type { GameId } from '../../shared/games/index.ts';
import { banks } from '../../shared/games/quick-quiz-banks.ts';
import type { WinnerRow } from '../../shared/protocol/messages.ts';
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

interface Receipt<Summary> {
  game: GameId;
  outcome: string;
  missingShards: number[];
  result: { winners: Pick<WinnerRow, 'viewer' | 'name' | 'rank'>[]; summary: Summary };
}

describe('three games in the browser', function () {
  this.timeout(120_000);
  let house: House;
  let panel: Panel;
  let anna: Viewer;
  let ming: Viewer;
  let overlay: Overlay;
  const receipt = <Summary>(round: number): Promise<Receipt<Summary>> => house.server.get(`/shows/demo/rounds/${round}`);
  /** Waits until all four pages show this phase of the game. */
  const allSee = async (game: GameId, phase: string): Promise<void> => {
    await Promise.all([anna.sees(game, phase), ming.sees(game, phase), panel.sees(game, phase)]);
  };
  /** Looks at all four pages as they stand. */
  const inspectAll = async (name: string): Promise<void> => {
    await Promise.all([
      inspect(anna.page, `${name}-viewer-en`),
      glance(ming.page, `${name}-viewer-zh`),
      inspect(panel.page, `${name}-panel`),
      inspect(overlay.page, `${name}-overlay`),
    ]);
  };

  before(async () => {
    house = await openHouse();
  });
  after(() => house.close());
  afterEach(() => house.assertQuiet());

  it('[SHOWN-1] opening the panel in demo mode signs the streamer in, and the live show is in the list', async () => {
    panel = await openPanel(house);
    await panel.button(panel.words.panel('shows.open', { title: 'Drumroll demo' })).waitFor();
    await inspect(panel.page, '01-panel-shows');
    await panel.enter('Drumroll demo');
    await panel.page.getByRole('banner').getByText(panel.words.panel('status.live'), { exact: true }).waitFor();
    await inspect(panel.page, '02-panel-desk');
  });

  it('[SHOWN-2] whoever opens the link is in the show, in the language of their browser, under the name they choose', async () => {
    [anna, ming, overlay] = await Promise.all([
      openViewer(house, { name: 'Anna' }),
      openViewer(house, { name: '小明', lang: 'zh-CN', device: calmPhone }),
      openOverlay(house),
    ]);
    await Promise.all([anna.rename('Anna'), ming.rename('小明')]);
    await panel.page.getByRole('definition').first().getByText('2', { exact: true }).waitFor();
    await inspectAll('03-before-the-first-game');
  });

  it('[SHOWN-3] a tap race from the panel’s form is played by thumb, and every page shows the result of the receipt', async () => {
    await panel.start('tap-race', {
      'Duration (seconds)': 60,
      'Viewers choose their team': true,
      'Winners (top tappers)': 2,
      'Prize (empty: none)': 'Desk lamp',
    });
    await allSee('tap-race', 'ready');
    await panel.extend();
    for (const { page } of [anna, ming, overlay]) await page.getByText('Desk lamp').waitFor();
    await inspectAll('10-tap-race-choose');
    await Promise.all([anna.chooseTeam('Red'), ming.chooseTeam('Blue')]);
    await panel.next();

    await allSee('tap-race', 'race');
    await Promise.all([anna.tap(12), ming.tap(9)]);
    const red = panel.page.getByRole('listitem').filter({ hasText: 'Red' });
    const blue = panel.page.getByRole('listitem').filter({ hasText: 'Blue' });
    await Promise.all([
      red.getByText('12', { exact: true }).first().waitFor(),
      blue.getByText('9', { exact: true }).first().waitFor(),
    ]);
    await inspectAll('11-tap-race-running');
    await panel.next();

    await allSee('tap-race', 'result');
    await panel.extend();
    const { result, outcome, missingShards } = await receipt<{ teams: { name: string; taps: number }[]; winner: number }>(1);
    assert.deepEqual([outcome, missingShards], ['settled', []]);
    assert.deepEqual(
      result.summary.teams.map(({ name, taps }) => `${name} ${taps}`),
      ['Red 12', 'Blue 9'],
    );
    assert.deepEqual(
      result.winners.map(({ name, rank }) => `${rank} ${name}`),
      ['1 Anna', '2 小明'],
    );
    await Promise.all([
      overlay.shows(overlay.words.overlay('tapRace.wins', { team: 'Red' })),
      ...[anna, ming].map(async ({ page, words }) => {
        await page
          .getByText(words.viewer('tap.won', { team: 'Red' }))
          .first()
          .waitFor();
        const board = page.getByRole('list', { name: words.viewer('tap.top') }).getByRole('listitem');
        assert.deepEqual(await texts(board.all()), ['1 Anna 12', '2 小明 9']);
      }),
    ]);
    await anna.page.getByText(anna.words.viewer('tap.own', { count: 12, n: '12' })).waitFor();
    await ming.page.getByText(ming.words.viewer('tap.own', { count: 9, n: '9' })).waitFor();
    await inspectAll('12-tap-race-result');
    await panel.next();
    await Promise.all([anna.seesNoGame(), ming.seesNoGame(), overlay.isEmpty()]);
  });

  it('[SHOWN-4] a quiz is answered by thumb: nobody sees the right answer early, and all see the same board at the end', async () => {
    await panel.start('quick-quiz', {
      'Number of questions': 2,
      'Time to answer (seconds)': 60,
      'Reveal (seconds)': 30,
      Winners: 3,
      'Prize (empty: none)': 'Mug',
    });
    for (const number of [1, 2]) {
      await allSee('quick-quiz', 'question');
      const asked = await questionOn(anna);
      assert.deepEqual(await questionOn(ming), asked, 'both phones show the same question and options');
      await panel.page.getByText(asked.text).waitFor();
      const { right } = banks.en.find(({ text }) => text === asked.text)!;
      const wrong = asked.options.find((option) => option !== right)!;
      if (number === 1) await inspectAll('20-quiz-question');
      await Promise.all([anna.answer(right), ming.answer(wrong)]);
      await Promise.all([anna, ming].map(({ page, words }) => page.getByText(words.viewer('quiz.locked')).waitFor()));
      if (number === 1)
        await Promise.all([shoot(anna.page, '21-quiz-answered'), assertRightIsUnmarked(anna), assertRightIsUnmarked(ming)]);
      await panel.next();
      await allSee('quick-quiz', 'locked');
      await allSee('quick-quiz', 'reveal');
      await Promise.all(
        [anna, ming].map((viewer) =>
          rightOption(viewer)
            .and(viewer.page.getByRole('button', { name: right }))
            .waitFor(),
        ),
      );
      await overlay.shows('50%');
      if (number === 1) await inspectAll('22-quiz-reveal');
      await panel.next();
    }
    await allSee('quick-quiz', 'board');
    await panel.extend();
    const { result } = await receipt<{ players: number; board: { name: string; points: number }[] }>(2);
    const { players, board } = result.summary;
    assert.equal(players, 2);
    assert.deepEqual(
      board.map(({ name }) => name),
      ['Anna'],
      'only who was right is on the board',
    );
    const { points } = board[0]!;
    const shown = new Intl.NumberFormat('en').format(points);
    await anna.page.getByText(anna.words.viewer('quiz.final', { count: points, n: shown })).waitFor();
    await ming.page.getByText(ming.words.viewer('quiz.final', { count: 0, n: '0' })).waitFor();
    for (const { page } of [anna, ming, panel, overlay]) await page.getByText(shown, { exact: true }).first().waitFor();
    await inspectAll('23-quiz-board');
    await panel.next();
    await Promise.all([anna.seesNoGame(), ming.seesNoGame()]);
  });

  it('[SHOWN-5] a draw is entered by button and by chat keyword, its winners stand on every page, and its record can be checked', async () => {
    await panel.start('lucky-draw', {
      'Time to enter (seconds)': 60,
      Winners: 2,
      'Chat keyword (empty: button only)': 'Drum Roll',
      'Prize (empty: none)': 'Silk scarf',
      'Amount each': 2,
    });
    await allSee('lucky-draw', 'ready');
    await shoot(anna.page, '30-draw-ready');
    await allSee('lucky-draw', 'entries');
    await overlay.shows('Drum Roll');
    await inspectAll('31-draw-entries');
    await anna.enterDraw();
    await ming.write('drum roll');
    await Promise.all([anna, ming].map(({ page, words }) => page.getByText(words.viewer('draw.entered')).first().waitFor()));
    await anna.page.getByText(anna.words.viewer('draw.entries', { count: 2, n: '2' })).waitFor();
    await Promise.all([inspect(anna.page, '32-draw-entered-viewer-en'), glance(ming.page, '32-draw-entered-viewer-zh')]);
    await panel.next();
    await allSee('lucky-draw', 'draw');
    await shoot(anna.page, '33-draw-turning');
    await allSee('lucky-draw', 'result');
    await panel.extend();

    const drawn = await receipt<{ seed: string; commitment: string; count: number }>(3);
    const names = drawn.result.winners.map(({ name }) => name);
    assert.deepEqual(names.toSorted(), ['Anna', '小明'], 'two entries, two winners');
    for (const { page, words } of [anna, ming]) {
      const list = page.getByRole('list', { name: words.viewer('draw.winners') }).getByRole('listitem');
      await list.first().waitFor();
      assert.deepEqual(
        await texts(list.all()),
        names.map((name, i) => `${i + 1} ${name}`),
      );
    }
    assert.deepEqual(
      await texts(
        panel.page
          .getByRole('list', { name: panel.words.panel('draw.drawn') })
          .getByRole('listitem')
          .all(),
      ),
      names,
    );
    for (const name of names) await overlay.shows(name);
    await inspectAll('34-draw-result');

    const { viewer: say } = anna.words;
    await anna.page.getByText(say('fair.title')).tap();
    await anna.page.getByText(drawn.result.summary.seed).waitFor();
    await inspect(anna.page, '35-draw-fairness');
    const [download] = await Promise.all([
      anna.page.waitForEvent('download'),
      anna.page.getByRole('button', { name: say('fair.receipt') }).tap(),
    ]);
    assert.deepEqual(JSON.parse(await readFile(await download.path(), 'utf8')), drawn);
    await panel.next();
    await anna.seesNoGame();
  });

  it('[SHOWN-6] the panel lists all winners, marks their prizes as they are sent, and saves them as CSV', async () => {
    const { panel: say } = panel.words;
    const rows = await panel.winners();
    assert.equal(rows.length, 5, 'two of the race, one of the quiz, two of the draw');
    assert.ok(
      rows.some((row) => row.includes('Silk scarf × 2')),
      JSON.stringify(rows),
    );
    const lamp = panel.page.getByRole('row').filter({ hasText: 'Desk lamp' }).filter({ hasText: 'Anna' });
    await lamp.getByRole('button', { name: say('prize.mark.claimed', { name: 'Anna' }) }).click();
    await lamp.getByRole('button', { name: say('prize.mark.sent', { name: 'Anna' }) }).click();
    await lamp.getByText(say('prize.sent'), { exact: true }).waitFor();
    await inspect(panel.page, '40-panel-winners');

    const [download] = await Promise.all([panel.page.waitForEvent('download'), panel.button(say('winners.save')).click()]);
    assert.equal(download.suggestedFilename(), 'demo-winners.csv');
    const lines = (await readFile(await download.path(), 'utf8')).trim().split(/\r?\n/);
    assert.equal(lines.length, 6);
    const sent = lines.filter((line) => line.includes('Desk lamp') && line.includes('Anna'));
    assert.equal(sent.length, 1);
    assert.match(sent[0]!, /sent/);
    assert.equal(lines.filter((line) => line.includes('sent')).length, 1);
  });
});

/** What list items say, on one line each. */
async function texts(items: Promise<{ innerText(): Promise<string> }[]>): Promise<string[]> {
  const all = await Promise.all((await items).map((item) => item.innerText()));
  return all.map((text) => text.replaceAll(/\s+/g, ' ').trim());
}

async function questionOn(viewer: Viewer): Promise<{ text: string; options: string[] }> {
  const dock = await viewer.sees('quick-quiz', 'question');
  const text = await dock.getByRole('heading', { level: 3 }).innerText();
  const options = await texts(dock.getByRole('listitem').all());
  return { text, options: options.map((option) => option.replace(/^[A-D] /, '')) };
}

/** The option that the page marks as the right one, if any. */
function rightOption({ page, words }: Viewer) {
  return page.getByRole('button', { name: words.viewer('quiz.right') });
}

async function assertRightIsUnmarked(viewer: Viewer): Promise<void> {
  assert.equal(await rightOption(viewer).count(), 0);
}
