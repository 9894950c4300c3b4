/** How a battle ends up in the books of its show: its receipt, what shops are told, and how streaks go on; each once. */
import { battleReceipt, isSettled, streaksAfter } from '../../shared/battle/index.ts';
import type { Battle, SideId } from '../../shared/battle/index.ts';
import { battleIn, withBattle } from './core-battle-facts.ts';
import { still } from './core-replies.ts';
import type { BattleCore } from './core-contests.ts';
import type { ContestReceipt, Effect, Step } from './core-events.ts';
import type { Core } from './core-state.ts';

/** A battle has changed: once its result stands it has its record. */
export function moved(core: Core, changed: BattleCore): Step {
  return isSettled(changed.battle) && !changed.settled ? recorded(core, changed) : still(withBattle(core, changed));
}

/** Writes the record: without a receipt from elsewhere, this show's own. */
export function recorded(core: Core, ended: BattleCore, receipt: ContestReceipt = battleReceipt(ended.battle)): Step {
  const { battle } = ended;
  const known = battleIn(core, battle.id);
  const isKnown = known?.settled && outcomeOf(known.battle) === outcomeOf(battle);
  // A record that comes late, of an earlier battle, leaves the streaks as later ones have made them.
  const isNewest = core.battle?.battle.id === battle.id;
  const streaks = isKnown || !isNewest ? core.streaks : streaksAfter(streaksBefore(core, battle), battle, core.show);
  const settled: Effect = { kind: 'contest-settled', receipt };
  const effects = isKnown ? [settled] : [settled, ...tellingOf(ended)];
  return { core: withBattle({ ...core, streaks }, { ...ended, settled: true }), effects };
}

/** What the record of another show may say otherwise than one that has been told. */
function outcomeOf({ status, startedAt, result, reason }: Battle): string {
  return JSON.stringify([shownStatus(status), startedAt > 0, result?.winner, result?.by, reason]);
}

/** Where another record than that of this show's own comes to count, its own has not been. */
function streaksBefore({ show, battle: known, streaks }: Core, { sides }: Battle): Core['streaks'] {
  if (!known?.settled) return streaks;
  const { [show]: _after, ...others } = streaks;
  const before = sides.find(({ id }) => id === show)?.streak ?? 0;
  return before > 0 ? { ...others, [show]: before } : others;
}

/** A verdict is as good as over. */
function shownStatus(status: Battle['status']): Battle['status'] {
  return status === 'verdict' ? 'over' : status;
}

/** Not told: what was rehearsed, and what was never accepted. */
function tellingOf(known: BattleCore): Effect[] {
  const { battle } = known;
  const { id, rehearsal, startedAt, sides, result, reason, referee, endedAt } = battle;
  if (rehearsal || startedAt === 0) return [];
  const status = shownStatus(battle.status);
  const data = {
    battle: id,
    status,
    winner: result?.winner ?? null,
    by: result?.by ?? 'void',
    reason,
    sides: sides.map((side) => ({ side: side.id, show: side.show, score: scoreOf(known, side.id) })),
    referee,
    refund: status === 'cancelled',
  };
  return [{ kind: 'event', event: { type: 'battle.settled', at: endedAt, data } }];
}

/** Without the referee's record a mirror knows the score as it was shown last. */
function scoreOf(known: BattleCore, side: SideId): number {
  const { result } = known.battle;
  if (known.role !== 'mirror' || known.agreed) return result?.scores[side] ?? 0;
  return known.shown.find((row) => row.side === side)?.score ?? 0;
}
