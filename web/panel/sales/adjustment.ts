/** Lowering a running sale's stock or limit: down only, and never below what is held and sold. */
import type { CommandArgs } from '../../../shared/protocol/commands.ts';
import type { Hint } from '../forms/hints.ts';
import { taken } from './standing.ts';
import type { SaleJson } from './standing.ts';

export interface AdjustDraft {
  stock: number | null;
  perViewer: number | null;
}

export interface AdjustRead {
  /** Null while something is wrong or nothing would change. */
  args: CommandArgs<'sale.adjust'> | null;
  wrong: ReadonlyMap<keyof AdjustDraft, Hint>;
}

/** From the least to what it is now. */
export function rangesOf(sale: SaleJson): Record<keyof AdjustDraft, { min: number; max: number }> {
  return {
    stock: { min: Math.max(1, taken(sale)), max: sale.stock },
    perViewer: { min: 1, max: sale.perViewer },
  };
}

/** Why the stock goes no lower: units are held and sold, or a sale of nothing is none. */
export function floorOf(sale: SaleJson): 'taken' | 'least' {
  return taken(sale) > 0 ? 'taken' : 'least';
}

export function readAdjustment(sale: SaleJson, draft: AdjustDraft): AdjustRead {
  const wrong = new Map<keyof AdjustDraft, Hint>();
  const changed: { stock?: number; perViewer?: number } = {};
  for (const [name, { min, max }] of Object.entries(rangesOf(sale)) as [keyof AdjustDraft, { min: number; max: number }][]) {
    const value = draft[name];
    const hint = hintFor(value, min, max);
    if (hint) wrong.set(name, hint);
    else if (value !== null && value !== max) changed[name] = value;
  }
  const isChange = wrong.size === 0 && Object.keys(changed).length > 0;
  return { args: isChange ? { sale: sale.id, ...changed } : null, wrong };
}

function hintFor(value: number | null, min: number, max: number): Hint | null {
  if (value === null || !Number.isFinite(value)) return { kind: 'notNumber' };
  if (!Number.isInteger(value)) return { kind: 'notWhole' };
  if (value < min) return { kind: 'tooSmall', count: min };
  return value > max ? { kind: 'tooBig', count: max } : null;
}
