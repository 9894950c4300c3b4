/** What is wrong with a field of the battle form, as a sentence, and what the field is called. */
import { formatNumber } from '../../../kit/i18n.ts';
import { t } from '../../texts.ts';
import { spanText } from '../../ui/span.ts';
import type { BattleHint, BattlePlace } from '../draft.ts';

/** Bounds of spans are told as spans. */
export function faultText(hint: BattleHint, place: BattlePlace): string {
  if (!('count' in hint)) return t(`hint.${hint.kind}`);
  const count = place.endsWith('Seconds') ? spanText(hint.count * 1000) : formatNumber(hint.count);
  return t(`hint.${hint.kind}`, { count });
}

/** What a field is called, where the form is not seen beside it. */
export function placeName(place: BattlePlace): string {
  const [list, row, field] = place.split('.');
  const name = field === undefined ? place : `${list}.${field}`;
  const words = t(`battle.${name}` as 'battle.sides.name');
  return row === undefined ? words : t('battle.row', { name: words, row: Number(row) + 1 });
}
