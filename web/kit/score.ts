/** Scores in the page's language. */
import { lang } from './i18n.ts';
import { formatScoreIn } from './score-in.ts';

export function formatScore(score: number): string {
  return formatScoreIn(lang.value, score);
}
