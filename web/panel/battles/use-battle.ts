/** The newest battle as it stands now, renewed at each of its turns. */
import { turnsOfBattle } from '../../kit/battle-now.ts';
import { momentOf, useWake } from '../../kit/use-wake.ts';
import { useStudio } from '../studio/studio.ts';
import { standingOf } from './standing.ts';
import type { BattleStanding } from './standing.ts';

export function useBattle(): BattleStanding | null {
  const { connection, desk } = useStudio();
  const standing = standingOf({ show: desk.show.value, panel: desk.panel.value }, momentOf(connection.clock));
  useWake(connection.clock, standing ? turnsOfBattle(standing.battle) : []);
  return standing;
}
