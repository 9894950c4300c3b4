/** What happens once a step is durable, beyond what follows from the core: messages leave with the next tick, ends are counted. */
import type { Metrics } from '../metrics.ts';
import type { Contests } from './contests.ts';
import type { Effect } from './core-events.ts';
import type { Core } from './core-state.ts';
import type { Outbox } from './outbox.ts';

interface Show {
  outbox: Outbox;
  metrics: Metrics;
  contests: Contests;
  /** The core before the step. */
  before: Core;
}

export function perform(effect: Effect, { outbox, metrics, contests, before }: Show): void {
  switch (effect.kind) {
    case 'cue':
      return outbox.cue(effect.cue);
    case 'cue-over':
      return outbox.cueOver();
    case 'bye':
      return outbox.toAll('bye', { reason: effect.reason });
    case 'settled': {
      const { game, outcome } = effect.receipt;
      return metrics.count('drumroll_rounds_total', 1, { game, outcome });
    }
    case 'contest-settled':
      return contests.count(effect.receipt, before);
    // Asked before the commit, and committed with it.
    case 'ledger':
    case 'event':
  }
}
