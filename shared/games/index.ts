/** The registry: every game that can be played. Adding a game is one import and one name here. */
import type { AnyGame } from '../game-kit/index.ts';
import { luckyDraw } from './lucky-draw.ts';
import { quickQuiz } from './quick-quiz.ts';
import { tapRace } from './tap-race.ts';

// Rooms handle games of unknown types; each game was checked whole where it was defined.
const all = [tapRace, quickQuiz, luckyDraw] as unknown as AnyGame[];

/** The games by id. */
export const games: Readonly<Record<string, AnyGame>> = Object.fromEntries(all.map((game) => [game.id, game]));
