/** The sides of a battle in one show: two to four names, each in its colour and shape. */
import { Button } from '../../../kit/button.tsx';
import { Shape } from '../../../kit/shape.tsx';
import { t } from '../../texts.ts';
import { Icon } from '../../ui/icons.tsx';
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
          <Button
            kind="quiet"
            class="small"
            label={t('rows.remove', { row: i + 1 })}
            blocked={sides.length <= min ? t('rows.least', { count: min }) : ''}
            onPress={() => edit({ sides: sides.filter((_, at) => at !== i) })}
          >
            <Icon name="close" />
          </Button>
        </div>
      ))}
      <Button
        kind="quiet"
        class="small add-row"
        blocked={sides.length >= max ? t('rows.full', { count: max }) : ''}
        onPress={() => edit({ sides: withSide(sides) })}
      >
        <Icon name="plus" />
        {t('battle.addSide')}
      </Button>
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
      <input
        id={id}
        class={mono ? 'input mono' : 'input'}
        type="text"
        autocomplete="off"
        spellcheck={!mono}
        aria-label={label}
        aria-invalid={fault !== ''}
        aria-describedby={fault ? `${id}-note` : undefined}
        placeholder={label}
        value={value}
        onInput={({ currentTarget }) => onText(currentTarget.value)}
      />
      {fault ? (
        <span id={`${id}-note`} class="note-wrong">
          {fault}
        </span>
      ) : null}
    </span>
  );
}
