/** One field of a settings form: the control that fits its kind. */
import { inLang } from '../../kit/i18n.ts';
import { Choice } from './controls/choice.tsx';
import { JsonText } from './controls/json-text.tsx';
import { NumberBox } from './controls/number-box.tsx';
import { Rows } from './controls/rows.tsx';
import { Switch } from './controls/switch.tsx';
import { TextBox } from './controls/text-box.tsx';
import type { Json } from './fields.ts';
import type { FieldViewProps } from './control-props.ts';
import { useForm } from './form-context.ts';
import { isRecord, withValue } from './values.ts';

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
      return <Rows field={field} {...shared} Item={FieldView} />;
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
