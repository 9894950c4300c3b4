/** One field of a settings form: the control that fits its kind. */
import { inLang } from '../../kit/i18n.ts';
import { Choice } from './controls/choice.tsx';
import { JsonText } from './controls/json-text.tsx';
import { NumberBox } from './controls/number-box.tsx';
import { Rows } from './controls/rows.tsx';
import { Switch } from './controls/switch.tsx';
import { TextBox } from './controls/text-box.tsx';
import type { Field, Json } from './fields.ts';
import { useForm } from './form-context.ts';
import type { Path } from './values.ts';
import { isRecord, withValue } from './values.ts';

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

export function FieldView({ field, path, value, optional, label }: FieldViewProps) {
  const { root, onChange } = useForm();
  const shared = {
    path,
    value,
    label: field.label ? inLang(field.label) : (label ?? ''),
    onValue: (next: Json | undefined): void => onChange(withValue(root, path, optional && next === '' ? undefined : next)),
  };
  switch (field.kind) {
    case 'text':
      return <TextBox field={field} {...shared} />;
    case 'number':
      return <NumberBox field={field} {...shared} />;
    case 'switch':
      return <Switch field={field} {...shared} />;
    case 'choice':
      return <Choice field={field} {...shared} />;
    case 'list':
      return <Rows field={field} {...shared} />;
    case 'json':
      return <JsonText field={field} {...shared} />;
    case 'group':
      return (
        <fieldset class="group">
          {shared.label ? <legend>{shared.label}</legend> : null}
          {field.fields.map((child) => (
            <FieldView
              key={child.name}
              field={child.field}
              path={[...path, child.name]}
              value={isRecord(value) ? value[child.name] : undefined}
              optional={child.optional}
            />
          ))}
        </fieldset>
      );
  }
}
