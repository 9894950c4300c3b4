/** A command in words: what it is called, and to whom or what it was done. */
import type { GameInfo } from '../api.ts';
import { textOr } from '../texts.ts';
import { gameTitle } from './titles.ts';

export function commandText(name: string, args: unknown, games: readonly GameInfo[]): string {
  const words = textOr(`command.${name}`, name);
  const object = objectOf(args, games);
  return object === '' ? words : `${words} · ${object}`;
}

function objectOf(args: unknown, games: readonly GameInfo[]): string {
  if (typeof args !== 'object' || args === null) return '';
  if ('game' in args && typeof args.game === 'string') return gameTitle(games, args.game);
  if ('viewer' in args && typeof args.viewer === 'string') return args.viewer;
  if ('ms' in args && typeof args.ms === 'number') return `+${args.ms / 1000} s`;
  if ('bots' in args && typeof args.bots === 'number') return String(args.bots);
  return '';
}
