/** How a settled round is kept: its receipt, a draw's with the list of its entries, and who won as facts. */
import type { JournalEntry } from '../journal.ts';
import type { Services } from '../services.ts';
import type { RoundReceipt } from './core-state.ts';

/** Reads a draw's entries from the journal: with them a stranger can recompute the winners. Throws what the game throws. */
export async function settledEntry(
  services: Pick<Services, 'games' | 'journal'>,
  receipt: RoundReceipt,
): Promise<Pick<JournalEntry, 'receipts' | 'facts'>> {
  // Without a result there is nothing to recompute, and the game's code may be what failed.
  const entered = receipt.result ? services.games[receipt.game]?.entered : undefined;
  const records = entered ? await services.journal.records(receipt.show, receipt.round) : [];
  const entries = records.filter(({ record }) => entered?.((record as { mine: unknown }).mine)).map(({ viewer }) => viewer);
  const body = entered ? { ...receipt, entries } : receipt;
  const winners = receipt.rehearsal ? [] : (receipt.result?.winners ?? []);
  const facts = winners.map(({ viewer }) => ({ kind: 'won' as const, viewer, at: receipt.endedAt, what: receipt.game }));
  return { receipts: [{ kind: 'round', id: String(receipt.round), body }], facts };
}
