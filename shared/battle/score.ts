/** Scores: the points of every slice, each times its factor. Reckoned at every tick, so without anything made in between. */
import { pointKinds } from '../ballot/index.ts';
import type { Points } from '../ballot/index.ts';
import { factorAt } from './factor.ts';
import type { Battle, SideId } from './terms.ts';

/** The score of every side; with `beforeSlice`, of the slices before that one. */
export function scoresOf(battle: Battle, beforeSlice = Infinity): Record<SideId, number> {
  return Object.fromEntries(battle.sides.map(({ id }) => [id, scoreOf(battle, id, beforeSlice)]));
}

/** The last slice in which a side got any points; -1 when it got none. */
export function lastScored(battle: Battle, side: SideId): number {
  return Math.max(-1, ...pointsOf(battle, side).flatMap((points) => Object.keys(points).map(Number)));
}

function scoreOf(battle: Battle, side: SideId, beforeSlice: number): number {
  const factors: number[] = [];
  let score = 0;
  for (const points of pointsOf(battle, side))
    for (const name of Object.keys(points)) {
      const slice = Number(name);
      if (slice < beforeSlice) score += points[slice]! * (factors[slice] ??= factorAt(battle, side, slice));
    }
  return score;
}

/** What a side got, by show and kind. */
function pointsOf({ tallies }: Battle, side: SideId): Points[] {
  const all = Object.values(tallies).flatMap(({ points }) => pointKinds.map((kind) => points[kind][side]));
  return all.filter((points) => points !== undefined);
}
