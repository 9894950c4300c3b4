/** What every field of the battle form shares: the draft, how it is edited, and what is wrong where. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { BattleDraft, BattlePlace } from '../draft.ts';

export interface BattleFormShared {
  id: string;
  draft: BattleDraft;
  edit: (change: Partial<BattleDraft>) => void;
  /** What is wrong at a place, as a sentence; empty when nothing is. */
  faultAt: (place: BattlePlace) => string;
}

export const BattleFormContext = createContext<BattleFormShared | null>(null);

export function useBattleForm(): BattleFormShared {
  const form = useContext(BattleFormContext);
  if (!form) throw new Error('a field belongs inside the battle form');
  return form;
}
