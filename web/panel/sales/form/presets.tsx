/** A span of time: a few usual ones to press, and a box for any other. */
import { t } from '../../texts.ts';
import { spanText } from '../span.ts';
import { FieldBox } from './field-box.tsx';
import { NumberText } from './number-text.tsx';
import { useSaleForm } from './sale-form-context.ts';

export interface PresetsProps {
  name: 'holdSeconds' | 'countdownSeconds' | 'durationSeconds';
  label: string;
  help?: string;
  unit: 'seconds' | 'minutes';
  /** In seconds, whatever the unit of the box. */
  usual: readonly number[];
}

export function Presets({ name, label, help = '', unit, usual }: PresetsProps) {
  const { draft, edit } = useSaleForm();
  return (
    <FieldBox name={name} label={label} help={help} class="field-span">
      {(tied) => (
        <span class="presets">
          <span class="presets-usual" role="group" aria-label={t('sale.usual', { label })}>
            {usual.map((seconds) => (
              <button
                key={seconds}
                type="button"
                class="preset"
                aria-pressed={draft[name] === seconds}
                onClick={() => edit({ [name]: seconds })}
              >
                {spanText(seconds * 1000)}
              </button>
            ))}
          </span>
          <span class="presets-other">
            <NumberText
              tied={tied}
              value={draft[name]}
              per={unit === 'minutes' ? 60 : 1}
              onValue={(value) => edit({ [name]: value })}
            />
            <span class="bounds" aria-hidden="true">
              {t(`unit.${unit}`)}
            </span>
          </span>
        </span>
      )}
    </FieldBox>
  );
}
