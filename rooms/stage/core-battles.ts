/** What orders, times and counts make of a show's battle, whoever decides it. What two shows tell each other is in `core-duels.ts`. */
import {
  boost,
  cancel,
  closePeriod,
  endNow,
  extend,
  forfeit,
  hearTally,
  isSettled,
  newBattle,
  streakKey,
} from '../../shared/battle/index.ts';
import type { Battle, BattleReason, BattleSide } from '../../shared/battle/index.ts';
import type { ShowId } from '../../shared/ids.ts';
import type { CommandArgs, ErrorCode, Refusal } from '../../shared/protocol/index.ts';
import { isRefusal } from '../../shared/protocol/index.ts';
import { advanced, goingOn, isCounting, nameOf, shardsOf, streakOf } from './core-battle-facts.ts';
import { moved } from './core-battle-record.ts';
import { leaveDuel, retired } from './core-duel-ends.ts';
import { closedByBoth } from './core-duels.ts';
import { giveUp, rejectBattle, wishBoost } from './core-invited.ts';
import { accepted, no, refused, still, yes } from './core-replies.ts';
import type { HostedBattle } from './core-contests.ts';
import type { Around, CoreEvent, Step } from './core-events.ts';
import type { Core } from './core-state.ts';

/** A battle of this show alone. */
export function startBattle(core: Core, args: CommandArgs<'battle.start'>, now: number): Step {
  const { sides, ...rules } = args;
  const own = sides
    .map((side) => ({ ...side, show: core.show }))
    .map((side) => ({ ...side, streak: streakOf(core, streakKey(side)) }));
  return begin(core, { role: 'host', rules, sides: own, rival: null }, now);
}

/** A battle with another show, which has to accept; this one's stage decides. */
export function inviteShow(
  core: Core,
  args: CommandArgs<'battle.invite'>,
  { now, around }: { now: number; around: Around },
): Step {
  const { show: rival, name = nameOf(core), ...rules } = args;
  if (rival !== core.show && !around.reaches(rival)) return no(core, 'show/unknown');
  if (core.rehearsal) return no(core, 'rehearsal/running');
  // The other name and streak come with the answer.
  const sides = [
    { id: core.show, name, show: core.show, streak: streakOf(core, core.show) },
    { id: rival, name: rival, show: rival, streak: 0 },
  ];
  return begin(core, { role: 'referee', rules, sides, rival }, now);
}

/** Between shows each boosts its own side only. */
export function boostSide(core: Core, args: CommandArgs<'battle.boost'>, now: number): Step {
  const known = goingOn(core);
  if (!known) return no(core, 'battle/none');
  if (!known.battle.sides.some(({ id }) => id === args.side)) return no(core, 'battle/unknown-side');
  if (known.rival !== null && args.side !== core.show) return no(core, 'battle/unknown-side', 'each show boosts its own side');
  if (known.role === 'mirror') return wishBoost(core, known, { ...args, at: now });
  return changed(core, known, boost(known.battle, args, now));
}

export function extendBattle(core: Core, { ms }: CommandArgs<'battle.extend'>, now: number): Step {
  const known = goingOn(core);
  if (!known) return no(core, 'battle/none');
  return known.role === 'mirror' ? no(core, 'battle/not-referee') : changed(core, known, extend(known.battle, ms, now));
}

/** The result stands; of a battle that another show decides, this side gives up. */
export function endBattle(core: Core, now: number): Step {
  const known = goingOn(core);
  if (!known) return no(core, 'battle/none');
  return known.role === 'mirror' ? giveUp(core, known, now) : changed(core, known, endNow(known.battle, now));
}

/** Nothing counts. A verdict that has been given stands. An invitation of another show is rejected so, too. */
export function cancelBattle(core: Core, now: number): Step {
  const known = goingOn(core);
  if (!known) return no(core, 'battle/none');
  const { id, status } = known.battle;
  if (known.role === 'mirror') return status === 'inviting' ? rejectBattle(core, id, now) : no(core, 'battle/not-referee');
  if (isSettled(known.battle)) return no(core, 'battle/wrong-status');
  return changed(core, known, cancel(known.battle, 'cancelled', now));
}

/** The show, or the rehearsal that the battle belongs to, ends under it. */
export function stopBattle(core: Core, reason: Extract<BattleReason, 'show-ended' | 'rehearsal-ended'>, now: number): Step {
  const known = goingOn(core);
  if (!known) return still(core);
  if (known.role === 'mirror') return leaveDuel(core, known, now);
  const { battle } = known;
  const stopped = known.role === 'host' ? cancel(battle, reason, now) : forfeit(battle, core.show, reason, now);
  return moved(core, { ...known, battle: stopped });
}

/** What this show has counted so far. */
export function hearBattle(core: Core, { contest, tally }: Extract<CoreEvent, { kind: 'ballot' }>): Step {
  const known = core.battle;
  if (!known || known.battle.id !== contest || isSettled(known.battle)) return still(core);
  return still({ ...core, battle: { ...known, battle: hearTally(known.battle, core.show, tally) } });
}

/** A period is over and all shards of this show have spoken; between shows the other one's word may be waited for. */
export function endPeriod(core: Core, event: Extract<CoreEvent, { kind: 'ballot-end' }>, now: number): Step {
  const { contest, step, tally, missing } = event;
  const known = core.battle;
  if (!known || known.battle.id !== contest || known.battle.step !== step || !isCounting(known.battle, now)) return still(core);
  const battle = hearTally(known.battle, core.show, tally);
  const final = { step, missing: [...missing] };
  switch (known.role) {
    case 'host':
      return moved(core, advanced({ ...known, battle: closePeriod(battle, now, shardsOf(core.show, missing)) }, now));
    case 'referee':
      return moved(core, closedByBoth({ ...known, battle, ownFinal: final }, core.show, now));
    case 'mirror':
      return still({ ...core, battle: { ...known, battle, final } });
  }
}

/** Times have come. A battle that another show decides moves by that show's word, but for the end of its verdict. */
export function passBattleTime(core: Core, now: number): Step {
  const known = core.battle;
  if (!known || (known.role === 'mirror' && known.battle.status !== 'verdict')) return still(core);
  const next = advanced(known, now);
  return next === known ? still(core) : moved(core, next);
}

/** Whatever happens now finds an invitation run out, or a preparation over, though nobody has dealt with its time yet. */
export function inTime(core: Core, now: number, happen: (current: Core) => Step): Step {
  const status = core.battle?.battle.status;
  const current = status === 'inviting' || status === 'ready' ? passBattleTime(core, now) : still(core);
  const result = happen(current.core);
  if (result.reply?.ok === false) return { ...result, core };
  return { ...result, effects: [...current.effects, ...result.effects] };
}

interface Plan {
  role: HostedBattle['role'];
  rules: Battle['rules'];
  sides: BattleSide[];
  rival: ShowId | null;
}

function begin(core: Core, { role, rules, sides, rival }: Plan, now: number): Step {
  const code = whyNoBattle(core);
  if (code) return no(core, code);
  const number = core.lastBattle + 1;
  const battle = newBattle({
    id: `${core.show}.battle-${number}`,
    rules,
    sides,
    referee: core.show,
    rehearsal: core.rehearsal !== null,
    status: role === 'host' ? 'ready' : 'inviting',
    now,
  });
  if (isRefusal(battle)) return refused(core, battle);
  const begun: HostedBattle = {
    role,
    battle,
    settled: false,
    rival,
    boostsHeard: 0,
    rivalFinal: null,
    ownFinal: null,
    heard: null,
    agreed: false,
  };
  return yes({ ...retired(core), lastBattle: number, battle: advanced(begun, now) }, { battle: battle.id });
}

function whyNoBattle(core: Core): ErrorCode | null {
  if (core.status !== 'live') return 'show/not-live';
  return goingOn(core) ? 'battle/running' : null;
}

/** An order has changed the battle, or its rules refuse it. */
function changed(core: Core, known: HostedBattle, battle: Battle | Refusal): Step {
  if (isRefusal(battle)) return refused(core, battle);
  return accepted(moved(core, { ...known, battle }));
}
