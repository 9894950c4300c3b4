/** A shape that no control fits, as JSON text. It becomes the value as soon as it can be read. */
import { useState } from 'preact/hooks';
import { t } from '../../texts.ts';
import type { ControlProps } from '../control-props.ts';
import type { Json } from '../fields.ts';
import { usePlace } from '../form-context.ts';
import { Note, noted } from './note.tsx';

export function JsonText({ field, path, value, label, onValue }: ControlProps<'json'>) {
  const place = usePlace(path);
  const [text, setText] = useState(JSON.stringify(value ?? null));
  const readable = read(text) !== undefined;
  return (
    <div class="field">
      <label for={place.inputId}>{label}</label>
      <textarea
        {...noted(place)}
        class="input mono"
        rows={2}
        spellcheck={false}
        value={text}
        onInput={({ currentTarget }) => {
          setText(currentTarget.value);
          const next = read(currentTarget.value);
          if (next !== undefined) onValue(next);
        }}
      />
      {readable ? <Note place={place} help={field.help} /> : <p class="note note-wrong">{t('hint.notJson')}</p>}
    </div>
  );
}

function read(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
