/** Yes or no. */
import type { ControlProps } from '../control-props.ts';
import { usePlace } from '../form-context.ts';
import { Note, noted } from './note.tsx';

export function Switch({ field, path, value, label, onValue }: ControlProps<'switch'>) {
  const place = usePlace(path);
  return (
    <div class="field field-inline">
      <label for={place.inputId}>{label}</label>
      <input
        {...noted(place)}
        class="switch"
        type="checkbox"
        role="switch"
        checked={value === true}
        onChange={({ currentTarget }) => onValue(currentTarget.checked)}
      />
      <Note place={place} help={field.help} />
    </div>
  );
}
