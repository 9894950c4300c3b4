/** The sides of a battle in one show: two to four names, each in its colour and shape. */
import { Shape } from '../../../kit/shape.tsx';
import { t } from '../../texts.ts';
import { AddRow, RemoveRow } from '../../ui/row-buttons.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { withSide } from '../draft.ts';
import type { SideDraft } from '../draft.ts';
import { bounds } from '../read-draft.ts';
import { useBattleForm } from './battle-form-context.ts';

export function SidesFields() {
  const { id, draft, edit, faultAt } = useBattleForm();
  const { sides } = draft;
  const { min, max } = bounds.sides;
  const change = (at: number, side: Partial<SideDraft>): void =>
    edit({ sides: sides.map((other, i) => (i === at ? { ...other, ...side } : other)) });
  return (
    <fieldset class="sides-fields">
      <legend>{t('battle.sides')}</legend>
      {sides.map((side, i) => (
        <div key={i} class={`side-field side-${i}`}>
          <Shape index={i} />
          <RowText
            id={`${id}-sides.${i}.name`}
            label={t('battle.row', { name: t('battle.sides.name'), row: i + 1 })}
            fault={faultAt(`sides.${i}.name`)}
            value={side.name}
            onText={(name) => change(i, { name })}
          />
          <RemoveRow at={i} of={sides.length} least={min} onRemove={() => edit({ sides: sides.filter((_, at) => at !== i) })} />
        </div>
      ))}
      <AddRow of={sides.length} most={max} class="small" onAdd={() => edit({ sides: withSide(sides) })}>
        {t('battle.addSide')}
      </AddRow>
      <SideIds change={change} />
    </fieldset>
  );
}

/** How the platform's gifts and the rules of the rundown call the sides. */
function SideIds({ change }: { change: (at: number, side: Partial<SideDraft>) => void }) {
  const { id, draft, faultAt } = useBattleForm();
  return (
    <details class="fold fold-small">
      <summary>{t('battle.sides.id')}</summary>
      <p class="note">{t('battle.idsHelp')}</p>
      {draft.sides.map((side, i) => (
        <div key={i} class={`side-field side-${i}`}>
          <Shape index={i} />
          <RowText
            id={`${id}-sides.${i}.id`}
            label={t('battle.row', { name: t('battle.sides.id'), row: i + 1 })}
            fault={faultAt(`sides.${i}.id`)}
            mono
            value={side.id}
            onText={(text) => change(i, { id: text.trim() })}
          />
        </div>
      ))}
    </details>
  );
}

interface RowTextProps {
  id: string;
  label: string;
  fault: string;
  mono?: true;
  value: string;
  onText: (text: string) => void;
}

function RowText({ id, label, fault, mono, value, onText }: RowTextProps) {
  return (
    <span class="row-text">
      <TextInput
        tied={{ id, 'aria-invalid': fault !== '', 'aria-describedby': fault ? `${id}-note` : undefined }}
        class={mono ? 'mono' : ''}
        spellcheck={!mono}
        aria-label={label}
        placeholder={label}
        value={value}
        onText={onText}
      />
      {fault ? (
        <span id={`${id}-note`} class="note-wrong">
          {fault}
        </span>
      ) : null}
    </span>
  );
}
