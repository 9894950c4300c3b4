/** A battle and a poll as a viewer has them: their cards, and the thumb on them. */
import type { Locator } from 'playwright-core';
import { until } from './until.ts';
import type { Viewer } from './browser-viewer.ts';

export interface ViewerBattle {
  card: Locator;
  /** Waits until the card is in this phase. */
  is(phase: string): Promise<void>;
  /** Waits until this text is on the card. */
  shows(text: string | RegExp): Promise<void>;
  /** Waits until the scores are hidden. */
  isMisty(): Promise<void>;
  /** The block of a side. */
  side(name: string): Locator;
  /** The button that votes for a side. */
  voteFor(side: string): Locator;
  /** Waits until the card says that so many votes are left. */
  hasLeft(left: number, of: number): Promise<void>;
  /** The score that is shown of a side. */
  score(side: string): Promise<string>;
  /** Chooses a side in the tray of demo gifts, which is opened for it, and gives one; waits until it has counted. */
  give(gift: 'rose' | 'rocket', side: string): Promise<void>;
  /** Those whose gifts for a side were worth the most, as `name score`. */
  supporters(side: string): Promise<string[]>;
}

export function battleOf({ page, words: { contest, votes } }: Viewer): ViewerBattle {
  const card = page.getByRole('region', { name: contest('battle.name') });
  const side = (name: string): Locator =>
    card
      .getByRole('list', { name: votes('battle.sides') })
      .getByRole('listitem')
      .filter({ hasText: name });
  return {
    card,
    side,
    is: (phase) => card.and(page.locator(`[data-phase=${phase}]`)).waitFor(),
    shows: (text) => card.getByText(text).first().waitFor(),
    // The mist comes with the last seconds, which may be far away.
    isMisty: () => card.and(page.locator('[data-misty=true]')).waitFor({ timeout: 60_000 }),
    voteFor: (name) => card.getByRole('button', { name: votes('vote.for', { name }) }),
    hasLeft: (left, of) => card.getByText(votes('vote.left', { count: left, n: String(left), of: String(of) })).waitFor(),
    score: (name) => side(name).locator('.side-score b').innerText(),
    async give(gift, name) {
      const tray = card.getByRole('group', { name: votes('gift.side') });
      // A card that has just come takes no press yet.
      await until('the tray of gifts is open', async () => {
        if (!(await tray.isVisible())) await card.locator('details:not([open]) > summary').click({ timeout: 1000 });
        return tray.isVisible();
      });
      await tray.getByRole('button', { name, exact: true }).click();
      await card.getByRole('button', { name: votes(`gift.${gift}`) }).click();
      await card.getByText(votes.like('gift.counted', { name })).waitFor();
    },
    async supporters(name) {
      const rows = await card
        .getByRole('list', { name: votes('top.of', { name }) })
        .getByRole('listitem')
        .allInnerTexts();
      return rows.map((row) => row.replaceAll(/\s+/g, ' ').trim());
    },
  };
}

export interface ViewerPoll {
  card: Locator;
  is(phase: string): Promise<void>;
  shows(text: string | RegExp): Promise<void>;
  choice(text: string): Locator;
}

export function pollOf({ page }: Viewer, question: string): ViewerPoll {
  const card = page.getByRole('region', { name: question });
  return {
    card,
    is: (phase) => card.and(page.locator(`[data-phase=${phase}]`)).waitFor(),
    shows: (text) => card.getByText(text).first().waitFor(),
    choice: (text) => card.getByRole('button', { name: text }),
  };
}
