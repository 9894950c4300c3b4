/** Battles won in a row. Absent means none: only winners are kept, the newest of them. */
import type { ShowId } from '../ids.ts';
import type { Battle, BattleSide } from './terms.ts';

const keptStreaks = 50;

/** Whose row it is: a show's own between shows; else that of a side under this name, as ids are used for others again. */
export function streakKey({ id, name, show }: Pick<BattleSide, 'id' | 'name' | 'show'>): string {
  return id === show ? show : `${id} ${name}`;
}

/** The streaks after a battle, of the sides that stand for the show `own`. Where nothing counted, nothing changes. */
export function streaksAfter(
  streaks: Readonly<Record<string, number>>,
  { sides, result, rehearsal }: Battle,
  own: ShowId,
): Record<string, number> {
  const after = { ...streaks };
  if (rehearsal || !result || result.by === 'void') return after;
  for (const side of sides.filter(({ show }) => show === own)) {
    const key = streakKey(side);
    const won = after[key] ?? 0;
    // Set anew, so that it is the newest.
    delete after[key];
    if (side.id === result.winner) after[key] = won + 1;
  }
  return Object.fromEntries(Object.entries(after).slice(-keptStreaks));
}
