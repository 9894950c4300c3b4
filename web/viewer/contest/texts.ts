/** The viewer page's texts of battles and polls; they come with the parts that say them. */
import en from '../../locales/votes.en.ts';
import zh from '../../locales/votes.zh-CN.ts';
import { makeT } from '../../kit/i18n.ts';

export const votesT = makeT({ en, 'zh-CN': zh });
