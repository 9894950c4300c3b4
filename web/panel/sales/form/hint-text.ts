/** What is wrong with a field of the sale form, as a sentence. */
import { formatNumber } from '../../../kit/i18n.ts';
import { t } from '../../texts.ts';
import type { DraftField, DraftHint } from '../draft.ts';
import { spanText } from '../../ui/span.ts';

/** Bounds of spans are told as spans, whatever unit the field is in. */
export function hintText(hint: DraftHint, field: DraftField): string {
  if (!('count' in hint)) return t(`hint.${hint.kind}`);
  if (hint.kind === 'tooFine') return t('hint.tooFine', { count: hint.count });
  const count = field.endsWith('Seconds') ? spanText(hint.count * 1000) : formatNumber(hint.count);
  return t(`hint.${hint.kind}`, { count });
}

/** What a field is called, where the form is not seen beside it. */
export function fieldName(field: DraftField): string {
  return t(`sale.${field}`);
}
