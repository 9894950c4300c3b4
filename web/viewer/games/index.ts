/** The games this page can play: one file per game, under the game's own name, loaded when it is first needed. */
import type { ComponentType } from 'preact';
import type { GameProps } from '../round/game-props.ts';

/** A component sees its own game's view, own part and cues; the dock passes on whatever the server sent for that game. */
export type GameComponent = ComponentType<GameProps>;

const loaders: Readonly<Record<string, () => Promise<unknown>>> = {
  'tap-race': () => import('./tap-race.tsx').then((module) => module.TapRace),
  'quick-quiz': () => import('./quick-quiz.tsx').then((module) => module.QuickQuiz),
  'lucky-draw': () => import('./lucky-draw.tsx').then((module) => module.LuckyDraw),
};

const loading = new Map<string, Promise<GameComponent | null>>();

/** The component of a game, or null when this page has none. A load that failed is tried again next time. */
export function loadGame(game: string): Promise<GameComponent | null> {
  const loader = Object.hasOwn(loaders, game) ? loaders[game] : undefined;
  if (!loader) return Promise.resolve(null);
  let load = loading.get(game);
  if (!load) {
    load = loader() as Promise<GameComponent>;
    loading.set(game, load);
    load.catch(() => loading.delete(game));
  }
  return load;
}

/** Loads all games in a quiet moment, so that a round starts without a wait. */
export function preloadGames(): void {
  for (const game of Object.keys(loaders)) void loadGame(game).catch(() => null);
}
