/** What games and rundown items are called on this page. */
import { inLang } from '../../kit/i18n.ts';
import type { GameInfo } from '../api.ts';
import type { RundownItem } from '../../../shared/protocol/messages.ts';
import { gameOf } from '../control/rundown.ts';
import { textOr } from '../texts.ts';

/** A game's title; its id when this page does not know it. */
export function gameTitle(games: readonly GameInfo[], id: string): string {
  const game = games.find((other) => other.id === id);
  return game ? inLang(game.title) : id;
}

/** What an item does, under its own title. */
export function itemKind(games: readonly GameInfo[], item: RundownItem): string {
  const game = gameOf(item);
  return game === null ? textOr(`command.${item.command.name}`, item.command.name) : gameTitle(games, game);
}
