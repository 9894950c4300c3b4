/** How what a step has settled is kept: receipts, a draw's with the list of its entries, who won as facts, and what shops are told. */
import type { JournalEntry } from '../journal.ts';
import type { Services } from '../services.ts';
import type { Effect, RoundReceipt } from './core-events.ts';
import { eventsOf } from './show-events.ts';

type Kept = Pick<JournalEntry, 'receipts' | 'facts' | 'events'>;

/** The parts of a journal entry that the effects of its step ask for. Throws what a game throws. */
export async function settledEntry(services: Pick<Services, 'games' | 'journal'>, effects: readonly Effect[]): Promise<Kept> {
  const kept: Required<Kept> = { receipts: [], facts: [], events: eventsOf(effects) };
  for (const effect of effects) {
    if (effect.kind === 'settled') {
      const { round, endedAt, game, result, rehearsal } = effect.receipt;
      kept.receipts.push({ kind: 'round', id: String(round), body: await withEntries(services, effect.receipt) });
      const winners = rehearsal ? [] : (result?.winners ?? []);
      kept.facts.push(...winners.map(({ viewer }) => ({ kind: 'won' as const, viewer, at: endedAt, what: game })));
    }
    if (effect.kind === 'contest-settled') {
      const { kind, id } = effect.receipt;
      kept.receipts.push({ kind, id, body: effect.receipt });
    }
  }
  return Object.fromEntries(Object.entries(kept).filter(([, part]) => part.length > 0));
}

/** Reads a draw's entries from the journal: with them a stranger can recompute the winners. */
async function withEntries({ games, journal }: Pick<Services, 'games' | 'journal'>, receipt: RoundReceipt): Promise<object> {
  // Without a result there is nothing to recompute, and the game's code may be what failed.
  const entered = receipt.result ? games[receipt.game]?.entered : undefined;
  if (!entered) return receipt;
  const records = await journal.records(receipt.show, receipt.round);
  const entries = records.filter(({ record }) => entered((record as { mine: unknown }).mine)).map(({ viewer }) => viewer);
  return { ...receipt, entries };
}
