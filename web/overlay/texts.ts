/** The overlay's texts. */
import { makeT } from '../kit/i18n.ts';
import en from '../locales/overlay.en.ts';
import zh from '../locales/overlay.zh-CN.ts';

export const t = makeT('overlay', { en, 'zh-CN': zh });
