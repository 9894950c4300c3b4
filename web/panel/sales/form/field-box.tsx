/** One field of the sale form, with what is wrong about it by this form or by the server. */
import type { ComponentChildren } from 'preact';
import { Field } from '../../ui/field.tsx';
import type { Tied } from '../../ui/field.tsx';
import type { DraftField } from '../draft.ts';
import { useSaleForm } from './sale-form-context.ts';

export interface FieldBoxProps {
  name: DraftField;
  label: string;
  help?: string;
  class?: string;
  children: (tied: Tied) => ComponentChildren;
}

export function FieldBox({ name, ...rest }: FieldBoxProps) {
  const { id, faultAt } = useSaleForm();
  return <Field {...rest} id={`${id}-${name}`} fault={faultAt(name)} />;
}
