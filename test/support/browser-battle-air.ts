/** A battle on air: its bar over the video, as OBS has it. */
import type { Locator } from 'playwright-core';
import type { BattlePhase } from '../../web/kit/battle-now.ts';
import type { Overlay } from './browser-overlay.ts';

export interface AirBattle {
  /** Waits until the battle is on air in this phase. */
  is(phase: BattlePhase): Promise<void>;
  shows(text: string | RegExp): Promise<void>;
  score(side: string): Promise<string>;
  side(name: string): Locator;
  /** Waits until no battle is on air. */
  isGone(): Promise<void>;
}

export function battleOnAir({ page }: Overlay): AirBattle {
  const bar = page.locator('section.battle');
  const side = (name: string): Locator => bar.locator('.battle-side').filter({ hasText: name });
  return {
    is: (phase) => bar.and(page.locator(`[data-phase=${phase}]`)).waitFor(),
    shows: (text) => bar.getByText(text).first().waitFor(),
    score: (name) => side(name).locator('.battle-score').innerText(),
    side,
    isGone: () => bar.waitFor({ state: 'detached' }),
  };
}
