/** Finds holds that ran out late although a server was there to see to it. */
import type { LedgerLine } from '../../../shared/sale/index.ts';

/** While a server ran, epoch ms. */
export interface Uptime {
  from: number;
  to: number;
}

/** How long a busy machine may take. */
const graceMs = 4000;

/** A sentence for each hold that was due while a server ran and outlived that by more than the grace. */
export function lateExpiries(lines: readonly LedgerLine[], uptimes: readonly Uptime[]): string[] {
  const dueAt = new Map(lines.flatMap((line) => (line.kind === 'hold' ? [[line.hold, line.expiresAt] as const] : [])));
  return lines.flatMap((line) => {
    const due = line.kind === 'expire' ? dueAt.get(line.hold) : undefined;
    if (due === undefined) return [];
    // Due while it was down, a hold runs out soon after the next start.
    const upTill = uptimes.map(({ from, to }) => ({ by: Math.max(due, from) + graceMs, to })).filter(({ by, to }) => by < to);
    const [first] = upTill;
    return first && line.at > first.by ? [`hold of line ${line.after.seq} ran out ${line.at - first.by} ms too late`] : [];
  });
}
