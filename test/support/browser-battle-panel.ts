/** A battle as its streamer has it: the form, another show's invitation, the card with its buttons, and the record. */
import type { Locator } from 'playwright-core';
import type { BattlePhase } from '../../web/kit/battle-now.ts';
import { fillIn } from './browser-form.ts';
import type { FormValues } from './browser-form.ts';
import type { Panel } from './browser-panel.ts';
import { until } from './until.ts';

export interface PanelBattle {
  card: Locator;
  /** The form, opened in its tab with all its folds. */
  form(): Promise<Locator>;
  /** Fills the form, opened, with these sides or an invitation to this show, and with these rules by the labels of their fields. */
  prepare(against: readonly string[] | { show: string }, rules: FormValues): Promise<Locator>;
  /** Another show's invitation, across the page. */
  invitation(from: string): Locator;
  /** Answers it, and waits until it is gone. */
  answer(invitation: Locator, how: 'accept' | 'reject'): Promise<void>;
  /** Waits until the card shows this phase. */
  is(phase: BattlePhase): Promise<void>;
  shows(text: string | RegExp): Promise<void>;
  button(name: string): Locator;
  /** The row of a side. */
  side(name: string): Locator;
  score(side: string): Promise<string>;
  boost(side: string): Promise<void>;
  /** Opens the records at the battle that is over, and gives its own. */
  record(): Promise<Locator>;
}

export function battleInPanel(panel: Panel): PanelBattle {
  const { page, words } = panel;
  const { panel: say, contest } = words;
  const card = page.getByRole('region', { name: contest('battle.name'), exact: true });
  const button = (name: string): Locator => card.getByRole('button', { name, exact: true });
  const side = (name: string): Locator => card.getByRole('listitem').filter({ hasText: name });
  const form = async (): Promise<Locator> => {
    await page.getByRole('tab', { name: contest('battle.name'), exact: true }).click();
    const opened = page.getByRole('form', { name: say('battle.prepare') });
    const folds = opened.locator('details.fold:not([open]) > summary');
    while ((await folds.count()) > 0) await folds.first().click();
    return opened;
  };
  return {
    card,
    form,
    async prepare(against, rules) {
      const opened = await form();
      const isInvitation = 'show' in against;
      await opened.getByText(say(isInvitation ? 'battle.against.show' : 'battle.against.sides'), { exact: true }).click();
      if (isInvitation) await opened.getByLabel(say('battle.show'), { exact: true }).fill(against.show);
      else {
        for (const [i, name] of against.entries()) {
          if (i > 1) await opened.getByRole('button', { name: say('battle.addSide'), exact: true }).click();
          await opened.getByLabel(say('battle.row', { name: say('battle.sides.name'), row: i + 1 }), { exact: true }).fill(name);
        }
      }
      await fillIn(opened, rules);
      return opened;
    },
    invitation: (name) => page.getByRole('alertdialog', { name: say('invitation.title', { name }) }),
    async answer(invitation, how) {
      const yesOrNo = invitation.getByRole('button', { name: say(`invitation.${how}`) });
      // A press in the first moment is taken for one that was meant for what stood there before: people press again.
      await until(`the invitation has heard: ${how}`, async () => {
        if (await yesOrNo.isVisible()) await yesOrNo.click({ timeout: 1000 }).catch(() => undefined);
        return !(await invitation.isVisible());
      });
    },
    is: (phase) =>
      card
        .getByRole('status')
        .getByText(say(`battlePhase.${phase}`), { exact: true })
        .waitFor(),
    shows: (text) => card.getByText(text).first().waitFor(),
    button,
    side,
    score: (name) => side(name).locator('.side-score').innerText(),
    boost: (name) =>
      side(name)
        .getByRole('button', { name: say('battle.boostSide', { name }) })
        .click(),
    async record() {
      await button(say('receipts.open')).click();
      const open = page.getByRole('dialog', { name: say('receipts.title') }).locator('details.receipt[open]');
      await open.getByRole('table').waitFor();
      return open;
    },
  };
}
