/** The registry: every game that can be played. Adding a game is one import and one line here. */
import type { AnyGame } from '../game-kit/index.ts';
import { luckyDraw } from './lucky-draw.ts';
import { quickQuiz } from './quick-quiz.ts';
import { tapRace } from './tap-race.ts';

const all = {
  'tap-race': tapRace,
  'quick-quiz': quickQuiz,
  'lucky-draw': luckyDraw,
};

export type GameId = keyof typeof all;

/** The games by id. Rooms handle games of unknown types; each game was checked whole where it was defined. */
export const games = all as unknown as Readonly<Record<string, AnyGame>>;
