/** What games and rundown items are called on this page. */
import { formatNumber, inLang, lang } from '../../kit/i18n.ts';
import type { GameInfo } from '../api.ts';
import type { RundownItem } from '../../../shared/protocol/messages.ts';
import { battleIn } from '../battles/item.ts';
import { gameOf } from '../control/rundown.ts';
import { pollIn } from '../polls/draft.ts';
import { formatMoney } from '../sales/money.ts';
import { saleIn } from '../sales/item.ts';
import { t, textOr } from '../texts.ts';
import { spanText } from '../ui/span.ts';

/** A game's title; its id when this page does not know it. */
export function gameTitle(games: readonly GameInfo[], id: string): string {
  const game = games.find((other) => other.id === id);
  return game ? inLang(game.title) : id;
}

/** What an item does, under its own title. */
export function itemKind(games: readonly GameInfo[], item: RundownItem): string {
  const sale = saleIn(item);
  if (sale) {
    const { stock = 0, price = 0, currency = '' } = sale;
    return t('rundown.sale', { units: formatNumber(stock), price: formatMoney(price, currency, lang.value) });
  }
  const battle = battleIn(item);
  if (battle)
    return t(battle.name === 'battle.start' ? 'rundown.battle' : 'rundown.invite', {
      span: spanText(battle.args.durationMs ?? 180_000),
    });
  const poll = pollIn(item);
  if (poll) return t('rundown.poll', { count: poll.choices?.length ?? 0, span: spanText(poll.durationMs ?? 60_000) });
  const game = gameOf(item);
  return game === null ? textOr(`command.${item.command.name}`, item.command.name) : gameTitle(games, game);
}
