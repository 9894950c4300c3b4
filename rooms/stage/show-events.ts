/** What shops are told of a step, committed with it. Nothing of a rehearsal is told. */
import type { ShowEvent } from '../journal.ts';
import { prizeOf } from './core-rounds.ts';
import type { Effect, RoundReceipt } from './core-events.ts';

/** All events of a step, in order. What else a contest tells is an event of its own. */
export function eventsOf(effects: readonly Effect[]): ShowEvent[] {
  return effects.flatMap((effect) => {
    if (effect.kind === 'event') return [effect.event];
    return effect.kind === 'settled' ? settledEvents(effect.receipt) : [];
  });
}

/** A settled round with who won what, so that prizes can be sent without another question. */
function settledEvents(receipt: RoundReceipt): ShowEvent[] {
  if (receipt.rehearsal) return [];
  const { round, game, outcome, endedAt, result } = receipt;
  const prize = prizeOf(receipt);
  const winners = (result?.winners ?? []).map(({ viewer, name, rank }) => ({ viewer, name, rank, prize }));
  return [{ type: 'round.settled', at: endedAt, data: { round, game, outcome, winners } }];
}
