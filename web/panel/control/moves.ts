/** What buttons and hot keys do alike: each looks whether it is legal now, then orders. */
import { lang } from '../../kit/i18n.ts';
import { newKey } from '../../kit/keys.ts';
import type { CommandReply } from '../../../shared/protocol/commands.ts';
import type { RundownItem } from '../../../shared/protocol/messages.ts';
import type { GameInfo } from '../api.ts';
import { fieldOf } from '../forms/fields.ts';
import type { Json } from '../forms/fields.ts';
import { inLanguage, startingValue } from '../forms/values.ts';
import { blankDraft, draftOf } from '../sales/draft.ts';
import type { SaleDraft, Schedule } from '../sales/draft.ts';
import { lastSaleIn, saleIn } from '../sales/item.ts';
import type { Choices, Firing } from './choices.ts';
import { createContestMoves } from './contest-moves.ts';
import type { ContestMoves } from './contest-moves.ts';
import type { Desk } from './desk.ts';
import { obstacleTo, obstacleToItem } from './legal.ts';
import type { Action } from './legal.ts';
import { selectedAfter, withGame, withSale } from './rundown.ts';

const extendByMs = 10_000;

export interface Moves extends ContestMoves {
  /** Fires the selected item of the rundown, or the next one; a sale is looked at first. */
  go: () => void;
  goTo: (item: string) => void;
  selectPrevious: () => void;
  startGame: (game: GameInfo) => void;
  addToRundown: (game: GameInfo, title: string) => void;
  /** Opens the look before firing. */
  lookAt: (schedule: Schedule) => void;
  /** Fires what is looked at. The look closes once the server has accepted; null when no answer came. */
  fire: () => Promise<CommandReply | null>;
  addSale: (schedule: Schedule) => void;
  /** Opens the form with this sale in it. */
  prepare: (schedule: Partial<Schedule>) => void;
  extend: () => void;
  next: () => void;
  cancel: () => void;
}

export function createMoves(desk: Desk, choices: Choices): Moves {
  const legal = (action: Action): boolean => obstacleTo(action, desk.situation.peek()) === null;

  const itemOf = (id: string): RundownItem | undefined => desk.panel.peek()?.rundown.items.find((item) => item.id === id);

  const look = (firing: Firing): void => {
    choices.firing.value = firing;
    choices.dialog.value = 'fire';
  };

  const goTo = (id: string): void => {
    const item = itemOf(id);
    if (!item || obstacleToItem(id, desk.situation.peek()) !== null) return;
    // Money is looked at before it is spent.
    if (saleIn(item)) return look({ kind: 'item', item });
    choices.item.value = null;
    void desk.send('rundown.go', { item: id });
  };

  return {
    ...createContestMoves(desk, choices),
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
    lookAt(schedule) {
      if (legal('sale.schedule')) look({ kind: 'order', schedule });
    },
    async fire() {
      const firing = choices.firing.peek();
      if (!firing) return null;
      const reply =
        firing.kind === 'item'
          ? await desk.send('rundown.go', { item: firing.item.id })
          : await desk.send('sale.schedule', firing.schedule);
      if (!reply?.ok || choices.firing.peek() !== firing) return reply;
      choices.fired.value = reply.sale ?? null;
      choices.firing.value = null;
      choices.dialog.value = null;
      choices.item.value = null;
      choices.section.value = 'live';
      return reply;
    },
    addSale(schedule) {
      const items = desk.panel.peek()?.rundown.items;
      if (items && legal('rundown.set')) void desk.send('rundown.set', { items: withSale(items, newKey(), schedule) });
    },
    prepare(schedule) {
      choices.draft.value = draftOf(schedule);
      choices.preparing.value = 'sales';
      choices.section.value = 'sales';
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

/** The sale as it stands in the form; before that, like the last one in the rundown. */
export function draftFor(items: readonly RundownItem[], choices: Choices): SaleDraft {
  if (choices.draft.value) return choices.draft.value;
  const last = lastSaleIn(items);
  return last ? draftOf(last) : blankDraft;
}
