/** A list: rows to add, remove and move. Short texts stand in lines, whole objects in cards that fold. */
import type { ComponentType } from 'preact';
import { Button } from '../../../kit/button.tsx';
import { Icon } from '../../ui/icons.tsx';
import { AddRow, RemoveRow } from '../../ui/row-buttons.tsx';
import { t } from '../../texts.ts';
import type { ControlProps, FieldViewProps } from '../control-props.ts';
import type { Json } from '../fields.ts';
import { useForm, usePlace } from '../form-context.ts';
import type { Path } from '../values.ts';
import { isRecord, startingValue, withRow, withRowMoved, withoutRow } from '../values.ts';
import { Note } from './note.tsx';

export interface RowsProps extends ControlProps<'list'> {
  /** Draws one row: any field, also another list. */
  Item: ComponentType<FieldViewProps>;
}

export function Rows({ field, path, value, label, Item }: RowsProps) {
  const { root, onChange } = useForm();
  const place = usePlace(path);
  const rows = Array.isArray(value) ? value : [];
  const folded = field.item.kind === 'group';
  return (
    <fieldset class="rows" aria-describedby={place.noteId}>
      <legend>
        {label} <span class="count">{rows.length}</span>
      </legend>
      <ol>
        {rows.map((row, i) => (
          <li key={i} class={folded ? 'row-card' : 'row-line'}>
            {folded ? (
              <details>
                <summary>
                  <span class="row-number">{i + 1}</span>
                  <span class="row-title">{summaryOf(row)}</span>
                </summary>
                <Item field={field.item} path={[...path, i]} value={row} optional={false} label="" />
                <RowButtons path={path} at={i} of={rows.length} min={field.min} />
              </details>
            ) : (
              <>
                <Item field={field.item} path={[...path, i]} value={row} optional={false} label={`${label} ${i + 1}`} />
                <RowButtons path={path} at={i} of={rows.length} min={field.min} />
              </>
            )}
          </li>
        ))}
      </ol>
      <Note place={place} help={field.help} />
      <AddRow of={rows.length} most={field.max} onAdd={() => onChange(withRow(root, path, startingValue(field.item)))}>
        {t('rows.add')}
      </AddRow>
    </fieldset>
  );
}

function RowButtons({ path, at, of, min }: { path: Path; at: number; of: number; min: number }) {
  const { root, onChange } = useForm();
  const move = (by: 1 | -1) => (): void => onChange(withRowMoved(root, path, { from: at, by }));
  return (
    <span class="row-buttons">
      <Button kind="quiet" label={t('rows.up', { row: at + 1 })} blocked={at === 0 ? t('rows.first') : ''} onPress={move(-1)}>
        <Icon name="up" />
      </Button>
      <Button
        kind="quiet"
        label={t('rows.down', { row: at + 1 })}
        blocked={at === of - 1 ? t('rows.last') : ''}
        onPress={move(1)}
      >
        <Icon name="down" />
      </Button>
      <RemoveRow at={at} of={of} least={min} onRemove={() => onChange(withoutRow(root, path, at))} />
    </span>
  );
}

/** The first text in a row tells rows apart. */
function summaryOf(row: Json): string {
  if (!isRecord(row)) return '';
  const text = Object.values(row).find((value) => typeof value === 'string' && value !== '');
  return typeof text === 'string' ? text : t('rows.empty');
}
