/** What buttons and hot keys do alike: each looks whether it is legal now, then orders. */
import { lang } from '../../kit/i18n.ts';
import { newKey } from '../../kit/keys.ts';
import type { GameInfo } from '../api.ts';
import { fieldOf } from '../forms/fields.ts';
import type { Json } from '../forms/fields.ts';
import { inLanguage, startingValue } from '../forms/values.ts';
import type { Choices } from './choices.ts';
import type { Desk } from './desk.ts';
import { obstacleTo, obstacleToItem } from './legal.ts';
import type { Action } from './legal.ts';
import { selectedAfter, withGame } from './rundown.ts';

const extendByMs = 10_000;

export interface Moves {
  /** Fires the selected item of the rundown, or the next one. */
  go: () => void;
  goTo: (item: string) => void;
  selectPrevious: () => void;
  startGame: (game: GameInfo) => void;
  addToRundown: (game: GameInfo, title: string) => void;
  extend: () => void;
  next: () => void;
  cancel: () => void;
}

export function createMoves(desk: Desk, choices: Choices): Moves {
  const legal = (action: Action): boolean => obstacleTo(action, desk.situation.peek()) === null;

  const goTo = (item: string): void => {
    if (obstacleToItem(item, desk.situation.peek()) !== null) return;
    choices.item.value = null;
    void desk.send('rundown.go', { item });
  };

  return {
    goTo,
    go() {
      const rundown = desk.panel.peek()?.rundown;
      const item = choices.item.peek() ?? rundown?.items[rundown.next]?.id;
      if (item !== undefined) goTo(item);
    },
    selectPrevious() {
      const rundown = desk.panel.peek()?.rundown;
      if (rundown) choices.item.value = selectedAfter(rundown, choices.item.peek(), -1);
    },
    startGame(game) {
      if (!legal('round.start')) return;
      choices.section.value = 'live';
      void desk.send('round.start', { game: game.id, settings: settingsFor(game, choices) });
    },
    addToRundown(game, title) {
      const items = desk.panel.peek()?.rundown.items;
      if (!items || !legal('rundown.set')) return;
      const item = { id: newKey(), title, game: game.id, settings: settingsFor(game, choices) };
      void desk.send('rundown.set', { items: withGame(items, item) });
    },
    extend() {
      if (legal('round.extend')) void desk.send('round.extend', { ms: extendByMs });
    },
    next() {
      if (legal('round.next')) void desk.send('round.next', {});
    },
    cancel() {
      if (legal('round.cancel')) desk.sendArmed('round.cancel', 'round.cancel', {});
    },
  };
}

/** The settings as edited so far, or as the schema starts them, in the page's language. */
export function settingsFor(game: GameInfo, choices: Choices): Json {
  const edited = choices.settings.value[game.id];
  if (edited !== undefined) return edited;
  const field = fieldOf(game.settings);
  return inLanguage(startingValue(field), field, lang.value);
}
