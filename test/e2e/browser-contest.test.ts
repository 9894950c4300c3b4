/** A battle and a poll on viewers' real pages: voted in by touch and keyboard, over a line that breaks, to the verdict. */
import assert from 'node:assert/strict';
import { battleStart, pollStart } from '../../shared/protocol/battles.ts';
import { calmPhone, desk, phone } from '../support/browser-chromium.ts';
import { battleOf, pollOf } from '../support/browser-contest.ts';
import { deafLineOf } from '../support/browser-deaf-line.ts';
import { openHouse } from '../support/browser-house.ts';
import type { House } from '../support/browser-house.ts';
import { glance, inspect, inspectAt } from '../support/browser-inspect.ts';
import { openViewer } from '../support/browser-viewer.ts';
import type { Viewer } from '../support/browser-viewer.ts';
import { lostLine } from '../support/browser-watch.ts';
import { until } from '../support/until.ts';

const sides = [
  { id: 'red', name: 'Red dragons' },
  { id: 'blue', name: 'Blue whales' },
];
/** Long enough to look at it on two pages. */
const verdictMs = 25_000;
const shortPhone = { ...phone, viewport: { width: 360, height: 640 } };

describe('battles and polls in the browser', function () {
  this.timeout(120_000);
  let house: House;
  let anna: Viewer;
  let ben: Viewer;
  const order: House['server']['order'] = (...args) => house.server.order(...args);
  const fight = (rules: object): Promise<void> => order('demo', 'battle.start', battleStart.parse({ sides, ...rules }));

  /** Whether one could begin: only when the verdict of the one before is over. */
  const fights = (rules: object): Promise<boolean> =>
    fight(rules).then(
      () => true,
      () => false,
    );

  before(async () => {
    house = await openHouse();
    [anna, ben] = await Promise.all([
      openViewer(house, { name: 'Anna', device: calmPhone }),
      openViewer(house, { name: 'Ben', device: desk, lang: 'zh-CN' }),
    ]);
  });
  after(() => house.close());
  afterEach(() => house.assertQuiet());

  it('[PAGE-155] a viewer reads the rules, votes from the first moment on, gives a demo gift, and sees the verdict', async () => {
    const [annas, bens] = [battleOf(anna), battleOf(ben)];
    await fight({
      prepareMs: 8000,
      durationMs: 180_000,
      giftGraceMs: 0,
      verdict: { kind: 'forfeit', text: 'Ten squats on camera', durationMs: verdictMs },
    });
    await Promise.all([annas.is('ready'), bens.is('ready')]);
    await annas.shows(anna.words.votes('rules.votes', { count: 10, n: '10' }));
    assert.equal(await annas.voteFor('Red dragons').getAttribute('aria-disabled'), 'true');
    await inspect(anna.page, '310-battle-ready');

    await Promise.all([annas.is('running'), bens.is('running')]);
    for (let i = 0; i < 3; i++) await annas.voteFor('Red dragons').tap();
    await annas.hasLeft(7, 10);
    await bens.voteFor('Blue whales').focus();
    await ben.page.keyboard.press('Enter');
    await bens.hasLeft(9, 10);
    await until('both pages show both scores', async () => {
      const shown = await Promise.all([annas, bens].flatMap((one) => [one.score('Red dragons'), one.score('Blue whales')]));
      return shown.join(' ') === '3 1 3 1';
    });
    await annas.shows(anna.words.contest('battle.lead', { name: 'Red dragons', n: '2' }));

    await annas.card.getByText(anna.words.votes('battle.giftsAndRules')).tap();
    await annas.card.getByRole('button', { name: anna.words.votes('gift.rose') }).tap();
    await annas.shows(anna.words.votes.like('gift.counted', { name: 'Red dragons' }));
    await Promise.all([
      inspect(anna.page, '311-battle-running'),
      inspectAt(anna.page, '311-battle-running-short', shortPhone),
      inspect(ben.page, '311-battle-running-zh'),
    ]);

    await order('demo', 'battle.end', {});
    await Promise.all([annas.is('verdict'), bens.is('verdict')]);
    await annas.shows(anna.words.contest('battle.won', { name: 'Red dragons' }));
    await annas.shows(anna.words.votes('own.won'));
    await bens.shows(ben.words.contest('battle.forfeit', { text: 'Ten squats on camera' }));
    await Promise.all([inspect(anna.page, '312-battle-verdict'), inspect(ben.page, '312-battle-verdict-zh')]);
  });

  it('[PAGE-156] a vote whose answer was lost with the line is counted once, and the page says so once it is back', async () => {
    const line = await deafLineOf(anna);
    await anna.isLive();
    anna.watch.allow(lostLine);
    const battle = battleOf(anna);
    const rules = { prepareMs: 0, durationMs: 180_000, votesPerViewer: 5 };
    await until('the verdict before is over and a new battle begins', () => fights(rules), 2 * verdictMs);
    await battle.is('running');
    line.deafen();
    await battle.voteFor('Blue whales').tap();
    await battle.shows(anna.words.votes('vote.sending', { count: 1, n: '1' }));
    await line.cut();
    await battle.hasLeft(4, 5);
    await until('the vote is in the score', async () => (await battle.score('Blue whales')) === '1');
    await anna.page.reload();
    await battle.hasLeft(4, 5);
    assert.equal(await battle.score('Blue whales'), '1');
    await order('demo', 'battle.cancel', {});
  });

  it('[PAGE-157] a poll takes one vote, marks it, folds beside a game, and shows its result', async () => {
    const question = 'What shall we taste next?';
    const choices = [{ text: 'Oolong' }, { text: 'Coffee' }];
    await order('demo', 'poll.start', pollStart.parse({ question, choices, durationMs: 60_000 }));
    const [annas, bens] = [pollOf(anna, question), pollOf(ben, question)];
    await Promise.all([annas.is('open'), bens.is('open')]);
    await annas.choice('Oolong').tap();
    await annas.choice('Oolong').and(anna.page.locator('[aria-pressed=true]')).waitFor();
    await bens.shows('100%');
    assert.equal(await annas.choice('Coffee').getAttribute('aria-disabled'), 'true');
    await inspect(anna.page, '313-poll');

    await order('demo', 'round.start', { game: 'tap-race', settings: { durationSeconds: 60 } });
    const fold = annas.card.getByRole('button', { name: anna.words.votes('poll.show') });
    await fold.waitFor();
    assert.ok(!(await annas.choice('Oolong').isVisible()));
    await fold.tap();
    await annas.choice('Oolong').waitFor();
    await glance(ben.page, '314-poll-beside-a-game-zh');
    await house.server.cancelRound('demo');

    await order('demo', 'poll.close', {});
    await Promise.all([annas.is('closed'), bens.is('closed')]);
    await annas.shows(anna.words.contest('poll.won', { text: 'Oolong', percent: '100' }));
  });
});
