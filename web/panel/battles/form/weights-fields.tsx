/** From which level on a viewer's vote weighs how much. */
import { t } from '../../texts.ts';
import { Field } from '../../ui/field.tsx';
import { NumberText } from '../../ui/number-text.tsx';
import { AddRow, RemoveRow } from '../../ui/row-buttons.tsx';
import { bounds } from '../read-draft.ts';
import { useBattleForm } from './battle-form-context.ts';

export function WeightsFields() {
  const { id, draft, edit, faultAt } = useBattleForm();
  const { weights } = draft;
  const { max } = bounds.weights;
  return (
    <fieldset class="weights-fields">
      <legend>{t('battle.weights')}</legend>
      {weights.length === 0 ? <p class="note">{t('battle.weightsNone')}</p> : null}
      {weights.map((row, i) => (
        <div key={i} class="weight-field">
          {(['level', 'weight'] as const).map((name) => (
            <Field
              key={name}
              id={`${id}-weights.${i}.${name}`}
              label={t(`battle.weights.${name}`)}
              fault={faultAt(`weights.${i}.${name}`)}
            >
              {(tied) => (
                <NumberText
                  tied={tied}
                  value={row[name]}
                  onValue={(value) => edit({ weights: weights.with(i, { ...row, [name]: value }) })}
                />
              )}
            </Field>
          ))}
          <RemoveRow at={i} of={weights.length} onRemove={() => edit({ weights: weights.filter((_, at) => at !== i) })} />
        </div>
      ))}
      <AddRow
        of={weights.length}
        most={max}
        class="small"
        onAdd={() => edit({ weights: [...weights, { level: 10 * (weights.length + 1), weight: 2 }] })}
      >
        {t('battle.addWeight')}
      </AddRow>
    </fieldset>
  );
}
