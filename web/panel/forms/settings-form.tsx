/** The form of a game's settings, drawn from its schema. It edits a value and sends nothing. */
import { useId } from 'preact/hooks';
import type { Refusal } from '../../../shared/protocol/errors.ts';
import { FieldView } from './field-view.tsx';
import type { Field, Json } from './fields.ts';
import { hintsFor, placeInDetail } from './hints.ts';
import { FormContext } from './form-context.ts';

export interface SettingsFormProps {
  field: Field;
  value: Json;
  onChange: (value: Json) => void;
  /** What the server said of these settings, if it refused them. */
  refusal: Refusal | null;
}

export function SettingsForm({ field, value, onChange, refusal }: SettingsFormProps) {
  const id = useId();
  const detail = refusal?.detail ?? '';
  const refusedAt = refusal ? placeInDetail(detail, field) : null;
  const form = {
    id,
    root: value,
    onChange,
    hints: hintsFor(field, value),
    refusedAt,
    refusedWhy: refusedAt === null ? detail : detail.slice(detail.indexOf(': ') + 2),
  };
  return (
    <FormContext.Provider value={form}>
      <div class="settings">
        {field.kind === 'group' ? (
          field.fields.map(({ name, field: child, optional }) => (
            <FieldView key={name} field={child} path={[name]} value={childOf(value, name)} optional={optional} />
          ))
        ) : (
          <FieldView field={field} path={[]} value={value} optional={false} />
        )}
      </div>
    </FormContext.Provider>
  );
}

function childOf(value: Json, name: string): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value[name] : undefined;
}
