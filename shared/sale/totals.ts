/** The arithmetic of a sale: how its stock stands after a line, by how it stood before. */
import type { LineWhat } from './lines.ts';
import type { SaleTerms, SaleTotals } from './terms.ts';

/** Nobody has asked for anything, and no line is written yet. */
export function blankTotals({ stock, perViewer }: SaleTerms): SaleTotals {
  return { seq: 0, stock, perViewer, available: stock, held: 0, sold: 0, queued: 0, serving: 0 };
}

export function totalsAfter(before: SaleTotals, what: LineWhat): SaleTotals {
  const next = { ...before, seq: before.seq + 1 };
  switch (what.kind) {
    case 'open':
      return { ...blankTotals(what.terms), seq: next.seq };
    case 'adjust': {
      const { stock, perViewer } = what.terms;
      return { ...next, stock, perViewer, available: stock - before.held - before.sold };
    }
    case 'close':
      return { ...next, queued: 0 };
    case 'queue':
      return { ...next, queued: before.queued + what.quantity };
    case 'hold': {
      next.available -= what.quantity;
      next.held += what.quantity;
      if (what.number === undefined) return next;
      return { ...next, queued: before.queued - what.quantity, serving: what.number };
    }
    case 'confirm':
      return { ...next, held: before.held - what.quantity, sold: before.sold + what.quantity };
    case 'release':
      return what.number === undefined ? returned(next, what.quantity) : { ...next, queued: before.queued - what.quantity };
    case 'expire':
      return returned(next, what.quantity);
  }
}

/** Whether every unit is somewhere, and none twice. */
export function addsUp({ stock, available, held, sold, queued }: SaleTotals): boolean {
  const parts = [available, held, sold, queued];
  return available + held + sold === stock && parts.every((units) => Number.isSafeInteger(units) && units >= 0);
}

function returned(next: SaleTotals, quantity: number): SaleTotals {
  return { ...next, held: next.held - quantity, available: next.available + quantity };
}
