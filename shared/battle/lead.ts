/** Who is in front, and whether a change of that earns an overtime. */
import { endOf, firstSliceFrom } from '../ballot/index.ts';
import { scoresOf } from './score.ts';
import { overtimeMs } from './terms.ts';
import type { Battle, Closing, SideId } from './terms.ts';

/** The side that is alone in front; null at a tie. */
export function leaderOf(scores: Readonly<Record<SideId, number>>): SideId | null {
  const best = Math.max(...Object.values(scores));
  const first = Object.keys(scores).filter((side) => scores[side] === best);
  return first.length === 1 ? first[0]! : null;
}

/** How the sides stand at the end of the last period, and stood 10 s before. */
export function closingOf(battle: Battle, now: number): Closing {
  const before = firstSliceFrom(battle, endOf(battle) - overtimeMs);
  return { at: now, before: scoresOf(battle, before), scores: scoresOf(battle) };
}

/** Whether the battle goes on: its lead changed at the end, there may be one more overtime, and nobody ended it. */
export function earnsOvertime({ rules, periods, reason }: Battle, { before, scores }: Closing): boolean {
  if (reason === 'ended' || periods.length > rules.overtimes) return false;
  return leaderOf(before) !== leaderOf(scores);
}
