/** What a field of a settings form is given, whatever control draws it. */
import type { Field, Json } from './fields.ts';
import type { Path } from './values.ts';

export interface FieldViewProps {
  field: Field;
  path: Path;
  value: Json | undefined;
  /** May be left out of the settings: an empty text then is. */
  optional: boolean;
  /** For a row of a list, which has no name of its own. */
  label?: string;
}

/** What every control gets. */
export interface ControlProps<Kind extends Field['kind']> {
  field: Extract<Field, { kind: Kind }>;
  path: Path;
  value: Json | undefined;
  label: string;
  onValue: (value: Json | undefined) => void;
}
