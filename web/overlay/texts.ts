/** The overlay's texts, in the language that its address names. It never changes while the page lives. */
import { fillText } from '../kit/fill-text.ts';
import type { TextKey, TextValues } from '../kit/fill-text.ts';
import { pickLang } from '../kit/lang.ts';
import type { Lang } from '../kit/lang.ts';
import { formatScoreIn } from '../kit/score-in.ts';
import en from '../locales/overlay.en.ts';
import zh from '../locales/overlay.zh-CN.ts';

export interface Texts {
  lang: Lang;
  t: (key: TextKey<typeof en>, values?: TextValues) => string;
  formatNumber: (value: number) => string;
  formatScore: (score: number) => string;
}

export function textsIn(lang: Lang): Texts {
  const numbers = new Intl.NumberFormat(lang);
  return {
    lang,
    formatNumber: (value) => numbers.format(value),
    formatScore: (score) => formatScoreIn(lang, score),
    t: (key, values) => fillText(lang === 'zh-CN' ? zh : en, { lang, key, values }),
  };
}

const inBrowser = typeof location !== 'undefined';
const wishes = inBrowser ? [new URLSearchParams(location.search).get('lang'), ...navigator.languages] : [];

/** Of this page. */
export const { lang, t, formatNumber, formatScore } = textsIn(pickLang(wishes));
