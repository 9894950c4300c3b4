/** What a show has to tell the other one of the battle that they do, and of earlier ones that may not be agreed on yet. */
import { battleReceipt, isSettled, shownOf } from '../../shared/battle/index.ts';
import { streakOf } from './core-battle-facts.ts';
import type { BattleCore, DuelCore, HostedBattle, MirroredBattle } from './core-contests.ts';
import type { Core } from './core-state.ts';
import type { NoteToTell } from './rival-notes.ts';

/** Of the newest battle; null when it is with no other show. */
export function noteFor(core: Core): NoteToTell | null {
  return core.battle && noteAbout(core, core.battle);
}

/** Earlier battles whose end the other show may not know. Asked at every tick: what there is to tell of them is not made yet. */
export function untoldDuels({ duels }: Core): DuelCore[] {
  return duels.filter(({ agreed }) => !agreed);
}

/** Of any battle that the core knows; null when it is with no other show. */
export function noteAbout(core: Core, known: BattleCore): NoteToTell | null {
  const { rival } = known;
  if (rival === null) return null;
  return { to: rival, note: known.role === 'mirror' ? mirrorNote(core, known) : refereeNote(known) };
}

function refereeNote({ battle, boostsHeard }: HostedBattle): NoteToTell['note'] {
  const { tallies: _tallies, ...standing } = battle;
  const receipt = isSettled(battle) ? battleReceipt(battle) : null;
  return { kind: 'referee', battle: battle.id, standing, shown: shownOf(battle), boostsHeard, receipt };
}

function mirrorNote(core: Core, known: MirroredBattle): NoteToTell['note'] {
  const { battle, answer, name, final, boosts, ended, agreed } = known;
  const tally = battle.tallies[core.show] ?? null;
  return {
    kind: 'mirror',
    battle: battle.id,
    answer,
    name,
    streak: streakOf(core, core.show),
    tally,
    final,
    boosts,
    ended,
    agreed,
  };
}
