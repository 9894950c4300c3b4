/** All laws of games, in the order of their numbers. */
import { merging } from './merging.ts';
import { playing } from './playing.ts';
import { showing } from './showing.ts';
import type { Law } from './law.ts';

const numberOf = (law: Law): number => Number(law.id.split('-')[1]);

export const laws: readonly Law[] = [...playing, ...merging, ...showing].toSorted((a, b) => numberOf(a) - numberOf(b));
