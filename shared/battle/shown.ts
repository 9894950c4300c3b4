/** What everybody may see of the sides now: in mist, as they stood when the mist came. */
import { firstSliceFrom, mergeEach, mergeTops } from '../ballot/index.ts';
import type { BallotTally } from '../ballot/index.ts';
import type { Top } from '../game-kit/tallies.ts';
import type { ShowId } from '../ids.ts';
import { scoresOf } from './score.ts';
import type { Battle, SideId, SideShown } from './terms.ts';
import { isSettled } from './times.ts';

const shownRows = 3;

/** What a show has counted so far, whole, replaces what was known of it. After the verdict nothing is heard any more. */
export function hearTally(battle: Battle, show: ShowId, tally: BallotTally): Battle {
  if (isSettled(battle)) return battle;
  const tallies = { ...battle.tallies, [show]: tally };
  return hasMistGifts(battle, tally)
    ? { ...battle, tallies }
    : { ...battle, tallies, clearTops: { ...battle.clearTops, [show]: tally.top } };
}

export function shownOf(battle: Battle): SideShown[] {
  const isMisty = battle.mistAt > 0 && !isSettled(battle);
  const scores = isMisty ? scoresOf(battle, firstSliceFrom(battle, battle.mistAt)) : scoresOf(battle);
  const shows = isMisty ? Object.values(battle.clearTops) : Object.values(battle.tallies).map(({ top }) => top);
  const tops = shows.reduce<Record<SideId, Top>>((all, top) => mergeEach(all, top, mergeTops), {});
  return battle.sides.map(({ id }) => ({
    side: id,
    score: scores[id]!,
    top: (tops[id] ?? []).slice(0, shownRows).map(({ name, score }) => ({ name, score })),
  }));
}

/** Top rows know no slices: from the first gift in the mist on those from before it are kept. */
function hasMistGifts(battle: Battle, { points }: BallotTally): boolean {
  if (battle.mistAt === 0) return false;
  const mist = firstSliceFrom(battle, battle.mistAt);
  return Object.values(points.gifts).some((bySlice) => Object.keys(bySlice).some((slice) => Number(slice) >= mist));
}
