/** The pure core of a show: what one event makes of its state. No clock, no luck, no I/O of its own. */
import { endPeriod, hearBattle, inTime, passBattleTime } from './core-battles.ts';
import { runCommand } from './core-commands.ts';
import { loseRival } from './core-duel-ends.ts';
import { hearNote } from './core-duels.ts';
import { hearPoll, settlePoll } from './core-polls.ts';
import { endRule, reachGoals, withDueRules } from './core-rules.ts';
import { abortRound, advanceRound, reduceRound } from './core-rounds.ts';
import { hearLedger, loseLedger } from './core-ledger.ts';
import type { CoreEvent, Luck, Step } from './core-events.ts';
import type { Core } from './core-state.ts';
import type { ContestId } from '../../shared/ids.ts';

/** What `event` makes of `core` at server time `now`. `core` itself is never changed. */
export function step(core: Core, event: CoreEvent, now: number, luck: Luck): Step {
  return withDueRules(take(core, event, now, luck), now);
}

function take(core: Core, event: CoreEvent, now: number, luck: Luck): Step {
  switch (event.kind) {
    case 'command':
      return inTime(core, now, (current) => runCommand(current, event, now, luck));
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
    case 'ballot':
      return isPoll(core, event.contest) ? hearPoll(core, event) : hearBattle(core, event);
    case 'ballot-end':
      return isPoll(core, event.contest) ? settlePoll(core, event, now) : endPeriod(core, event, now);
    case 'battle-time':
      return passBattleTime(core, now);
    case 'battle-note':
      return inTime(core, now, (current) => hearNote(current, event, now));
    case 'rival-away':
      return loseRival(core, now);
    case 'totals':
      return reachGoals(core, event, now);
    case 'rule-done':
      return endRule(core, event);
  }
}

function isPoll({ poll }: Core, contest: ContestId): boolean {
  return poll?.poll.id === contest;
}
