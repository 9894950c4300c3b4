/** What is wrong with a field, as a sentence. */
import { formatNumber } from '../../kit/i18n.ts';
import { t } from '../texts.ts';
import type { PanelKey } from '../texts.ts';
import { spanText } from '../ui/span.ts';

type KindIn<Key> = Key extends `hint.${infer Kind}` ? Kind : never;

/** Any form's hint whose words the catalogue has. */
export interface TellableHint {
  kind: KindIn<PanelKey>;
  count?: number;
}

/** Bounds of spans (`durationSeconds`) are told as spans, whatever unit the field is in. */
export function hintText({ kind, count }: TellableHint, place: string): string {
  if (count === undefined) return t(`hint.${kind}`);
  return t(`hint.${kind}`, { count: place.endsWith('Seconds') ? spanText(count * 1000) : formatNumber(count) });
}
