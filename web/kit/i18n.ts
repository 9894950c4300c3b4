/** The pages' texts: a typed `t` per catalogue, and the language as a signal. */
import { signal } from '@preact/signals';
import { fillText } from './fill-text.ts';
import type { Catalogue, TextKey, TextValues } from './fill-text.ts';
import { pickLang } from './lang.ts';
import type { Lang } from './lang.ts';
import { deviceShelf } from './storage.ts';
import kitEn from '../locales/kit.en.ts';
import kitZh from '../locales/kit.zh-CN.ts';

export type { Lang } from './lang.ts';

const place = 'drumroll.lang';
const inBrowser = typeof window !== 'undefined' && typeof location !== 'undefined';

/** The language now; components that call a `t` re-render when it changes. */
export const lang = signal<Lang>(
  inBrowser ? pickLang([new URLSearchParams(location.search).get('lang'), deviceShelf.get(place), ...navigator.languages]) : 'en',
);

/** Changes the language and keeps the choice on this device. */
export function chooseLang(next: Lang): void {
  lang.value = next;
  deviceShelf.set(place, next);
}

/** Keeps `<html lang>` in step with the language. */
export function applyLang(): () => void {
  return lang.subscribe((now) => {
    document.documentElement.lang = now;
  });
}

export type Translate<Texts> = (key: TextKey<Texts>, values?: TextValues) => string;

/** The typed `t` of a catalogue. The texts of `en` decide which keys there are. */
export function makeT<Texts extends Catalogue>(texts: { en: Texts; 'zh-CN': Catalogue }): Translate<Texts> {
  return (key, values) => fillText(texts[lang.value], { lang: lang.value, key, values });
}

/** The kit's own texts: refusals, time, connection. */
export const kitT = makeT({ en: kitEn, 'zh-CN': kitZh });

/** A whole number as this language writes it. */
export function formatNumber(value: number): string {
  return new Intl.NumberFormat(lang.value).format(value);
}

/** A large number in few letters: 12.3K, 1.2万. */
export function formatCount(value: number): string {
  return value < 10_000
    ? formatNumber(value)
    : new Intl.NumberFormat(lang.value, { notation: 'compact', maximumFractionDigits: 1 }).format(value);
}

/** A text that carries both languages (a game's title, a question). */
export function inLang(text: Record<Lang, string>): string {
  return text[lang.value];
}
