/** What a field of the battle form is called, where the form is not seen beside it. */
import { t } from '../../texts.ts';
import type { BattlePlace } from '../draft.ts';

export function placeName(place: BattlePlace): string {
  const [list, row, field] = place.split('.');
  const name = field === undefined ? place : `${list}.${field}`;
  const words = t(`battle.${name}` as 'battle.sides.name');
  return row === undefined ? words : t('battle.row', { name: words, row: Number(row) + 1 });
}
