/** The one door for game authors. */
export { schema, t } from '@colyseus/schema';
export { GameView } from '../state/show-state.ts';
export * from './define-game.ts';
export * from './lots.ts';
export * from './random.ts';
export * from './settings.ts';
export * from './tallies.ts';
