/**
 * The overlay's texts, in the language that its address names. It never changes while the page lives and there are few
 * texts, so plurals and values are filled in here: the pages' i18next would be a fifth of what OBS has to load.
 */
import { pickLang } from '../kit/lang.ts';
import type { Lang } from '../kit/lang.ts';
import en from '../locales/overlay.en.ts';
import zh from '../locales/overlay.zh-CN.ts';

type Key = keyof typeof en;
/** `quiz.answered_one` and `quiz.answered_other` are both asked for as `quiz.answered`, with `{ count }`. */
type Asked = Key extends infer K ? (K extends `${infer Base}_${'one' | 'other'}` ? Base : K) : never;

export interface Texts {
  lang: Lang;
  t: (key: Asked, values?: Record<string, string | number>) => string;
  formatNumber: (value: number) => string;
}

export function textsIn(lang: Lang): Texts {
  const catalogue: Partial<Record<string, string>> = lang === 'zh-CN' ? zh : en;
  const plurals = new Intl.PluralRules(lang);
  const numbers = new Intl.NumberFormat(lang);
  return {
    lang,
    formatNumber: (value) => numbers.format(value),
    t: (key, values = {}) => {
      const plural = typeof values['count'] === 'number' ? `_${plurals.select(values['count'])}` : '';
      const text = catalogue[key + plural] ?? catalogue[`${key}_other`] ?? catalogue[key] ?? key;
      return text.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ''));
    },
  };
}

const inBrowser = typeof location !== 'undefined';
const wishes = inBrowser ? [new URLSearchParams(location.search).get('lang'), ...navigator.languages] : [];

/** Of this page. */
export const { lang, t, formatNumber } = textsIn(pickLang(wishes));
