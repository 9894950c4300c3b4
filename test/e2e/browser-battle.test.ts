/** A battle between two shows on real pages: invited and answered in two panels, fought by both crowds, settled the same for everybody. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { checkBattleReceipt } from '../../shared/battle/index.ts';
import type { BattleReceipt } from '../../shared/battle/index.ts';
import { battleOnAir } from '../support/browser-battle-air.ts';
import { battleInPanel } from '../support/browser-battle-panel.ts';
import { calmPhone, desk } from '../support/browser-chromium.ts';
import { battleOf } from '../support/browser-contest.ts';
import { openHouse } from '../support/browser-house.ts';
import type { House } from '../support/browser-house.ts';
import { inspect } from '../support/browser-inspect.ts';
import { openOverlay } from '../support/browser-overlay.ts';
import type { Overlay } from '../support/browser-overlay.ts';
import { openPanel } from '../support/browser-panel.ts';
import type { Panel } from '../support/browser-panel.ts';
import { airScreens, glanceOn, panelScreens } from '../support/browser-screens.ts';
import { openViewer } from '../support/browser-viewer.ts';
import type { Viewer } from '../support/browser-viewer.ts';
import { until } from '../support/until.ts';

/** The two sides: of the demo show, which invites, and of the show that is made for it. */
const [day, night] = ['Morning crew', 'Night owls'];
const forfeit = 'Ten squats on camera';

describe('a battle between two shows in the browser', function () {
  this.timeout(180_000);
  let house: House;
  let dayPanel: Panel;
  let nightPanel: Panel;
  let anna: Viewer;
  let ben: Viewer;
  let cleo: Viewer;
  let overlay: Overlay;

  before(async () => {
    house = await openHouse();
    [dayPanel, nightPanel, anna, ben, overlay] = await Promise.all([
      openPanel(house, { path: '/panel?show=demo' }),
      openPanel(house),
      openViewer(house, { name: 'Anna', device: calmPhone }),
      openViewer(house, { name: 'Ben', device: { ...desk, reducedMotion: 'reduce' } }),
      openOverlay(house),
    ]);
    await anna.rename('Anna');
  });
  after(() => house.close());
  afterEach(() => house.assertQuiet());

  const inPanels = () => [dayPanel, nightPanel].map(battleInPanel);
  const ofViewers = () => [anna, ben, cleo].map(battleOf);
  /** What every page shows of both sides. */
  const everywhere = () => [...inPanels(), ...ofViewers(), battleOnAir(overlay)];
  const shows = (scores: string): Promise<void> =>
    until(`every page shows ${scores}`, async () => {
      const shown = await Promise.all(everywhere().map(async (page) => `${await page.score(day)} : ${await page.score(night)}`));
      return shown.every((each) => each === scores);
    });
  const reads = (text: string | RegExp): Promise<void[]> =>
    Promise.all([anna, ben, cleo].map(({ page }) => page.getByText(text).first().waitFor()));
  const newest = async (show: string): Promise<BattleReceipt> => {
    const { battles } = await house.server.get<{ battles: { id: string }[] }>(`/shows/${show}/battles`);
    return house.server.get(`/shows/${show}/battles/${battles[0]!.id}`);
  };
  const invite = (): Promise<void> => dayPanel.button(dayPanel.words.panel('battle.invite')).click();
  const invitation = () => battleInPanel(nightPanel).invitation('Morning crew');

  it('[SHOWN-80] a show made and started in a panel is invited from another’s: across its page stands who asks, under which rules, and how long there is to answer; it may say no', async () => {
    const { panel: say, contest } = nightPanel.words;
    const form = nightPanel.page
      .locator('form')
      .filter({ has: nightPanel.page.getByRole('heading', { name: say('newShow.heading') }) });
    await form.getByLabel(say('newShow.title')).fill('Night market');
    await form.getByLabel(say('newShow.id')).fill('night');
    await form.getByRole('button', { name: say('newShow.create') }).click();
    await nightPanel.button(say('show.start')).click();
    cleo = await openViewer(house, { name: 'Cleo', show: 'night', device: calmPhone });
    await cleo.rename('Cleo');

    const prepared = await battleInPanel(dayPanel).prepare(
      { show: 'night' },
      {
        [say('battle.name')]: day,
        [say('battle.durationSeconds')]: 0.55,
        [say('battle.prepareSeconds')]: 6,
        [say('battle.votesPerViewer')]: 3,
        [say('battle.criticalSeconds')]: 8,
        [say('battle.mistSeconds')]: 7,
        [say('battle.overtimes')]: 1,
        [say('battle.boostsPerSide')]: 1,
        [say('battle.verdictText')]: forfeit,
        [say('battle.verdictSeconds')]: 10,
      },
    );
    await prepared.getByText(say('battle.verdict.forfeit'), { exact: true }).click();
    await prepared.getByText(say('battle.showLive', { title: 'Night market' })).waitFor();
    await inspect(dayPanel.page, '330-invite-panel');
    await invite();

    const band = invitation();
    await Promise.all([
      band.getByText(say('battleRule.votes', { count: 3, shown: '3' })).waitFor(),
      band.getByRole('timer').waitFor(),
      battleInPanel(dayPanel).is('inviting'),
      reads(contest.like('battle.inviting')),
    ]);
    await inspect(nightPanel.page, '331-invited-panel');
    await battleInPanel(nightPanel).answer(band, 'reject');
    await Promise.all([...inPanels().map((battle) => battle.is('rejected')), reads(contest('battle.reason.rejected'))]);
  });

  it('[SHOWN-81] who invited may take it back: the invitation leaves the other’s page, and nothing has begun', async () => {
    const { panel: say, contest } = dayPanel.words;
    await invite();
    await invitation().waitFor();
    await glanceOn(nightPanel.page, '332-invited-panel', panelScreens);
    await battleInPanel(dayPanel).button(say('battle.takeBack')).click();
    await Promise.all([
      invitation().waitFor({ state: 'detached' }),
      ...inPanels().map((battle) => battle.is('cancelled')),
      reads(contest('battle.reason.cancelled')),
    ]);
  });

  it('[SHOWN-82] accepted, it is announced with its rules and a countdown on every page of both shows, and no vote is taken before zero', async () => {
    const { panel: say } = nightPanel.words;
    await invite();
    await invitation().getByLabel(say('battle.name')).fill(night);
    const ready = everywhere().map((battle) => battle.is('ready'));
    await battleInPanel(nightPanel).answer(invitation(), 'accept');
    await Promise.all(ready);
    await Promise.all(
      [battleOf(anna), battleOf(cleo)].map(async (battle) => {
        await battle.card.getByRole('timer').waitFor();
        await battle.shows(anna.words.votes('rules.votes', { count: 3, n: '3' }));
        assert.equal(await battle.voteFor(day).getAttribute('aria-disabled'), 'true');
      }),
    );
    await Promise.all([inspect(anna.page, '333-ready-viewer'), inspect(overlay.page, '333-ready-overlay')]);
    await Promise.all(everywhere().map((battle) => battle.is('running')));
  });

  it('[SHOWN-83] votes from both shows move the same scores on every page; each viewer has a few, and a reload brings none back', async () => {
    const { votes } = anna.words;
    const [annas, bens, cleos] = ofViewers();
    await annas!.voteFor(day).tap();
    await bens!.voteFor(night).click();
    await cleos!.voteFor(night).tap();
    await shows('1 : 2');
    await annas!.voteFor(day).tap();
    await annas!.voteFor(day).tap();
    await annas!.hasLeft(0, 3);
    await anna.page.reload();
    await annas!.hasLeft(0, 3);
    const spent = annas!.voteFor(night);
    assert.equal(await spent.getAttribute('aria-disabled'), 'true');
    assert.match(await spent.innerText(), new RegExp(votes('vote.none')));
    await shows('3 : 2');
  });

  it('[SHOWN-84] demo gifts count and name their givers everywhere, and each streamer boosts the own side alone', async () => {
    const { panel: say } = dayPanel.words;
    const [annas, bens, cleos] = ofViewers();
    const [days, nights] = inPanels();
    await Promise.all([annas!.give('rose', day), cleos!.give('rocket', night)]);
    await shows('4 : 102');
    for (const battle of ofViewers()) {
      assert.deepEqual(await battle.supporters(day), ['Anna 1']);
      assert.deepEqual(await battle.supporters(night), ['Cleo 100']);
    }
    await Promise.all([
      days!.side(night).getByText('Cleo').waitFor(),
      battleOnAir(overlay).side(night).getByText('Cleo').waitFor(),
    ]);
    assert.equal(await days!.side(night).getByRole('button').count(), 0);
    await Promise.all([days!.boost(day), nights!.boost(night)]);
    await Promise.all(
      everywhere().flatMap((battle) =>
        [day, night].map((name) => battle.side(name).locator('[data-on=true], .boost-on, [data-kind=on]').waitFor()),
      ),
    );
    assert.equal(
      await days!
        .side(day)
        .getByRole('button', { name: say('battle.boostSide', { name: day }) })
        .getAttribute('aria-disabled'),
      'true',
    );
    await bens!.voteFor(night).click();
    await shows('4 : 104');
    await Promise.all([
      inspect(anna.page, '334-running-viewer'),
      inspect(ben.page, '334-running-viewer-wide'),
      inspect(overlay.page, '334-running-overlay'),
    ]);
    await Promise.all([inspect(dayPanel.page, '334-running-panel'), inspect(nightPanel.page, '334-running-panel-mirror')]);
  });

  it('[SHOWN-85] in the mist the lead changes unseen, so the battle goes on for ten seconds by its rule; then one verdict stands on every page', async () => {
    const { contest, votes } = anna.words;
    await Promise.all(ofViewers().map((battle) => battle.isMisty()));
    await battleOf(anna).give('rocket', day);
    await Promise.all([
      reads(contest('battle.mist')),
      battleOnAir(overlay).shows(overlay.words.overlay('battle.mist')),
      shows('4 : 104'),
    ]);
    await glanceOn(overlay.page, '335-mist-overlay', airScreens);
    await Promise.all(everywhere().map((battle) => battle.is('overtime')));
    await Promise.all([inspect(cleo.page, '336-overtime-viewer'), inspect(nightPanel.page, '336-overtime-panel')]);

    await Promise.all(everywhere().map((battle) => battle.is('verdict')));
    const won = contest('battle.won', { name: day });
    await Promise.all([
      ...everywhere().map((battle) => battle.shows(won)),
      ...ofViewers().map((battle) => battle.shows(contest('battle.forfeit', { text: forfeit }))),
      battleOf(anna).shows(votes('own.won')),
    ]);
    await Promise.all([
      inspect(anna.page, '337-verdict-viewer'),
      inspect(overlay.page, '337-verdict-overlay'),
      inspect(dayPanel.page, '337-verdict-panel'),
    ]);
  });

  it('[SHOWN-86] both shows keep one and the same record, which adds up, is shown in both panels, and can be saved and checked by anybody', async () => {
    const { panel: say } = dayPanel.words;
    const [here, there] = await Promise.all([newest('demo'), newest('night')]);
    assert.deepEqual(there, here);
    assert.deepEqual(checkBattleReceipt(here), []);
    assert.deepEqual([here.result.winner, here.periods.length, here.boosts.length], ['demo', 2, 2]);

    const [days, nights] = inPanels();
    await Promise.all([days!.is('over'), nights!.is('over')]);
    const [record, mirrored] = await Promise.all([days!.record(), nights!.record()]);
    for (const each of [record, mirrored]) {
      await each.getByText(anna.words.contest('battle.won', { name: day })).waitFor();
      for (const [side, name] of [
        ['demo', day],
        ['night', night],
      ] as const) {
        const row = each.getByRole('row').filter({ hasText: name });
        assert.equal(await row.getByRole('cell').last().innerText(), String(here.result.scores[side]));
      }
    }
    const [download] = await Promise.all([
      dayPanel.page.waitForEvent('download'),
      record.getByRole('button', { name: say('receipts.save') }).click(),
    ]);
    assert.deepEqual(JSON.parse(await readFile(await download.path(), 'utf8')), here);
    await Promise.all([inspect(dayPanel.page, '338-record-panel'), inspect(nightPanel.page, '338-record-panel-mirror')]);
  });
});
