/** Building blocks of a game's settings: labelled fields and the prize. */
import { z } from 'zod';
import type { Text } from './define-game.ts';

/** Labels a settings field for the streamer's form, in both languages. */
export function labelled<S extends z.ZodType>(schema: S, text: Text): S {
  return schema.meta({ title: text.en, 'title:zh-CN': text['zh-CN'] });
}

/** What winners get: a name (empty = no prize), an amount of them each, and how many ranks win. */
export const prizeSetting = labelled(
  z
    .object({
      name: labelled(z.string().max(80).default(''), { en: 'Prize (empty: none)', 'zh-CN': '奖品（空：无）' }),
      amount: labelled(z.int().min(1).max(1_000_000).default(1), { en: 'Amount each', 'zh-CN': '每人数量' }),
    })
    .prefault({}),
  { en: 'Prize', 'zh-CN': '奖品' },
);
