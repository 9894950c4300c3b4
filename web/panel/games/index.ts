/** How each game looks while it runs, to the streamer. A game without a view of its own is shown as a table. */
import type { ComponentType } from 'preact';
import { AnyGame } from './any-game.tsx';
import { LuckyDraw } from './lucky-draw.tsx';
import { QuickQuiz } from './quick-quiz.tsx';
import { TapRace } from './tap-race.tsx';
import type { LiveProps } from './types.ts';

// Each component is only ever given the view of the game it is listed under.
const views = { 'tap-race': TapRace, 'quick-quiz': QuickQuiz, 'lucky-draw': LuckyDraw } as unknown as Record<
  string,
  ComponentType<LiveProps>
>;

export function liveViewOf(game: string): ComponentType<LiveProps> {
  return views[game] ?? AnyGame;
}
