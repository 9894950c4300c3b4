/** What there is to know of the battles in a show's core, and how one of them is put back. */
import { endOf } from '../../shared/ballot/index.ts';
import { advanceBattle, isOver, isPlaying } from '../../shared/battle/index.ts';
import type { Battle } from '../../shared/battle/index.ts';
import type { ContestId, ShowId } from '../../shared/ids.ts';
import type { BattleCore, DuelCore } from './core-contests.ts';
import type { Core } from './core-state.ts';

/** The battle that nothing has ended yet; one whose verdict is being shown still goes on. */
export function goingOn({ battle }: Core): BattleCore | null {
  return battle && !isOver(battle.battle) ? battle : null;
}

/** The battle of that id, whether it is the newest or one with another show from before. */
export function battleIn({ battle, duels }: Core, id: ContestId): BattleCore | null {
  return [battle, ...duels].find((each) => each?.battle.id === id) ?? null;
}

export function withBattle(core: Core, changed: BattleCore): Core {
  const { id } = changed.battle;
  if (core.battle?.battle.id === id) return { ...core, battle: changed };
  return { ...core, duels: core.duels.map((duel) => (duel.battle.id === id ? (changed as DuelCore) : duel)) };
}

/** Takes every step whose time has come. */
export function advanced<Known extends BattleCore>(known: Known, now: number): Known {
  const battle = advanceBattle(known.battle, now);
  return battle === known.battle ? known : { ...known, battle };
}

/** Its last period has not been closed yet. */
export function isOpen(battle: Battle): boolean {
  return isPlaying(battle) && battle.countsUntil === 0;
}

/** Its last period is over, and not closed yet. */
export function isCounting(battle: Battle, now: number): boolean {
  return isOpen(battle) && now >= endOf(battle);
}

/** What a side of this show is called when nobody says: its title, as far as a name may be long. */
export function nameOf({ title, show }: Core): string {
  return title.slice(0, 40) || show;
}

/** Battles that a side has won in a row, by its `streakKey`. */
export function streakOf({ streaks }: Core, key: string): number {
  return Object.hasOwn(streaks, key) ? streaks[key]! : 0;
}

/** Shards whose last word is missing, as a battle keeps them. */
export function shardsOf(show: ShowId, missing: readonly number[]): string[] {
  return missing.map((shard) => `${show}/${shard}`);
}
