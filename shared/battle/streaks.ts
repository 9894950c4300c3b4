/** Battles won in a row. Absent means none: only winners are kept, the newest of them. */
import type { ShowId } from '../ids.ts';
import type { Battle, SideId } from './terms.ts';

const keptStreaks = 50;

/** The streaks after a battle, of the sides that stand for the show `own`. Where nothing counted, nothing changes. */
export function streaksAfter(
  streaks: Readonly<Record<SideId, number>>,
  { sides, result, rehearsal }: Battle,
  own: ShowId,
): Record<SideId, number> {
  const after = { ...streaks };
  if (rehearsal || !result || result.by === 'void') return after;
  for (const { id } of sides.filter(({ show }) => show === own)) {
    const won = after[id] ?? 0;
    // Set anew, so that it is the newest.
    delete after[id];
    if (id === result.winner) after[id] = won + 1;
  }
  return Object.fromEntries(Object.entries(after).slice(-keptStreaks));
}
