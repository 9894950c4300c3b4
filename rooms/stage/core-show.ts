/** How a show begins and ends, and a rehearsal of it. */
import type { CommandArgs } from '../../shared/protocol/index.ts';
import { goingOn } from './core-battle-facts.ts';
import { stopBattle } from './core-battles.ts';
import { openPoll, stopPoll } from './core-polls.ts';
import { no, yes } from './core-replies.ts';
import { cancelRound } from './core-rounds.ts';
import { afterRehearsal, restGoals } from './core-rules.ts';
import { endAllSales, endRehearsalSales, withoutRehearsed } from './core-sales.ts';
import type { CoreEvent, Effect, Step } from './core-events.ts';
import type { Core } from './core-state.ts';
import { runningRound } from './core-state.ts';

type CommandEvent = Extract<CoreEvent, { kind: 'command' }>;

export function startShow(core: Core, now: number): Step {
  if (core.status === 'live') return no(core, 'show/already-live');
  const live: Core = { ...core, status: 'live', startsAt: core.startsAt || now };
  return { ...yes(live), effects: [told('show.started', live, now)] };
}

/** With the show ends everything that goes on in it. */
export function endShow(core: Core, event: CommandEvent, now: number): Step {
  if (core.status !== 'live') return no(core, 'show/not-live');
  const quiet = quieted(core, 'show-ended', now);
  const ended: Core = { ...withoutRehearsal(quiet.core, event), status: 'ended', pinned: null };
  const bye: Effect = { kind: 'bye', reason: 'show-ended' };
  const effects = [...endAllSales(core, event.given), ...quiet.effects, bye, told('show.ended', ended, now)];
  return { ...yes(ended), effects };
}

function told(type: 'show.started' | 'show.ended', { title }: Core, at: number): Effect {
  return { kind: 'event', event: { type, at, data: { title } } };
}

/** Makes the show live for bots and whoever watches; nothing of it counts. */
export function startRehearsal(core: Core, args: CommandArgs<'rehearsal.start'>, { around }: CommandEvent): Step {
  if (core.status === 'ended') return no(core, 'show/not-live');
  if (core.rehearsal) return no(core, 'rehearsal/running');
  if (runningRound(core)) return no(core, 'round/running');
  if (goingOn(core)) return no(core, 'battle/running');
  if (openPoll(core)) return no(core, 'poll/running');
  const rehearsal = { bots: args.bots, before: core.status, notices: core.notices };
  return yes({ ...core, status: 'live', rehearsal, rules: restGoals(core.rules, around.totals) });
}

/** As if it had not been. */
export function endRehearsal(core: Core, event: CommandEvent, now: number): Step {
  if (!core.rehearsal) return no(core, 'rehearsal/none');
  const quiet = quieted(core, 'rehearsal-ended', now);
  const effects = [...endRehearsalSales(core, event.given), ...quiet.effects];
  return { ...yes(withoutRehearsal(quiet.core, event)), effects };
}

/** Everything that viewers take part in ends. */
function quieted(core: Core, reason: 'show-ended' | 'rehearsal-ended', now: number): Step {
  const round = cancelRound(core, now);
  const battle = stopBattle(round.core, reason, now);
  const poll = stopPoll(battle.core, reason, now);
  return { core: poll.core, effects: [...round.effects, ...battle.effects, ...poll.effects] };
}

/** Takes everything of the rehearsal away; its receipts stay, marked. */
function withoutRehearsal(core: Core, { around }: CommandEvent): Core {
  if (!core.rehearsal) return core;
  const { before, notices } = core.rehearsal;
  const winners = core.winners.filter((row) => !row.rehearsal);
  const round = core.round?.rehearsal ? null : core.round;
  const sales = withoutRehearsed(core.sales);
  const battle = core.battle?.battle.rehearsal ? null : core.battle;
  const poll = core.poll?.poll.rehearsal ? null : core.poll;
  const rules = afterRehearsal(core.rules, around.totals);
  return { ...core, status: before, rehearsal: null, round, winners, notices, sales, battle, poll, rules };
}
