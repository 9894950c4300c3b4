/** What a screen reader is told of a battle: that it starts, who leads now and then, overtime, and how it ended. */
import { isBattleOver, isFought, isMisty, verdictOf } from '../../kit/battle-now.ts';
import type { BattlePhase } from '../../kit/battle-now.ts';
import { leadOf } from '../../kit/battle-sides.ts';
import type { BattleNow } from './use-battle.ts';

/** What can be told apart by ear. */
export interface Heard {
  battle: string;
  phase: BattlePhase;
  overtime: number;
  /** Who is alone in front, as far as anybody may know; null at a tie. */
  leader: string | null;
  isSettled: boolean;
}

export type Word = 'invited' | 'soon' | 'started' | 'overtime' | 'lead' | 'end';

export function heardOf({ battle, phase, now, sides }: Pick<BattleNow, 'battle' | 'phase' | 'now' | 'sides'>): Heard {
  const isOpenScore = isFought(phase) && !isMisty(battle, phase, now);
  return {
    battle: battle.id,
    phase,
    overtime: battle.overtime,
    leader: isOpenScore ? (leadOf(sides)?.side.id ?? null) : null,
    isSettled: verdictOf(battle) !== null || isBattleOver(phase),
  };
}

/** Of what stood there when the page was opened only that there is a battle is told. */
function tellBattle(before: Heard | null, now: Heard): Word | null {
  if (before?.battle !== now.battle) return introduction(now);
  if (now.isSettled) return before.isSettled ? null : 'end';
  if (now.phase === 'overtime' && (before.phase !== 'overtime' || now.overtime > before.overtime)) return 'overtime';
  if (now.phase !== before.phase) return introduction(now);
  return now.leader !== null && now.leader !== before.leader ? 'lead' : null;
}

function introduction({ phase }: Heard): Word | null {
  switch (phase) {
    case 'inviting':
      return 'invited';
    case 'ready':
      return 'soon';
    case 'running':
    case 'overtime':
      return 'started';
    case 'counting':
    case 'verdict':
    case 'over':
    case 'rejected':
    case 'expired':
    case 'cancelled':
    case 'forfeited':
      return null;
  }
}

/** Changes of the lead are told this seldom, ms. */
export const leadEveryMs = 6000;

/** A word now, or nothing: a lead that changes to and fro is told at most every few seconds. */
export function makeTeller(): (heard: Heard, now: number) => Word | null {
  let before: Heard | null = null;
  let quietUntil = -Infinity;
  return (heard, now) => {
    const word = tellBattle(before, heard);
    if (word === 'lead' && now < quietUntil) {
      // Not told, so not known: the next look finds it still new.
      before = { ...heard, leader: before?.leader ?? null };
      return null;
    }
    // At a tie the listener goes on knowing who led last.
    before = word === null && before?.battle === heard.battle ? { ...heard, leader: heard.leader ?? before.leader } : heard;
    if (word !== null) quietUntil = now + leadEveryMs;
    return word;
  };
}
