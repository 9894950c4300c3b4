/** How much points of a side count in a slice: the largest of what applies. Boosts and critical time never multiply each other. */
import { sliceStart } from '../ballot/index.ts';
import type { Battle, SideId } from './terms.ts';

export function factorAt(battle: Battle, side: SideId, slice: number): number {
  const begins = sliceStart(battle, slice);
  const { critical } = battle.rules;
  let factor = critical && begins >= battle.criticalAt ? critical.factor : 1;
  for (const boost of battle.boosts)
    if (boost.side === side && begins >= boost.from && begins < boost.until) factor = Math.max(factor, boost.factor);
  return factor;
}
