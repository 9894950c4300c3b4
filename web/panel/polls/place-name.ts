/** What a field of the poll form is called, where the form is not seen beside it. */
import { t } from '../texts.ts';
import type { PollPlace } from './draft.ts';

export function placeName(place: PollPlace): string {
  const row = /^choices\.(?<row>\d+)$/.exec(place)?.groups?.['row'];
  if (row !== undefined) return t('battle.row', { name: t('poll.choice'), row: Number(row) + 1 });
  return t(`poll.${place as 'question' | 'choices' | 'durationSeconds'}`);
}
