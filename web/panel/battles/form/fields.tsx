/** The fields that the battle form is made of: a number, a span and a text. */
import { t } from '../../texts.ts';
import { Field } from '../../ui/field.tsx';
import { NumberText } from '../../ui/number-text.tsx';
import { SpanChoice } from '../../ui/span-choice.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import type { BattleDraft } from '../draft.ts';
import { useBattleForm } from './battle-form-context.ts';

type Named<Value> = {
  [Name in keyof BattleDraft]: BattleDraft[Name] extends Value ? (Value extends BattleDraft[Name] ? Name : never) : never;
}[keyof BattleDraft];
type NumberName = Named<number | null>;
type TextName = Exclude<Named<string>, undefined>;

interface LabelledField<Name> {
  name: Name;
  help?: string;
}

export function NumberField({ name, help = '' }: LabelledField<NumberName>) {
  const { id, draft, edit, faultAt } = useBattleForm();
  return (
    <Field id={`${id}-${name}`} label={t(`battle.${name}`)} fault={faultAt(name)} help={help} class="field-number">
      {(tied) => <NumberText tied={tied} value={draft[name]} onValue={(value) => edit({ [name]: value })} />}
    </Field>
  );
}

export interface SpanFieldProps extends LabelledField<NumberName & `${string}Seconds`> {
  unit?: 'seconds' | 'minutes';
  usual: readonly number[];
}

export function SpanField({ name, help = '', unit = 'seconds', usual }: SpanFieldProps) {
  const { id, draft, edit, faultAt } = useBattleForm();
  const label = t(`battle.${name}`);
  return (
    <Field id={`${id}-${name}`} label={label} fault={faultAt(name)} help={help} class="field-span">
      {(tied) => (
        <SpanChoice
          tied={tied}
          label={label}
          unit={unit}
          usual={usual}
          seconds={draft[name]}
          onSeconds={(value) => edit({ [name]: value })}
        />
      )}
    </Field>
  );
}

export function TextField({ name, help = '', hint = '' }: LabelledField<TextName> & { hint?: string }) {
  const { id, draft, edit, faultAt } = useBattleForm();
  return (
    <Field id={`${id}-${name}`} label={t(`battle.${name}`)} fault={faultAt(name)} help={help}>
      {(tied) => <TextInput tied={tied} placeholder={hint} value={draft[name]} onText={(text) => edit({ [name]: text })} />}
    </Field>
  );
}
