/** The pages' texts: one i18next instance, a typed `t` per catalogue, and the language as a signal. */
import { signal } from '@preact/signals';
import { createInstance } from 'i18next';
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

const i18n = createInstance({
  lng: lang.peek(),
  fallbackLng: 'en',
  initAsync: false,
  keySeparator: false,
  nsSeparator: false,
  interpolation: { escapeValue: false },
});
void i18n.init();

/** Changes the language and keeps the choice on this device. */
export function chooseLang(next: Lang): void {
  void i18n.changeLanguage(next);
  lang.value = next;
  deviceShelf.set(place, next);
}

/** Keeps `<html lang dir>` in step with the language. */
export function applyLang(): () => void {
  return lang.subscribe((now) => {
    document.documentElement.lang = now;
    document.documentElement.dir = i18n.dir(now);
  });
}

/** `taps_one` and `taps_other` are both asked for as `taps`, with `{ count }`. */
type Key<Catalog> = {
  [K in keyof Catalog & string]: K extends `${infer Base}_${'zero' | 'one' | 'two' | 'few' | 'many' | 'other'}` ? Base : K;
}[keyof Catalog & string];

export type Translate<Catalog> = (key: Key<Catalog>, values?: Record<string, string | number>) => string;

/** Registers a catalogue and gives its typed `t`. The texts of `en` decide which keys there are. */
export function makeT<Catalog extends Record<string, string>>(
  namespace: string,
  texts: { en: Catalog; 'zh-CN': Record<string, string> },
): Translate<Catalog> {
  i18n.addResourceBundle('en', namespace, texts.en);
  i18n.addResourceBundle('zh-CN', namespace, texts['zh-CN']);
  return (key, values) => i18n.t(key, { ...values, ns: namespace, lng: lang.value });
}

/** The kit's own texts: refusals, time, connection. */
export const kitT = makeT('kit', { en: kitEn, 'zh-CN': kitZh });

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
