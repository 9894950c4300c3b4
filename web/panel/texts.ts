/** The panel's texts. */
import { makeT } from '../kit/i18n.ts';
import en from '../locales/panel.en.ts';
import zh from '../locales/panel.zh-CN.ts';

export const t = makeT({ en, 'zh-CN': zh });

export type PanelKey = Parameters<typeof t>[0];

/** The text of a key that is put together from data (a phase, a command), or `other` when the catalogue has none. */
export function textOr(key: string, other: string): string {
  return Object.hasOwn(en, key) ? t(key as PanelKey) : other;
}
