/** A battle and a poll as a viewer has them: their cards, and the thumb on them. */
import type { Locator } from 'playwright-core';
import type { Viewer } from './browser-viewer.ts';

export interface ViewerBattle {
  card: Locator;
  /** Waits until the card is in this phase. */
  is(phase: string): Promise<void>;
  /** Waits until this text is on the card. */
  shows(text: string | RegExp): Promise<void>;
  /** The button that votes for a side. */
  voteFor(side: string): Locator;
  /** Waits until the card says that so many votes are left. */
  hasLeft(left: number, of: number): Promise<void>;
  /** The score that is shown of a side. */
  score(side: string): Promise<string>;
}

export function battleOf({ page, words: { contest, votes } }: Viewer): ViewerBattle {
  const card = page.getByRole('region', { name: contest('battle.name') });
  const side = (name: string): Locator => card.getByRole('listitem').filter({ hasText: name });
  return {
    card,
    is: (phase) => card.and(page.locator(`[data-phase=${phase}]`)).waitFor(),
    shows: (text) => card.getByText(text).first().waitFor(),
    voteFor: (name) => card.getByRole('button', { name: votes('vote.for', { name }) }),
    hasLeft: (left, of) => card.getByText(votes('vote.left', { count: left, n: String(left), of: String(of) })).waitFor(),
    score: (name) => side(name).locator('.side-score b').innerText(),
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
