/** One field of the sale form: its label, its control, and what is wrong with it or worth knowing. */
import type { ComponentChildren } from 'preact';
import type { DraftField } from '../draft.ts';
import { hintText } from './hint-text.ts';
import { useSaleForm } from './sale-form-context.ts';

/** The attributes that tie a control to its label and note. */
export interface Tied {
  id: string;
  'aria-invalid': boolean;
  'aria-describedby': string | undefined;
}

export interface FieldBoxProps {
  name: DraftField;
  label: string;
  help?: string;
  class?: string;
  children: (tied: Tied) => ComponentChildren;
}

export function FieldBox({ name, label, help = '', children, ...rest }: FieldBoxProps) {
  const { id, wrong, refusedAt, refusedWhy } = useSaleForm();
  const hint = wrong.get(name);
  const fault = hint ? hintText(hint, name) : refusedAt === name ? refusedWhy : '';
  const note = fault || help;
  const inputId = `${id}-${name}`;
  const noteId = `${inputId}-note`;
  return (
    <div class={`field ${rest.class ?? ''}`}>
      <label for={inputId}>{label}</label>
      {children({ id: inputId, 'aria-invalid': fault !== '', 'aria-describedby': note ? noteId : undefined })}
      {note ? (
        <p id={noteId} class={fault === '' ? 'note' : 'note note-wrong'}>
          {note}
        </p>
      ) : null}
    </div>
  );
}
