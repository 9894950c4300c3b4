/** What a ledger's lines must be by themselves, reckoned anew from what each says happened. */
import { isDeepStrictEqual } from 'node:util';
import type { LedgerLine, SaleTotals } from '../../shared/sale/index.ts';
import { isFirst, keyOf } from './tale.ts';
import type { EndLine, Tale } from './tale.ts';

export const lineInvariants = {
  /** Every line follows from the one before: its number, its date, and how the stock stands. */
  'adds-up': ({ lines }: Tale) =>
    found(lines, (line, before) => {
      if (line.after.seq !== (before?.after.seq ?? 0) + 1) return 'is not numbered one more than the last';
      if (before && line.at < before.at) return 'is dated before the last';
      const expected = reckon(before?.after ?? null, line);
      return isDeepStrictEqual(line.after, expected) ? null : `should leave ${JSON.stringify(expected)}`;
    }),

  /** Units held and sold are never more than the stock; counted hold by hold. */
  'no-oversell': ({ lines }: Tale) => {
    const [held, sold] = [new Map<string, number>(), new Map<string, number>()];
    let [heldUnits, soldUnits] = [0, 0];
    return found(lines, (line) => {
      if (line.kind === 'hold') {
        heldUnits += line.quantity;
        held.set(line.hold, line.quantity);
      } else if (line.kind === 'confirm' || line.kind === 'release' || line.kind === 'expire') {
        heldUnits -= held.get(line.hold) ?? 0;
        held.delete(line.hold);
        if (line.kind === 'confirm' && !sold.has(line.hold)) soldUnits += line.quantity;
        if (line.kind === 'confirm') sold.set(line.hold, line.quantity);
      }
      return heldUnits + soldUnits > line.after.stock ? `${heldUnits} are held and ${soldUnits} sold` : null;
    });
  },

  /** When a grab is granted its viewer holds, has bought and waits for no more than the limit. */
  'within-limit': ({ lines }: Tale) => {
    const units = new Map<string, number>();
    return found(lines, (line) => {
      if (line.kind === 'release' || line.kind === 'expire')
        units.set(line.viewer, (units.get(line.viewer) ?? 0) - line.quantity);
      if (!isFirst(line)) return null;
      const has = (units.get(line.viewer) ?? 0) + line.quantity;
      units.set(line.viewer, has);
      return has > line.after.perViewer ? `${line.viewer} has ${has}` : null;
    });
  },

  /** No grab of a viewer has two effects: neither its key nor its hold's id begins twice, and there is something to it. */
  'grabbed-once': ({ firsts, firstsByHold }: Tale) => [
    ...[...Map.groupBy(firsts, keyOf)].filter(([, same]) => same.length > 1).map(([key]) => `key ${key} was granted twice`),
    ...[...firstsByHold].filter(([, same]) => same.length > 1).map(([hold]) => `hold ${hold} began twice`),
    ...firsts.filter(({ quantity }) => !Number.isInteger(quantity) || quantity < 1).map((line) => `${tell(line)}: of no units`),
  ],

  /** A hold ends once, as the very hold that it was, and by running out neither too early nor never; a cancellation ends all. */
  'ends-once': ({ firstsByHold, endsByHold, lines, until }: Tale) => {
    const expiries = new Map(lines.flatMap((line) => (line.kind === 'hold' ? [[line.hold, line.expiresAt] as const] : [])));
    const cancelled = lines.find((line) => line.kind === 'close' && line.how === 'cancelled');
    const wrong = [...endsByHold].flatMap(([hold, ends]) => {
      const [first] = firstsByHold.get(hold) ?? [];
      if (!first) return [`hold ${hold} ended but never began`];
      if (ends.length > 1) return [`hold ${hold} ended ${ends.length} times: ${ends.map(({ kind }) => kind).join(', ')}`];
      return [...endedWrong(ends[0]!, first, expiries.get(hold)), ...soldLate(ends[0]!, cancelled)];
    });
    const dueAt = (expiresAt: number) => Math.min(expiresAt, cancelled?.at ?? Infinity);
    const left = [...expiries].filter(([hold, expiresAt]) => dueAt(expiresAt) <= until && !endsByHold.has(hold));
    return [...wrong, ...left.map(([hold]) => `hold ${hold} should have ended`)];
  },

  /** What is given back or runs out is available again: what of it was held, and at once. */
  'units-return': ({ lines }: Tale) =>
    found(lines, (line, before) => {
      if (!before || (line.kind !== 'release' && line.kind !== 'expire')) return null;
      const returned = line.kind === 'release' && line.number !== undefined ? 0 : line.quantity;
      const by = line.after.available - before.after.available;
      return by === returned ? null : `${by} came back, not ${returned}`;
    }),
} as const;

function endedWrong(end: EndLine, first: { viewer: string; quantity: number }, expiresAt: number | undefined): string[] {
  if (end.viewer !== first.viewer || end.quantity !== first.quantity) return [`${tell(end)}: began as ${JSON.stringify(first)}`];
  const wasPlace = end.kind === 'release' && end.number !== undefined;
  if (wasPlace) return expiresAt === undefined ? [] : [`${tell(end)}: had been admitted`];
  if (expiresAt === undefined) return [`${tell(end)}: nothing was held`];
  if (end.kind === 'expire' && end.at < expiresAt) return [`${tell(end)}: before ${expiresAt}`];
  return end.kind === 'confirm' && end.at >= expiresAt ? [`${tell(end)}: it had run out at ${expiresAt}`] : [];
}

function soldLate(end: EndLine, cancelled: LedgerLine | undefined): string[] {
  const isLate = end.kind === 'confirm' && cancelled !== undefined && end.after.seq > cancelled.after.seq;
  return isLate ? [`${tell(end)}: the sale had been cancelled`] : [];
}

/** How the stock stands after a line, by what it says happened. */
function reckon(before: SaleTotals | null, line: LedgerLine): SaleTotals {
  const seq = (before?.seq ?? 0) + 1;
  if (!before || line.kind === 'open') {
    const { stock, perViewer } = line.kind === 'open' ? line.terms : line.after;
    return { seq, stock, perViewer, available: stock, held: 0, sold: 0, queued: 0, serving: 0 };
  }
  const next = { ...before, seq };
  const move = (change: Partial<Record<'held' | 'sold' | 'queued', number>>) => {
    for (const what of ['held', 'sold', 'queued'] as const) next[what] += change[what] ?? 0;
  };
  if (line.kind === 'adjust') Object.assign(next, { stock: line.terms.stock, perViewer: line.terms.perViewer });
  if (line.kind === 'close') next.queued = 0;
  if (line.kind === 'queue') move({ queued: line.quantity });
  if (line.kind === 'hold') move({ held: line.quantity, queued: line.number === undefined ? 0 : -line.quantity });
  if (line.kind === 'hold' && line.number !== undefined) next.serving = line.number;
  if (line.kind === 'confirm') move({ held: -line.quantity, sold: line.quantity });
  if (line.kind === 'release') move(line.number === undefined ? { held: -line.quantity } : { queued: -line.quantity });
  if (line.kind === 'expire') move({ held: -line.quantity });
  next.available = next.stock - next.held - next.sold;
  return next;
}

/** The lines with which something is wrong; `judge` sees each with the one before it. */
function found(lines: readonly LedgerLine[], judge: (line: LedgerLine, before: LedgerLine | null) => string | null): string[] {
  return lines.flatMap((line, n) => {
    const wrong = judge(line, lines[n - 1] ?? null);
    return wrong === null ? [] : [`${tell(line)}: ${wrong}`];
  });
}

function tell(line: LedgerLine): string {
  return `line ${line.after.seq} (${line.kind}${'hold' in line ? ` ${line.hold}` : ''})`;
}
