/** Scores as a language writes them: whole as long as they are short, then four digits and a word for the rest. */
import { formatNumber, lang } from './i18n.ts';
import type { Lang } from './lang.ts';

const wholeBelow = 100_000;
const formats = new Map<Lang, Intl.NumberFormat>();

/** 98,765; then 123.4K, 1.235M, 12.34万. Rounded down: a score is never shown that was not reached. */
export function formatScore(score: number): string {
  if (Math.abs(score) < wholeBelow) return formatNumber(score);
  let format = formats.get(lang.value);
  if (!format) {
    format = new Intl.NumberFormat(lang.value, { notation: 'compact', maximumSignificantDigits: 4, roundingMode: 'trunc' });
    formats.set(lang.value, format);
  }
  return format.format(score);
}
