/** The pure core of a show: what one event makes of its state. No clock, no luck, no I/O of its own. */
import { runCommand } from './core-commands.ts';
import { abortRound, advanceRound, reduceRound } from './core-rounds.ts';
import { hearLedger, loseLedger } from './core-ledger.ts';
import type { Core, CoreEvent, Luck, Step } from './core-state.ts';

/** What `event` makes of `core` at server time `now`. `core` itself is never changed. */
export function step(core: Core, event: CoreEvent, now: number, luck: Luck): Step {
  switch (event.kind) {
    case 'command':
      return runCommand(core, event, now, luck);
    case 'tally':
      return { core: reduceRound(core, event.tally, luck), effects: [] };
    case 'phase-end':
      return advanceRound(reduceRound(core, event.tally, luck), event.missing, now, luck);
    case 'abort':
      return abortRound(core, event.error, now);
    case 'ledger':
      return { core: hearLedger(core, event.heard, now), effects: [] };
    case 'ledger-lost':
      return { core: loseLedger(core, event.sale, now), effects: [] };
    default:
      return { core, effects: [] };
  }
}
