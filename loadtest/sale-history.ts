/** Judges a sale after the fact: what its clients asked and were answered, beside the ledger's lines. */
import { answerInvariants } from './sale-history/answers.ts';
import { lineInvariants } from './sale-history/lines.ts';
import type { SaleRecord } from './sale-history/records.ts';
import { taleOf } from './sale-history/tale.ts';
import type { Tale } from './sale-history/tale.ts';
import type { LedgerLine } from '../shared/sale/index.ts';

export type { SaleRecord } from './sale-history/records.ts';

export interface History {
  /** Of all clients, in any order. */
  records: readonly SaleRecord[];
  /** Of all sales, each in its order. */
  lines: readonly LedgerLine[];
  /** When the ledger was last told to let holds run out, epoch ms: none that was due by then may be left. */
  until: number;
}

/** Finds every break of one invariant in one sale, in a sentence each. */
type Invariant = (tale: Tale) => string[];

const invariants = { ...lineInvariants, ...answerInvariants } satisfies Record<string, Invariant>;

export type InvariantName = keyof typeof invariants;

export interface Verdict {
  invariant: InvariantName;
  /** Empty: it holds. */
  breaks: string[];
}

/** One verdict for each invariant, over all sales of the history. */
export function checkHistory({ records, lines, until }: History): Verdict[] {
  const names = new Set([...records, ...lines].map(({ show, sale }) => `${show}.${sale}`));
  const tales = [...names].map((name) => {
    const isOfSale = ({ show, sale }: { show: string; sale: string }) => `${show}.${sale}` === name;
    return taleOf({ name, records: records.filter(isOfSale), lines: lines.filter(isOfSale), until });
  });
  return Object.entries(invariants).map(([invariant, find]) => ({
    invariant: invariant as InvariantName,
    breaks: tales.flatMap((tale) => find(tale).map((what) => `${tale.name}: ${what}`)),
  }));
}

/** The verdicts that are not good, to be printed; null when all are. */
export function brokenIn(verdicts: readonly Verdict[]): string | null {
  const broken = verdicts.filter(({ breaks }) => breaks.length > 0);
  if (broken.length === 0) return null;
  const told = broken.map(({ invariant, breaks }) => [`${invariant} (${breaks.length})`, ...breaks.slice(0, 5)].join('\n  '));
  return told.join('\n');
}
