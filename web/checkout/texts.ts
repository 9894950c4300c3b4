/** The demo shop's texts. */
import en from '../locales/checkout.en.ts';
import zh from '../locales/checkout.zh-CN.ts';
import { makeT } from '../kit/i18n.ts';

export const t = makeT({ en, 'zh-CN': zh });
