/** A show's own battles on real pages: of four sides, from the rundown, with a rule that opens a sale, rehearsed, and in Chinese with everything long. */
import assert from 'node:assert/strict';
import type { BattleReceipt } from '../../shared/battle/index.ts';
import { demoSale } from '../../shared/demo-sale.ts';
import { battleStart } from '../../shared/protocol/battles.ts';
import { battleOnAir } from '../support/browser-battle-air.ts';
import { battleInPanel } from '../support/browser-battle-panel.ts';
import { calmPhone } from '../support/browser-chromium.ts';
import { battleOf } from '../support/browser-contest.ts';
import { openHouse } from '../support/browser-house.ts';
import type { House } from '../support/browser-house.ts';
import { glance, inspect } from '../support/browser-inspect.ts';
import { openOverlay } from '../support/browser-overlay.ts';
import type { Overlay } from '../support/browser-overlay.ts';
import { openPanel } from '../support/browser-panel.ts';
import type { Panel } from '../support/browser-panel.ts';
import { saleOf } from '../support/browser-sale.ts';
import { airScreens, glanceOn, panelScreens, viewerScreens } from '../support/browser-screens.ts';
import { openViewer } from '../support/browser-viewer.ts';
import type { Viewer } from '../support/browser-viewer.ts';
import { until } from '../support/until.ts';

const four = ['Red dragons', 'Blue whales', 'Green frogs', 'Violet storm'];

describe('a show’s own battles in the browser', function () {
  this.timeout(120_000);
  let house: House;
  let panel: Panel;
  let anna: Viewer;
  let overlay: Overlay;

  before(async () => {
    house = await openHouse();
    [panel, anna, overlay] = await Promise.all([
      openPanel(house, { path: '/panel?show=demo' }),
      openViewer(house, { name: 'Anna', device: calmPhone }),
      openOverlay(house),
    ]);
  });
  after(() => house.close());
  afterEach(() => house.assertQuiet());

  const everywhere = () => [battleInPanel(panel), battleOf(anna), battleOnAir(overlay)];
  const areAll = (phase: 'running' | 'verdict' | 'cancelled'): Promise<void[]> =>
    Promise.all(everywhere().map((battle) => battle.is(phase)));
  const secondsLeft = async (): Promise<number> => {
    const [, minutes = '0', seconds = '0'] =
      /(?:(\d+):)?(\d+)/.exec(await battleOf(anna).card.getByRole('timer').innerText()) ?? [];
    return Number(minutes) * 60 + Number(seconds);
  };
  const newest = async (): Promise<BattleReceipt> => {
    const { battles } = await house.server.get<{ battles: BattleReceipt[] }>('/shows/demo/battles');
    return battles[0]!;
  };
  const fight = (rules: object): Promise<void> => house.server.order('demo', 'battle.start', battleStart.parse(rules));

  it('[SHOWN-87] four sides are set up in the form and started; made longer, the clock of every page is; ended early, the score as it stands decides', async () => {
    const { panel: say, contest } = panel.words;
    const desk = battleInPanel(panel);
    const form = await desk.prepare(four, {
      [say('battle.durationSeconds')]: 0.5,
      [say('battle.prepareSeconds')]: 0,
      [say('battle.graceSeconds')]: 0,
      [say('battle.verdictSeconds')]: 3,
    });
    await inspect(panel.page, '340-four-form');
    await form.getByRole('button', { name: say('battle.start'), exact: true }).click();
    await areAll('running');
    await battleOf(anna).voteFor(four[2]!).tap();
    await battleOf(anna).hasLeft(9, 10);
    const before = await secondsLeft();
    await desk.button('30 s').click();
    await until('the viewer has more time than before', async () => (await secondsLeft()) > before + 15);
    await desk.boost(four[3]!);
    await Promise.all([
      desk.side(four[3]!).locator('.boost-on').waitFor(),
      battleOnAir(overlay).side(four[3]!).locator('[data-kind=on]').waitFor(),
    ]);
    await Promise.all([
      inspect(anna.page, '341-four-viewer'),
      inspect(overlay.page, '341-four-overlay'),
      inspect(panel.page, '341-four-panel'),
    ]);
    await glanceOn(anna.page, '341-four-viewer', viewerScreens);

    await panel.confirm(desk.button(say('battle.endNow')));
    await areAll('verdict');
    const won = contest('battle.won', { name: four[2]! });
    await Promise.all([
      ...everywhere().map((battle) => battle.shows(won)),
      battleOf(anna).shows(contest('battle.reason.ended')),
      desk.shows(contest('battle.reason.ended')),
    ]);
    const { reason, result, extensions } = await newest();
    assert.deepEqual([reason, result.winner, extensions.map(({ ms }) => ms)], ['ended', 'green', [30_000]]);
    await desk.is('over');
  });

  it('[SHOWN-88] added to the rundown and fired from there, a battle can be cancelled: nothing counts, and every page says so', async () => {
    const { panel: say, contest } = panel.words;
    const desk = battleInPanel(panel);
    const form = await desk.form();
    await form.getByRole('button', { name: say('games.add'), exact: true }).click();
    const rundown = panel.page.getByRole('region', { name: say('rundown.title') });
    const item = rundown.getByRole('listitem').filter({ hasText: four[0]! });
    await item.hover();
    await item.getByRole('button', { name: say.like('rundown.goThis') }).click();
    await areAll('running');
    await battleOf(anna).voteFor(four[0]!).tap();
    await until('the vote is in the score', async () => (await desk.score(four[0]!)) === '1');
    await panel.confirm(desk.button(say('battle.cancelAll')));
    await areAll('cancelled');
    await Promise.all([
      battleOf(anna).shows(contest('battle.reason.cancelled')),
      battleOnAir(overlay).shows(overlay.words.overlay('battle.off')),
      desk.shows(say('battle.refundHelp')),
    ]);
    await Promise.all([
      inspect(anna.page, '342-cancelled-viewer'),
      inspect(panel.page, '342-cancelled-panel'),
      glance(overlay.page, '342-cancelled-overlay'),
    ]);
    const { status, result } = await newest();
    assert.deepEqual([status, result.by, result.winner], ['cancelled', 'void', null]);
  });

  it('[SHOWN-89] a rule set in the panel opens the prepared sale by itself when the battle is won', async () => {
    const { panel: say } = panel.words;
    await panel.page
      .getByRole('button', { name: say('rules.open') })
      .first()
      .click();
    const sheet = panel.page.getByRole('dialog', { name: say('rules.title') });
    await sheet.getByLabel(say('rule.then'), { exact: true }).selectOption({ index: 1 });
    await sheet.getByRole('button', { name: say('rules.add'), exact: true }).click();
    await sheet.getByText(say('rule.state.waiting'), { exact: true }).waitFor();
    await inspect(panel.page, '343-rules-panel');
    await panel.page.keyboard.press('Escape');

    const sides = [
      { id: 'red', name: 'Red dragons' },
      { id: 'blue', name: 'Blue whales' },
    ];
    const verdict = { kind: 'highlight', text: 'The drum is on sale', durationMs: 3000 };
    await fight({ sides, prepareMs: 0, durationMs: 60_000, giftGraceMs: 0, verdict });
    await areAll('running');
    await battleOf(anna).voteFor('Red dragons').tap();
    await battleOf(anna).hasLeft(9, 10);
    await house.server.order('demo', 'battle.end', {});
    await Promise.all([
      areAll('verdict'),
      saleOf(house, anna, demoSale.title).shows(anna.words.viewer('sale.opensIn')),
      overlay.shows(overlay.words.overlay('sale.opensIn')),
      panel.page.getByText(say('rule.whenShort', { when: say('rule.battleWon'), state: say('rule.state.fired') })).waitFor(),
    ]);
    await Promise.all([inspect(anna.page, '344-rule-viewer'), glance(overlay.page, '344-rule-overlay')]);
    await glanceOn(panel.page, '344-rule-panel', panelScreens);
    await house.server.order('demo', 'sale.cancel', { sale: 'sale-1' });
  });

  it('[SHOWN-90] in a rehearsal bots vote and the scores move; with its end the battle is on no page any more', async () => {
    const { panel: say } = panel.words;
    const desk = battleInPanel(panel);
    await panel.button(say('strip.rehearsal')).click();
    const sheet = panel.page.getByRole('dialog', { name: say('rehearsal.title') });
    await sheet.getByLabel(say('rehearsal.bots')).fill('20');
    await sheet.getByRole('button', { name: say('rehearsal.start') }).click();
    await panel.page.getByText(say('rehearsal.badge'), { exact: true }).first().waitFor();
    await desk.is('over');
    const form = await desk.form();
    await form.getByRole('button', { name: say('battle.start'), exact: true }).click();
    await areAll('running');
    const total = async (): Promise<number> => {
      const scores = await Promise.all(four.map((name) => battleOnAir(overlay).score(name)));
      return scores.reduce((sum, score) => sum + Number(score), 0);
    };
    await until('the bots have voted', async () => (await total()) > 10);
    await Promise.all([
      inspect(anna.page, '345-rehearsal-viewer'),
      inspect(panel.page, '345-rehearsal-panel'),
      glance(overlay.page, '345-rehearsal-overlay'),
    ]);
    await panel.button(say('rehearsal.end')).click();
    await Promise.all([
      battleOnAir(overlay).isGone(),
      battleOf(anna).card.waitFor({ state: 'detached' }),
      desk.card.waitFor({ state: 'detached' }),
    ]);
  });

  it('[SHOWN-91] in Chinese, with the longest names and the largest scores, everything fits on every screen', async () => {
    const ming = await openViewer(house, { name: 'Ming', lang: 'zh-CN', device: calmPhone });
    const sides = [
      { id: 'a', name: '超级无敌宇宙第一闪耀星光直播间粉丝后援团大家庭全体成员加油冲刺战队' },
      { id: 'b', name: 'TheExtraordinarilyLongNamedNightOwlsTeam' },
    ];
    await fight({
      sides,
      prepareMs: 0,
      durationMs: 60_000,
      giftGraceMs: 0,
      verdict: { kind: 'forfeit', text: '输的一方现场表演才艺，并且为赢家的粉丝送上一百份礼物', durationMs: 5000 },
    });
    const mings = battleOf(ming);
    await mings.is('running');
    const gift = (side: string, value: number, name: string): Promise<unknown> =>
      house.server.post('/shows/demo/gifts', { key: name, viewer: `giver-${value}`, name, side, value });
    await Promise.all([
      gift('a', 98_765_432, '榜一大哥的名字特别特别特别特别长'),
      gift('a', 123_456, 'AnExtraordinarilyLongNicknameOfAGiver'),
      gift('b', 12_345_678, '可可'),
    ]);
    await until('the scores are shown', async () => (await mings.score(sides[0]!.name)) === '9888万');
    await mings.voteFor(sides[0]!.name).tap();
    await mings.hasLeft(9, 10);
    await inspect(ming.page, '346-long-viewer');
    await glanceOn(ming.page, '346-long-viewer', viewerScreens);
    await glanceOn(overlay.page, '346-long-overlay', airScreens);
    await glanceOn(panel.page, '346-long-panel', panelScreens);
    await house.server.order('demo', 'battle.end', {});
    await mings.is('verdict');
    await glance(ming.page, '347-long-verdict-viewer');
    await glanceOn(overlay.page, '347-long-verdict-overlay', airScreens);
  });
});
