/** Prices as a language writes them. On the wire money is an integer in the currency's minor unit: yen have none, dinars a thousand. */
import type { Lang } from './lang.ts';

const formats = new Map<string, { format: Intl.NumberFormat; scale: number }>();

/** `currency` is three capital letters; one that nobody knows is written as those letters, with two decimals. */
export function formatPrice(priceMinor: number, { currency, lang }: { currency: string; lang: Lang }): string {
  const { format, scale } = formatOf(currency, lang);
  return format.format(priceMinor / scale);
}

function formatOf(currency: string, lang: Lang): { format: Intl.NumberFormat; scale: number } {
  const name = `${lang} ${currency}`;
  const known = formats.get(name);
  if (known) return known;
  const format = new Intl.NumberFormat(lang, { style: 'currency', currency });
  const made = { format, scale: 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2) };
  formats.set(name, made);
  return made;
}
