/** A viewer at their phone: what they see, and what they do with their thumb. */
import type { BrowserContextOptions, Locator } from 'playwright-core';
import type { GameId } from '../../shared/games/index.ts';
import type { Lang } from '../../web/kit/lang.ts';
import { phone } from './browser-chromium.ts';
import type { House, Seat } from './browser-house.ts';
import { until } from './until.ts';

/** A page that has lost its line may wait up to 15 s before it tries to join again. */
const rejoinedMs = 20_000;

export interface Viewer extends Seat {
  /** Waits until this phase of the game is on the page, and gives the game's card. */
  sees(game: GameId, phase: string): Promise<Locator>;
  /** What the countdown shows. */
  secondsLeft(): Promise<number>;
  /** Waits until no game is on the page. */
  seesNoGame(): Promise<void>;
  chooseTeam(team: string): Promise<void>;
  drum(): Locator;
  tap(times: number): Promise<void>;
  /** Waits until the drum shows this many taps. */
  hasTapped(times: number): Promise<void>;
  answer(option: string): Promise<void>;
  enterDraw(): Promise<void>;
  /** Writes a chat line and waits until it has gone. */
  write(text: string): Promise<void>;
  /** The field that chat lines are typed into. */
  composer(): Locator;
  /** Chat lines that hold this text. */
  line(text: string): Locator;
  /** All chat lines, each as one text. */
  lines(): Promise<string[]>;
  rename(name: string): Promise<void>;
  isLive(): Promise<void>;
}

export interface ViewerOptions {
  name: string;
  lang?: Lang;
  show?: string;
  device?: BrowserContextOptions;
}

export async function openViewer(
  house: House,
  { name, lang = 'en', show = 'demo', device = phone }: ViewerOptions,
): Promise<Viewer> {
  const viewer = viewerAt(await house.seat(`/?show=${show}`, { name, lang, device }));
  await viewer.isLive();
  return viewer;
}

/** Takes a page that is open for a viewer's. */
export function viewerAt(seat: Seat): Viewer {
  const { page, words } = seat;
  const t = words.viewer;
  const game = (id: GameId): Locator => page.getByRole('region', { name: t(`game.${id}`) });
  // While a race runs, the drum is all there is to press in its card.
  const drum = (): Locator => game('tap-race').getByRole('button');
  const composer = (): Locator => page.getByRole('textbox', { name: t('chat.write') });
  const chat = (): Locator => page.getByRole('region', { name: t('chat'), exact: true }).getByRole('listitem');
  return {
    ...seat,
    composer,
    drum,
    async sees(id, phase) {
      const title = t(`phase.${id}.${phase}` as 'phase.tap-race.race');
      await game(id).getByText(title, { exact: true }).first().waitFor();
      return game(id);
    },
    async secondsLeft() {
      const [, minutes = '0', seconds = '0'] = /(?:(\d+):)?(\d+)/.exec(await page.getByRole('timer').innerText()) ?? [];
      return Number(minutes) * 60 + Number(seconds);
    },
    seesNoGame: () => page.getByRole('timer').waitFor({ state: 'detached' }),
    chooseTeam: (team) =>
      page
        .getByRole('group', { name: t('tap.choose') })
        .getByRole('button', { name: team })
        .tap(),
    async tap(times) {
      for (let i = 0; i < times; i++) await drum().tap();
    },
    hasTapped: (times) => drum().getByText(String(times), { exact: true }).waitFor(),
    answer: (option) => game('quick-quiz').getByRole('button', { name: option }).tap(),
    enterDraw: () => page.getByRole('button', { name: t('draw.enter'), exact: true }).tap(),
    async write(text) {
      await composer().fill(text);
      await page.getByRole('button', { name: t('chat.send'), exact: true }).tap();
      await until(`"${text}" has left the field`, async () => (await composer().inputValue()) === '', rejoinedMs);
    },
    line: (text) => chat().filter({ hasText: text }),
    async lines() {
      const all = await chat().allInnerTexts();
      return all.map((line) => line.replaceAll(/\s+/g, ' ').trim());
    },
    async rename(name) {
      await page.getByRole('button', { name: t('you.open') }).tap();
      const dialog = page.getByRole('dialog', { name: t('you.title') });
      await dialog.getByRole('textbox', { name: t('you.name') }).fill(name);
      await dialog.getByRole('button', { name: t('you.save') }).tap();
      await dialog.waitFor({ state: 'hidden' });
    },
    isLive: () => page.getByRole('banner').getByText(t('live'), { exact: true }).waitFor(),
  };
}
