/** A span of time in the sale form. */
import { SpanChoice } from '../../ui/span-choice.tsx';
import type { SpanChoiceProps } from '../../ui/span-choice.tsx';
import { FieldBox } from './field-box.tsx';
import { useSaleForm } from './sale-form-context.ts';

export interface PresetsProps extends Pick<SpanChoiceProps, 'label' | 'unit' | 'usual'> {
  name: 'holdSeconds' | 'countdownSeconds' | 'durationSeconds';
  help?: string;
}

export function Presets({ name, label, help = '', unit, usual }: PresetsProps) {
  const { draft, edit } = useSaleForm();
  return (
    <FieldBox name={name} label={label} help={help} class="field-span">
      {(tied) => (
        <SpanChoice
          tied={tied}
          label={label}
          unit={unit}
          usual={usual}
          seconds={draft[name]}
          onSeconds={(value) => edit({ [name]: value })}
        />
      )}
    </FieldBox>
  );
}
