/** The names that rules are told with on this page. */
import { useStudio } from '../studio/studio.ts';
import { knownChoices, knownSides } from './known.ts';
import type { Names } from './rule-text.ts';

export function useNames(): Names {
  const { desk, choices, games } = useStudio();
  const sources = {
    show: desk.show.value,
    items: desk.panel.value?.rundown.items ?? [],
    battle: choices.battleDraft.value,
    poll: choices.pollDraft.value,
  };
  return { sides: knownSides(sources), choices: knownChoices(sources), games: games.value };
}
