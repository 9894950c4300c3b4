/** What every control of one settings form shares. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Json } from './fields.ts';
import { placeOf } from './hints.ts';
import type { Hint, Hints } from './hints.ts';
import type { Path } from './values.ts';

export interface FormShared {
  id: string;
  root: Json;
  onChange: (root: Json) => void;
  hints: Hints;
  /** The place that the server refused, and why; null when it named none. */
  refusedAt: string | null;
  refusedWhy: string;
}

export const FormContext = createContext<FormShared | null>(null);

export function useForm(): FormShared {
  const form = useContext(FormContext);
  if (!form) throw new Error('a field belongs inside a settings form');
  return form;
}

/** What stands at one place of the form: its ids, its hint, and what the server said of it. */
export interface Place {
  inputId: string;
  noteId: string;
  hint: Hint | undefined;
  refused: string | null;
}

export function usePlace(path: Path): Place {
  const { id, hints, refusedAt, refusedWhy } = useForm();
  const place = placeOf(path);
  const inputId = `${id}-${place}`;
  return { inputId, noteId: `${inputId}-note`, hint: hints.get(place), refused: refusedAt === place ? refusedWhy : null };
}
