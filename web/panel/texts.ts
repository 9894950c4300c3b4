/** The panel's texts. */
import { makeT } from '../kit/i18n.ts';
import contestsEn from '../locales/panel-contests.en.ts';
import contestsZh from '../locales/panel-contests.zh-CN.ts';
import salesEn from '../locales/panel-sales.en.ts';
import salesZh from '../locales/panel-sales.zh-CN.ts';
import en from '../locales/panel.en.ts';
import zh from '../locales/panel.zh-CN.ts';

/** One catalogue for all: a key is the name of one text, wherever it is written. */
export const panelTexts = {
  en: { ...en, ...salesEn, ...contestsEn },
  'zh-CN': { ...zh, ...salesZh, ...contestsZh },
};

export const t = makeT(panelTexts);

export type PanelKey = Parameters<typeof t>[0];

/** The text of a key that is put together from data (a phase, a command), or `other` when the catalogue has none. */
export function textOr(key: string, other: string): string {
  return Object.hasOwn(panelTexts.en, key) ? t(key as PanelKey) : other;
}
