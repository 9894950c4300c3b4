/** A lively battle between two shows, for the README's pictures: both crowds vote, some give, and one side is boosted. */
import type { BrowserContextOptions } from 'playwright-core';
import { battleOnAir } from '../test/support/browser-battle-air.ts';
import { battleInPanel } from '../test/support/browser-battle-panel.ts';
import { battleOf } from '../test/support/browser-contest.ts';
import { openCrowd } from '../test/support/browser-crowd.ts';
import type { Crowd } from '../test/support/browser-crowd.ts';
import type { House } from '../test/support/browser-house.ts';
import { openOverlay } from '../test/support/browser-overlay.ts';
import type { Panel } from '../test/support/browser-panel.ts';
import { openViewer } from '../test/support/browser-viewer.ts';
import { until } from '../test/support/until.ts';

const rival = 'harbour';
const rivals = ['Kai', '海燕', 'Lena', 'Bruno', '小虎', 'Elif'];

export interface Inviting {
  panel: Panel;
  crowd: Crowd;
  show: string;
  /** How many of the crowd vote. */
  voters: number;
  /** What the pictured viewer holds. */
  device: BrowserContextOptions;
}

export async function pictureBattle(
  house: House,
  { panel, crowd, show, voters, device }: Inviting,
): Promise<Record<'viewer' | 'panel' | 'overlay', Buffer>> {
  const { server } = house;
  await server.post('/shows', { id: rival, title: 'Harbour sale' });
  await server.order(rival, 'show.start', {});
  const others = await openCrowd(server, rival, rivals);
  const overlay = await openOverlay(house, show);
  await invite(panel);
  const battle = `${show}.battle-1`;
  await until('the invitation is accepted', () =>
    isTaken(server.order(rival, 'battle.accept', { battle, name: 'Harbour crew' })),
  );
  // Who comes now has nothing in the picture of what was on before.
  const viewer = await openViewer(house, { name: 'fan', show, device });
  await crowd.say(8, 'Night market forever!');
  await crowd.say(16, '冲冲冲');
  await crowd.say(20, 'one more rocket and we have them');
  const pages = [battleOf(viewer), battleInPanel(panel), battleOnAir(overlay)] as const;
  const [fan, desk] = pages;
  await Promise.all(pages.map((page) => page.is('running')));

  const gift = (side: string, name: string, value: number): Promise<unknown> =>
    server.post(`/shows/${side}/gifts`, { key: name, viewer: `giver-${value}`, name, side, value });
  await Promise.all([
    ...Array.from({ length: voters }, (_, who) => crowd.vote(who, { battle, side: show, count: 4 + (who % 7) })),
    ...rivals.map((_, who) => others.vote(who, { battle, side: rival, count: 10 })),
    gift(show, '阿豪', 520),
    gift(show, 'Zoë', 300),
    gift(show, 'Ravi', 99),
    gift(rival, 'Lena', 888),
    gift(rival, '海燕', 200),
    gift(rival, 'Bruno', 120),
  ]);
  for (let i = 0; i < 3; i++) await fan.voteFor('Night market').tap();
  await fan.hasLeft(7, 10);
  await desk.boost('Night market');
  await desk.side('Night market').locator('.boost-on').waitFor();
  crowd.cheer();
  await until('the scores are the same on every page', async () => {
    const shown = await Promise.all(pages.map((page) => page.score('Night market')));
    return new Set(shown).size === 1;
  });
  const [onPhone, inPanel, onAir] = await Promise.all([
    viewer.page.screenshot(),
    panel.page.screenshot(),
    overlay.page.screenshot({ omitBackground: true }),
  ]);
  await others.leave();
  return { viewer: onPhone, panel: inPanel, overlay: onAir };
}

async function invite({ page, words: { panel: say, contest } }: Panel): Promise<void> {
  await page.getByRole('tab', { name: contest('battle.name'), exact: true }).click();
  const form = page.getByRole('form', { name: say('battle.prepare') });
  await form.getByText(say('battle.against.show'), { exact: true }).click();
  await form.getByLabel(say('battle.show'), { exact: true }).fill(rival);
  await form.getByLabel(say('battle.name'), { exact: true }).fill('Night market');
  await form.getByRole('button', { name: say('battle.invite'), exact: true }).click();
}

/** Whether an order was taken: for those that have to wait for something else to arrive first. */
export function isTaken(order: Promise<void>): Promise<boolean> {
  return order.then(
    () => true,
    () => false,
  );
}
