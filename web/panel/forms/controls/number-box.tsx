/** A number, with its bounds shown beside it. What is no number is kept as null, so that the hint can say so. */
import { t } from '../../texts.ts';
import type { ControlProps } from '../control-props.ts';
import { usePlace } from '../form-context.ts';
import { Note, noted } from './note.tsx';

/** Bounds wider than this tell nobody anything. */
const widestBound = 9999;

export function NumberBox({ field, path, value, label, onValue }: ControlProps<'number'>) {
  const place = usePlace(path);
  return (
    <div class="field field-inline">
      <label for={place.inputId}>{label}</label>
      <span class="number">
        {field.min !== null && field.max !== null && field.max <= widestBound ? (
          <span class="bounds" aria-hidden="true">
            {t('field.bounds', { min: field.min, max: field.max })}
          </span>
        ) : null}
        <input
          {...noted(place)}
          class="input"
          type="number"
          inputMode={field.whole ? 'numeric' : 'decimal'}
          min={field.min ?? undefined}
          max={field.max ?? undefined}
          step={field.whole ? 1 : (field.step ?? 'any')}
          value={typeof value === 'number' ? value : ''}
          onInput={({ currentTarget }) => onValue(Number.isNaN(currentTarget.valueAsNumber) ? null : currentTarget.valueAsNumber)}
        />
      </span>
      <Note place={place} help={field.help} />
    </div>
  );
}
