/** How a battle stands, in one sentence. */
import { contestT, endText, leadText } from '../../kit/contest-text.ts';
import { t } from '../texts.ts';
import type { BattleStanding } from './standing.ts';

/** Its status in a word. */
export function phaseWord({ phase }: Pick<BattleStanding, 'phase'>): string {
  return t(`battlePhase.${phase}`);
}

export function phaseText({ battle, phase, sides, rival, misty }: BattleStanding): string {
  switch (phase) {
    case 'inviting':
      return t('battle.waits', { name: rival?.name ?? '' });
    case 'ready':
      return t('battle.ready');
    case 'running':
      return misty ? contestT('battle.mist') : leadText(sides);
    case 'overtime':
      return contestT('battle.overtime', { n: battle.overtime, of: battle.overtimes });
    case 'counting':
      return contestT('battle.counting');
    case 'verdict':
    case 'over':
    case 'rejected':
    case 'expired':
    case 'cancelled':
    case 'forfeited':
      return endText(battle);
  }
}
