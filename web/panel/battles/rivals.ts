/** Which shows may be invited to a battle. */
import type { ShowSummary } from '../../../rooms/services.ts';

type Known = Pick<ShowSummary, 'id' | 'title' | 'status'>;

/** The live ones but the own, by title; and the one whose id was typed, live or not. */
export function rivalsAmong(
  shows: readonly Known[],
  { own, typed }: { own: string; typed: string },
): { live: Known[]; chosen: Known | null } {
  const others = shows.filter(({ id }) => id !== own);
  return {
    live: others.filter(({ status }) => status === 'live').toSorted((a, b) => a.title.localeCompare(b.title)),
    chosen: others.find(({ id }) => id === typed) ?? null,
  };
}
