/** A text; a long one gets several lines. */
import type { ControlProps } from '../control-props.ts';
import { usePlace } from '../form-context.ts';
import { Note, noted } from './note.tsx';

export function TextBox({ field, path, value, label, onValue }: ControlProps<'text'>) {
  const place = usePlace(path);
  const shared = {
    ...noted(place),
    class: 'input',
    value: typeof value === 'string' ? value : '',
    onInput: (event: Event): void => onValue((event.currentTarget as HTMLInputElement).value),
  };
  return (
    <div class="field">
      <label for={place.inputId}>{label}</label>
      {field.long ? <textarea {...shared} rows={2} /> : <input {...shared} type="text" autocomplete="off" />}
      <Note place={place} help={field.help} />
    </div>
  );
}
