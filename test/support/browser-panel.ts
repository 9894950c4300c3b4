/** A streamer at the panel: what it shows, and the buttons, fields and keys they use. */
import type { Locator } from 'playwright-core';
import type { GameId } from '../../shared/games/index.ts';
import type { Lang } from '../../web/kit/lang.ts';
import { desk } from './browser-chromium.ts';
import { fillIn } from './browser-form.ts';
import type { FormValues } from './browser-form.ts';
import type { House, Seat } from './browser-house.ts';
import { until } from './until.ts';

export interface Panel extends Seat {
  /** Opens a show from the list. */
  enter(title: string): Promise<void>;
  /** Opens the form of a game, unless it is open. */
  form(game: GameId): Promise<Locator>;
  /** Fills the form of a game and leaves it open. */
  fill(game: GameId, values: FormValues): Promise<Locator>;
  start(game: GameId, values: FormValues): Promise<void>;
  /** Waits until the round's card shows this phase, and gives the card. */
  sees(game: GameId, phase: string): Promise<Locator>;
  next(): Promise<void>;
  extend(): Promise<void>;
  /** Arms a dangerous button and fires it. */
  confirm(button: Locator): Promise<void>;
  button(name: string): Locator;
  /** The rows of the winners' table, as texts cell by cell. */
  winners(): Promise<string[][]>;
  /** What became of the newest command. */
  lastOutcome(): Locator;
}

export async function openPanel(
  house: House,
  { lang = 'en', path = '/panel' }: { lang?: Lang; path?: string } = {},
): Promise<Panel> {
  return panelAt(await house.seat(path, { name: `panel (${lang})`, device: desk, lang }));
}

export function panelAt(seat: Seat): Panel {
  const { page, words } = seat;
  const t = words.panel;
  const title = (game: GameId): string => words.viewer(`game.${game}`);
  const button = (name: string): Locator => page.getByRole('button', { name, exact: true });
  const controls = page.getByRole('group', { name: t('round.controls') });
  const form = async (game: GameId): Promise<Locator> => {
    const tile = page.getByRole('region', { name: t('games.title') }).getByRole('button', { name: title(game), exact: true });
    if ((await tile.getAttribute('aria-expanded')) !== 'true') await tile.click();
    return page.getByRole('form', { name: t('games.settings', { game: title(game) }) });
  };
  const fill = async (game: GameId, values: FormValues): Promise<Locator> => {
    const opened = await form(game);
    await fillIn(opened, values);
    return opened;
  };
  return {
    ...seat,
    form,
    fill,
    button,
    enter: async (show) => {
      await button(t('shows.open', { title: show })).click();
      await page.getByRole('heading', { level: 1, name: show }).waitFor();
    },
    async start(game, values) {
      const filled = await fill(game, values);
      await filled.getByRole('button', { name: t('games.start') }).click();
    },
    async sees(game, phase) {
      const card = page.getByRole('region', { name: title(game) });
      await card
        .getByRole('status')
        .getByText(t(`phase.${phase}` as 'phase.race'), { exact: true })
        .waitFor();
      return card;
    },
    next: () => controls.getByRole('button', { name: t('round.next') }).click(),
    extend: () => controls.getByRole('button', { name: t('round.extend') }).click(),
    async confirm(dangerous) {
      await dangerous.click();
      const armed = button(t('arm.again'));
      await armed.waitFor();
      // A second press that comes too fast counts as the first one bouncing: people press again.
      await until('the armed button has fired', async () => {
        if (await armed.isVisible()) await armed.click({ timeout: 1000 }).catch(() => undefined);
        return !(await armed.isVisible());
      });
    },
    async winners() {
      const rows = page
        .getByRole('region', { name: t('winners.title') })
        .locator('tbody')
        .getByRole('row');
      const cells = await Promise.all((await rows.all()).map((row) => row.getByRole('cell').allInnerTexts()));
      return cells.map((row) => row.map((cell) => cell.replaceAll(/\s+/g, ' ').trim()));
    },
    lastOutcome: () =>
      page
        .getByRole('list', { name: t('activity.title') })
        .getByRole('listitem')
        .first(),
  };
}
