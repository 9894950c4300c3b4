/** Lowering a running sale's stock, limit or price: down only, and the stock never below what is held and sold. */
import type { CommandArgs } from '../../../shared/protocol/commands.ts';
import type { Hint } from '../forms/hints.ts';
import type { DraftHint } from './draft.ts';
import { readPrice, typedPrice } from './money.ts';
import { taken } from './standing.ts';
import type { SaleJson } from './standing.ts';

/** As typed; the price in major units. */
export interface AdjustDraft {
  stock: number | null;
  perViewer: number | null;
  price: string;
}

/** The price may at most be what it is now: told in words by whoever shows it. */
export type AdjustHint = DraftHint | { kind: 'notLower' };

export interface AdjustRead {
  /** Null while something is wrong or nothing would change. */
  args: CommandArgs<'sale.adjust'> | null;
  /** The new price, in minor units, when that is all that would change. */
  onlyPrice: number | null;
  wrong: ReadonlyMap<keyof AdjustDraft, AdjustHint>;
}

export function adjustDraftOf({ stock, perViewer, price, currency }: SaleJson): AdjustDraft {
  return { stock, perViewer, price: typedPrice(price, currency) };
}

/** From the least to what it is now. */
export function rangesOf(sale: SaleJson): Record<'stock' | 'perViewer', { min: number; max: number }> {
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
  const wrong = new Map<keyof AdjustDraft, AdjustHint>();
  const changed: { stock?: number; perViewer?: number; price?: number } = {};
  for (const [name, { min, max }] of Object.entries(rangesOf(sale)) as ['stock' | 'perViewer', { min: number; max: number }][]) {
    const value = draft[name];
    const hint = hintFor(value, min, max);
    if (hint) wrong.set(name, hint);
    else if (value !== null && value !== max) changed[name] = value;
  }
  const price = priceIn(sale, draft.price);
  if (typeof price !== 'number') wrong.set('price', price);
  else if (price !== sale.price) changed.price = price;
  const names = Object.keys(changed);
  const isChange = wrong.size === 0 && names.length > 0;
  return {
    args: isChange ? { sale: sale.id, ...changed } : null,
    onlyPrice: isChange && names.length === 1 ? (changed.price ?? null) : null,
    wrong,
  };
}

/** Minor units, or what is wrong with them. */
function priceIn({ price, currency }: SaleJson, typed: string): number | AdjustHint {
  const read = readPrice(typed, currency);
  if ('minor' in read) return read.minor > price ? { kind: 'notLower' } : read.minor;
  return read.wrong === 'tooFine' ? { kind: 'tooFine', count: read.digits } : { kind: 'notPrice' };
}

function hintFor(value: number | null, min: number, max: number): Hint | null {
  if (value === null || !Number.isFinite(value)) return { kind: 'notNumber' };
  if (!Number.isInteger(value)) return { kind: 'notWhole' };
  if (value < min) return { kind: 'tooSmall', count: min };
  return value > max ? { kind: 'tooBig', count: max } : null;
}
