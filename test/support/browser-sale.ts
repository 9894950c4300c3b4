/** A flash sale as a viewer has it: the product's card, its one button, what is theirs, and the way to the till. */
import type { Locator } from 'playwright-core';
import type { House, Seat } from './browser-house.ts';
import type { Viewer } from './browser-viewer.ts';

export interface ViewerSale {
  /** The product's card, named by its title. */
  card: Locator;
  /** Chooses it from the short offers, when another sale has the card. */
  bring(): Promise<void>;
  /** Waits until this text is on the card. */
  shows(text: string | RegExp): Promise<void>;
  /** Waits until the card's one button may be pressed with these words on it. */
  isOpen(words?: string): Promise<void>;
  /** Presses the button as soon as it may be pressed. */
  grab(words?: string): Promise<void>;
  /** Waits until the viewer holds something. */
  holds(): Promise<void>;
  /** Waits until the button says that nothing is left. */
  isSoldOut(): Promise<void>;
  /** Waits until the card has no button to press for more. */
  isFull(): Promise<void>;
  /** What the hold's timer shows, in seconds. */
  secondsToPay(): Promise<number>;
  giveBack(): Promise<void>;
  /** Pays what is held in the demo shop, in the tab that "Pay now" opens, and waits for its thanks. */
  pay(): Promise<Seat>;
  /** Opens the demo shop and leaves it open. */
  openTill(): Promise<Seat>;
}

/** The demo's sale counts down for half a minute. */
const openMs = 60_000;

export function saleOf(house: House, viewer: Viewer, title: string): ViewerSale {
  const { page, words } = viewer;
  const { viewer: say, checkout } = words;
  const card = page.getByRole('region', { name: title, exact: true });
  const button = (name: string): Locator => card.getByRole('button', { name, exact: true });
  const usable = (name: string): Locator => button(name).and(card.locator('[aria-disabled=false]'));
  const openTill = (): Promise<Seat> =>
    house.opened(viewer, 'till', () => card.getByRole('link', { name: say('sale.pay') }).tap());
  const short = page
    .getByRole('list', { name: say('sale.others') })
    .getByRole('button')
    .filter({ hasText: title });
  return {
    card,
    async bring() {
      await card.or(short).waitFor();
      // It may get the card by itself in this very moment.
      if (!(await card.isVisible())) await short.tap({ timeout: 1000 }).catch(() => undefined);
      await card.waitFor();
    },
    shows: (text) => card.getByText(text).first().waitFor(),
    isOpen: (name = say('sale.grab')) => usable(name).waitFor({ timeout: openMs }),
    grab: (name = say('sale.grab')) => usable(name).tap(),
    holds: () => card.getByText(say('sale.yours', { count: 1, n: '1' })).waitFor(),
    isSoldOut: () => button(say('sale.soldOut')).waitFor(),
    isFull: () => card.and(page.locator('[data-action=full]')).waitFor(),
    async secondsToPay() {
      const held = card.locator('.own-held').getByRole('timer');
      const [, minutes = '0', seconds = '0'] = /(?:(\d+):)?(\d+)/.exec(await held.innerText()) ?? [];
      return Number(minutes) * 60 + Number(seconds);
    },
    async giveBack() {
      await button(say('sale.giveBack')).tap();
      await button(say('sale.giveBackYes')).tap();
    },
    openTill,
    async pay() {
      const till = await openTill();
      await till.page.getByRole('button', { name: checkout('pay'), exact: true }).tap();
      await till.page.getByRole('heading', { name: checkout('paid.title') }).waitFor();
      return till;
    },
  };
}
