/** One field of a form: its label, its control, and what is wrong with it or worth knowing. */
import type { ComponentChildren } from 'preact';

/** The attributes that tie a control to its label and note. */
export interface Tied {
  id: string;
  'aria-invalid': boolean;
  'aria-describedby': string | undefined;
}

export interface FieldProps {
  id: string;
  label: string;
  /** What is wrong, as a sentence; empty when nothing is. */
  fault: string;
  help?: string;
  class?: string;
  children: (tied: Tied) => ComponentChildren;
}

export function Field({ id, label, fault, help = '', children, ...rest }: FieldProps) {
  const note = fault || help;
  const noteId = `${id}-note`;
  return (
    <div class={`field ${rest.class ?? ''}`}>
      <label for={id}>{label}</label>
      {children({ id, 'aria-invalid': fault !== '', 'aria-describedby': note ? noteId : undefined })}
      {note ? (
        <p id={noteId} class={fault === '' ? 'note' : 'note note-wrong'}>
          {note}
        </p>
      ) : null}
    </div>
  );
}
