/** The choices of a poll: two to five, each with its letter. */
import { t } from '../texts.ts';
import { Field } from '../ui/field.tsx';
import { AddRow, RemoveRow } from '../ui/row-buttons.tsx';
import { TextInput } from '../ui/text-input.tsx';
import { bounds } from './draft.ts';
import type { PollDraft, PollPlace } from './draft.ts';
import { placeName } from './place-name.ts';

export interface ChoiceFieldsProps {
  id: string;
  draft: PollDraft;
  edit: (change: Partial<PollDraft>) => void;
  faultAt: (place: PollPlace) => string;
}

export function ChoiceFields({ id, draft: { choices }, edit, faultAt }: ChoiceFieldsProps) {
  const { min, max } = bounds.choices;
  return (
    <fieldset class="sides-fields">
      <legend>{t('poll.choices')}</legend>
      {choices.map((choice, i) => (
        <div key={i} class="choice-field">
          <span class="choice-letter" aria-hidden="true">
            {String.fromCodePoint(65 + i)}
          </span>
          <Field id={`${id}-choices.${i}`} label={placeName(`choices.${i}`)} fault={faultAt(`choices.${i}`)} class="field-bare">
            {(tied) => (
              <TextInput tied={tied} value={choice.text} onText={(text) => edit({ choices: choices.with(i, { text: text }) })} />
            )}
          </Field>
          <RemoveRow
            at={i}
            of={choices.length}
            least={min}
            onRemove={() => edit({ choices: choices.filter((_, at) => at !== i) })}
          />
        </div>
      ))}
      <AddRow of={choices.length} most={max} class="small" onAdd={() => edit({ choices: [...choices, { text: '' }] })}>
        {t('poll.addChoice')}
      </AddRow>
    </fieldset>
  );
}
