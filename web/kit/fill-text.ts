/** Puts values into a page's texts: the plural form by the language's rules, and `{{name}}` by what is given. */
import type { Lang } from './lang.ts';

export type Catalogue = Readonly<Record<string, string>>;
export type TextValues = Readonly<Record<string, string | number>>;

/** `taps_one` and `taps_other` are both asked for as `taps`, with `{ count }`. */
export type TextKey<Texts> = {
  [K in keyof Texts & string]: K extends `${infer Base}_${'one' | 'other'}` ? Base : K;
}[keyof Texts & string];

const rules = new Map<Lang, Intl.PluralRules>();

/** The text asked for; a catalogue that lacks it answers with the key, which a test would find. */
export function fillText(texts: Catalogue, asked: { lang: Lang; key: string; values?: TextValues | undefined }): string {
  const { lang, key, values = {} } = asked;
  const { count } = values;
  const form = typeof count === 'number' ? texts[`${key}_${pluralOf(lang, count)}`] : undefined;
  const text = form ?? texts[`${key}_other`] ?? texts[key] ?? key;
  return text.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ''));
}

function pluralOf(lang: Lang, count: number): string {
  let plural = rules.get(lang);
  if (!plural) rules.set(lang, (plural = new Intl.PluralRules(lang)));
  return plural.select(count);
}
