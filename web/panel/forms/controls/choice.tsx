/** One of a few: their names come from the catalogue, or are shown as they are. */
import { textOr } from '../../texts.ts';
import type { ControlProps } from '../control-props.ts';
import type { Json } from '../fields.ts';
import { usePlace } from '../form-context.ts';
import { Note, noted } from './note.tsx';

export function Choice({ field, path, value, label, onValue }: ControlProps<'choice'>) {
  const place = usePlace(path);
  return (
    <div class="field field-inline">
      <label for={place.inputId}>{label}</label>
      <select
        {...noted(place)}
        class="input"
        value={field.options.indexOf(value ?? null)}
        onChange={({ currentTarget }) => onValue(field.options[Number(currentTarget.value)])}
      >
        {field.options.map((option, i) => (
          <option key={i} value={i}>
            {textOr(`option.${nameOf(option)}`, nameOf(option))}
          </option>
        ))}
      </select>
      <Note place={place} help={field.help} />
    </div>
  );
}

function nameOf(option: Json): string {
  return typeof option === 'string' ? option : JSON.stringify(option);
}
