/** What every field of the sale form shares: the draft, how it is edited, and what is wrong where. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { DraftField, SaleDraft } from '../draft.ts';

export interface SaleFormShared {
  id: string;
  draft: SaleDraft;
  edit: (change: Partial<SaleDraft>) => void;
  /** What is wrong with a field, as a sentence; empty when nothing is. */
  faultAt: (field: DraftField) => string;
}

export const SaleFormContext = createContext<SaleFormShared | null>(null);

export function useSaleForm(): SaleFormShared {
  const form = useContext(SaleFormContext);
  if (!form) throw new Error('a field belongs inside the sale form');
  return form;
}
