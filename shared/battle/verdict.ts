/** Who has won. */
import { lastScored, scoresOf } from './score.ts';
import type { Battle, BattleResult, SideId } from './terms.ts';

/** By score; at equal scores by the rule that was stated before the start; nobody below the minimum. */
export function verdictOf(battle: Battle): BattleResult {
  const scores = scoresOf(battle);
  const best = Math.max(...Object.values(scores));
  if (best < battle.rules.minScore) return { winner: null, by: 'below-minimum', scores };
  const first = Object.keys(scores).filter((side) => scores[side] === best);
  if (first.length === 1) return { winner: first[0]!, by: 'score', scores };
  const earliest = battle.rules.draw === 'earliest' ? earliestOf(battle, first) : null;
  return { winner: earliest, by: earliest === null ? 'draw' : 'earliest', scores };
}

/** The side that reached its score in an earlier slice than every other; null when two did so in the same. */
function earliestOf(battle: Battle, sides: readonly SideId[]): SideId | null {
  const reached = sides.map((side) => ({ side, slice: lastScored(battle, side) }));
  const [one, two] = reached.toSorted((a, b) => a.slice - b.slice);
  return one && two && one.slice < two.slice ? one.side : null;
}
