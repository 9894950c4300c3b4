/** The buttons by which the rows of a list become fewer or more, as long as there may be fewer or more. */
import type { ComponentChildren } from 'preact';
import { Button } from '../../kit/button.tsx';
import { t } from '../texts.ts';
import { Icon } from './icons.tsx';

export interface RemoveRowProps {
  /** Counted from 0. */
  at: number;
  of: number;
  least?: number;
  onRemove: () => void;
}

export function RemoveRow({ at, of, least = 0, onRemove }: RemoveRowProps) {
  return (
    <Button
      kind="quiet"
      class="small"
      label={t('rows.remove', { row: at + 1 })}
      blocked={of <= least ? t('rows.least', { count: least }) : ''}
      onPress={onRemove}
    >
      <Icon name="close" />
    </Button>
  );
}

export interface AddRowProps {
  of: number;
  most: number;
  class?: string;
  onAdd: () => void;
  /** What is added, in words. */
  children: ComponentChildren;
}

export function AddRow({ of, most, onAdd, children, ...rest }: AddRowProps) {
  return (
    <Button
      kind="quiet"
      class={`add-row ${rest.class ?? ''}`}
      blocked={of >= most ? t('rows.full', { count: most }) : ''}
      onPress={onAdd}
    >
      <Icon name="plus" />
      {children}
    </Button>
  );
}
