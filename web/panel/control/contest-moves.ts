/** What buttons and hot keys do alike about battles, polls and rules. */
import { newKey } from '../../kit/keys.ts';
import type { ShowRule } from '../../../shared/protocol/battles.ts';
import type { RundownItem } from '../../../shared/protocol/messages.ts';
import { blankDraft, draftOf } from '../battles/draft.ts';
import type { BattleDraft, BattleOrder } from '../battles/draft.ts';
import { battleIn, orderTitle } from '../battles/item.ts';
import type { BattleItem } from '../battles/item.ts';
import { draftOfPoll } from '../polls/draft.ts';
import type { PollStart } from '../polls/draft.ts';
import type { Choices } from './choices.ts';
import type { Desk } from './desk.ts';
import { obstacleTo } from './legal.ts';
import type { Action } from './legal.ts';
import { withCommand } from './rundown.ts';

export interface ContestMoves {
  startBattle: (order: BattleOrder) => void;
  addBattle: (order: BattleOrder) => void;
  /** Opens the form with this battle in it. */
  prepareBattle: (item: BattleItem) => void;
  startPoll: (poll: PollStart) => void;
  addPoll: (poll: PollStart) => void;
  preparePoll: (poll: Partial<PollStart>) => void;
  /** Puts a lower price into the rundown, under this title. */
  addPrice: (change: { sale: string; price: number; title: string }) => void;
  /** Sets all rules; says nothing of what becomes of them. */
  setRules: (rules: ShowRule[]) => void;
}

export function createContestMoves(desk: Desk, choices: Choices): ContestMoves {
  const legal = (action: Action): boolean => obstacleTo(action, desk.situation.peek()) === null;

  const add = (title: string, command: RundownItem['command']): void => {
    const items = desk.panel.peek()?.rundown.items;
    if (items && legal('rundown.set'))
      void desk.send('rundown.set', { items: withCommand(items, { id: newKey(), title, command }) });
  };

  const open = (preparing: 'battles' | 'polls'): void => {
    choices.preparing.value = preparing;
    choices.section.value = preparing;
  };

  return {
    startBattle(order) {
      if (!legal(order.name)) return;
      choices.section.value = 'live';
      void (order.name === 'battle.start' ? desk.send(order.name, order.args) : desk.send(order.name, order.args));
    },
    addBattle: (order) => add(orderTitle(order).slice(0, longestTitle), order),
    prepareBattle(item) {
      choices.battleDraft.value = draftOf(item);
      open('battles');
    },
    startPoll(poll) {
      if (!legal('poll.start')) return;
      choices.section.value = 'live';
      void desk.send('poll.start', poll);
    },
    addPoll: (poll) => add(poll.question.slice(0, longestTitle), { name: 'poll.start', args: poll }),
    preparePoll(poll) {
      choices.pollDraft.value = draftOfPoll(poll);
      open('polls');
    },
    addPrice: ({ sale, price, title }) => add(title.slice(0, longestTitle), { name: 'sale.adjust', args: { sale, price } }),
    setRules(rules) {
      if (legal('rule.set')) void desk.send('rule.set', { rules });
    },
  };
}

/** Of an item of the rundown. */
const longestTitle = 120;

/** The battle as it stands in the form; before that, like the last one in the rundown. */
export function battleDraftFor(items: readonly RundownItem[], choices: Choices): BattleDraft {
  if (choices.battleDraft.value) return choices.battleDraft.value;
  const last = items.map(battleIn).findLast((item) => item !== null);
  return last ? draftOf(last) : blankDraft;
}
