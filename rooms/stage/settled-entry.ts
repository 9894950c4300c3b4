/** How a settled round is kept: its receipt, a draw's with the list of its entries, and who won as facts. */
import type { JournalEntry, Services } from '../services.ts';
import type { RoundReceipt } from './core-state.ts';

/** Reads a draw's entries from the journal: with them a stranger can recompute the winners. */
export async function settledEntry(
  services: Pick<Services, 'games' | 'journal'>,
  receipt: RoundReceipt,
): Promise<Pick<JournalEntry, 'receipt' | 'facts'>> {
  const entered = services.games[receipt.game]?.entered;
  const records = entered ? await services.journal.records(receipt.show, receipt.round) : [];
  const entries = records.filter(({ record }) => entered?.((record as { mine: unknown }).mine)).map(({ viewer }) => viewer);
  const body = entered ? { ...receipt, entries } : receipt;
  const winners = receipt.rehearsal ? [] : (receipt.result?.winners ?? []);
  const facts = winners.map(({ viewer }) => ({ kind: 'won' as const, viewer, at: receipt.endedAt, what: receipt.game }));
  return { receipt: { kind: 'round', id: String(receipt.round), body }, facts };
}
