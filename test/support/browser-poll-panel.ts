/** A poll as its streamer has it: the form, and the card with its votes. */
import type { Locator } from 'playwright-core';
import type { PollPhase } from '../../web/kit/poll-now.ts';
import type { Panel } from './browser-panel.ts';

export interface PanelPoll {
  card: Locator;
  /** Fills the form, in its tab, and leaves it open. */
  prepare(poll: { question: string; choices: readonly string[]; seconds: number; results: 'live' | 'end' }): Promise<Locator>;
  is(phase: PollPhase): Promise<void>;
  /** Waits until the choice's row reads so. */
  shows(choice: string, text: string): Promise<void>;
  button(name: string): Locator;
}

export function pollInPanel({ page, words }: Panel): PanelPoll {
  const { panel: say, contest } = words;
  const card = page.getByRole('region', { name: contest('poll.name'), exact: true });
  return {
    card,
    async prepare({ question, choices, seconds, results }) {
      await page.getByRole('tab', { name: contest('poll.name'), exact: true }).click();
      const form = page.getByRole('form', { name: say('poll.prepare') });
      await form.getByLabel(say('poll.question'), { exact: true }).fill(question);
      for (const [i, text] of choices.entries()) {
        if (i > 1) await form.getByRole('button', { name: say('poll.addChoice'), exact: true }).click();
        await form.getByLabel(say('battle.row', { name: say('poll.choice'), row: i + 1 }), { exact: true }).fill(text);
      }
      await form.getByLabel(say('poll.durationSeconds'), { exact: true }).fill(String(seconds));
      await form.getByText(say(`poll.results.${results}`), { exact: true }).click();
      return form;
    },
    is: (phase) =>
      card
        .getByRole('status')
        .getByText(say(`pollPhase.${phase}`), { exact: true })
        .waitFor(),
    shows: (choice, text) => card.getByRole('listitem').filter({ hasText: choice }).getByText(text, { exact: true }).waitFor(),
    button: (name) => card.getByRole('button', { name, exact: true }),
  };
}
