/** A span of time: a few usual ones to press, and a box for any other. */
import { spanText } from './span.ts';
import { t } from '../texts.ts';
import type { Tied } from './field.tsx';
import { NumberText } from './number-text.tsx';

export interface SpanChoiceProps {
  tied: Tied;
  label: string;
  unit: 'seconds' | 'minutes';
  /** In seconds, whatever the unit of the box. */
  usual: readonly number[];
  seconds: number | null;
  onSeconds: (seconds: number | null) => void;
}

export function SpanChoice({ tied, label, unit, usual, seconds, onSeconds }: SpanChoiceProps) {
  return (
    <span class="presets">
      <span class="presets-usual" role="group" aria-label={t('sale.usual', { label })}>
        {usual.map((span) => (
          <button key={span} type="button" class="preset" aria-pressed={seconds === span} onClick={() => onSeconds(span)}>
            {spanText(span * 1000)}
          </button>
        ))}
      </span>
      <span class="presets-other">
        <NumberText tied={tied} value={seconds} per={unit === 'minutes' ? 60 : 1} onValue={onSeconds} />
        <span class="bounds" aria-hidden="true">
          {t(`unit.${unit}`)}
        </span>
      </span>
    </span>
  );
}
