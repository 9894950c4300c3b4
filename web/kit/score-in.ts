/** Scores as a language writes them: whole as long as they are short, then four digits and a word for the rest. */
import type { Lang } from './lang.ts';

const wholeBelow = 100_000;
const formats = new Map<Lang, { whole: Intl.NumberFormat; short: Intl.NumberFormat }>();

/** 98,765; then 123.4K, 1.235M, 12.34万. Rounded down: a score is never shown that was not reached. */
export function formatScoreIn(lang: Lang, score: number): string {
  let format = formats.get(lang);
  if (!format) {
    const short = { notation: 'compact', maximumSignificantDigits: 4, roundingMode: 'trunc' } as const;
    format = { whole: new Intl.NumberFormat(lang), short: new Intl.NumberFormat(lang, short) };
    formats.set(lang, format);
  }
  return Math.abs(score) < wholeBelow ? format.whole.format(score) : format.short.format(score);
}
