/** Scores: the points of every slice, each times its factor. */
import { pointKinds } from '../ballot/index.ts';
import { factorAt } from './factor.ts';
import type { Battle, SideId } from './terms.ts';

/** What a side has in each slice, factors included. */
export function scoreBySlice(battle: Battle, side: SideId): Map<number, number> {
  const points = new Map<number, number>();
  for (const tally of Object.values(battle.tallies))
    for (const kind of pointKinds)
      for (const [slice, some] of Object.entries(tally.points[kind][side] ?? {}))
        points.set(Number(slice), (points.get(Number(slice)) ?? 0) + some);
  for (const [slice, sum] of points) points.set(slice, sum * factorAt(battle, side, slice));
  return points;
}

/** The score of every side; with `beforeSlice`, of the slices before that one. */
export function scoresOf(battle: Battle, beforeSlice = Infinity): Record<SideId, number> {
  const scores: Record<SideId, number> = {};
  for (const { id } of battle.sides) {
    let score = 0;
    for (const [slice, points] of scoreBySlice(battle, id)) if (slice < beforeSlice) score += points;
    scores[id] = score;
  }
  return scores;
}
