/** One of many, from a list that folds. */
import type { ComponentChildren } from 'preact';
import { Field } from '../ui/field.tsx';

export interface ChooseProps {
  id: string;
  label: string;
  value: string;
  onValue: (value: string) => void;
  children: ComponentChildren;
}

export function Choose({ id, label, value, onValue, children }: ChooseProps) {
  return (
    <Field id={id} label={label} fault="">
      {(tied) => (
        <select {...tied} class="input" value={value} onChange={({ currentTarget }) => onValue(currentTarget.value)}>
          {children}
        </select>
      )}
    </Field>
  );
}
