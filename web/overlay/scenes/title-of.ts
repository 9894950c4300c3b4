/** What a game is called on air. */
import { t } from '../texts.ts';

const titles: Readonly<Record<string, () => string>> = {
  'tap-race': () => t('title.tapRace'),
  'quick-quiz': () => t('title.quickQuiz'),
  'lucky-draw': () => t('title.luckyDraw'),
};

/** A game this page does not know is called by its id, as words. */
export function titleOf(game: string): string {
  return titles[game]?.() ?? game.replaceAll('-', ' ');
}
