/** Which buttons may be pressed now, from the state alone. What is not legal names the refusal the server would give. */
import { pollOf } from '../../kit/poll-now.ts';
import { recordOf, textIn } from '../forms/read-json.ts';
import { isOver, isSelling } from '../sales/standing.ts';
import { contestActions, contestObstacle, forModerators, goingBattle, isContestAction } from './legal-contests.ts';
import { forAll, forStreamers } from './situation.ts';
import type { KnownPanel, KnownShow, Obstacle, Situation } from './situation.ts';

/** What may be ordered only in the right moment, and most of it by streamers only. */
export const actions = [
  'show.start',
  'show.end',
  'round.start',
  'round.extend',
  'round.next',
  'round.cancel',
  'rundown.set',
  'rundown.go',
  'rehearsal.start',
  'rehearsal.end',
  'sale.schedule',
  ...contestActions,
] as const;
export type Action = (typeof actions)[number];

/** What streamers may do to a sale that there is. */
export const saleActions = ['sale.open', 'sale.close', 'sale.cancel', 'sale.adjust'] as const;
export type SaleAction = (typeof saleActions)[number];

/** So many sales may go on in one show at once. */
export const mostSales = 20;

export function obstacleTo(action: Action, situation: Situation): Obstacle {
  const judged = forModerators.includes(action) ? forAll : forStreamers;
  return judged(situation, (show, panel) => obstacleNow(action, show, panel));
}

/** The same for one item of the rundown, wherever it stands. */
export function obstacleToItem(id: string, situation: Situation): Obstacle {
  return forStreamers(situation, (show, panel) => {
    const item = panel.rundown.items.find((other) => other.id === id);
    return item ? obstacleToFire(item, show, panel) : 'rundown/unknown-item';
  });
}

/** The same for one sale. */
export function obstacleToSale(action: SaleAction, id: string, situation: Situation): Obstacle {
  return forStreamers(situation, (show, panel) => saleObstacle(action, id, { show, panel }));
}

function saleObstacle(action: SaleAction, id: string, { show, panel }: { show: KnownShow; panel: KnownPanel }): Obstacle {
  const sale = show.sales[id];
  if (!sale) return 'sale/unknown';
  const stopped = panel.sales.find((other) => other.id === id)?.stopped;
  if (stopped) return stopped;
  if (isOver(sale)) return 'sale/ended';
  if (action !== 'sale.open') return null;
  if (isSelling(sale)) return 'sale/open';
  return show.status === 'live' ? null : 'show/not-live';
}

/** Moderators may do this too: pins, mutes, bans, prizes. */
export function obstacleToModerate(situation: Situation): Obstacle {
  return forAll(situation, () => null);
}

type Item = KnownPanel['rundown']['items'][number];

function obstacleNow(action: Action, show: KnownShow, panel: KnownPanel): Obstacle {
  if (isContestAction(action)) return contestObstacle(action, show, panel);
  const live = show.status === 'live';
  switch (action) {
    case 'show.start':
      return live ? 'show/already-live' : null;
    case 'show.end':
      return live ? null : 'show/not-live';
    case 'round.start':
      if (!live) return 'show/not-live';
      return isRunning(show) ? 'round/running' : null;
    case 'round.extend':
    case 'round.next':
    case 'round.cancel':
      return isRunning(show) ? null : 'round/none';
    case 'rundown.set':
      return null;
    case 'rundown.go': {
      const item = panel.rundown.items[panel.rundown.next];
      return item ? obstacleToFire(item, show, panel) : 'rundown/at-end';
    }
    case 'rehearsal.start':
      // A rehearsal may begin before the show does.
      if (show.status === 'ended') return 'show/not-live';
      if (panel.rehearsal) return 'rehearsal/running';
      if (isRunning(show)) return 'round/running';
      if (goingBattle(show)) return 'battle/running';
      return pollOf(show)?.status === 'open' ? 'poll/running' : null;
    case 'rehearsal.end':
      return panel.rehearsal ? null : 'rehearsal/none';
    case 'sale.schedule':
      // Before the show a sale may be scheduled: it sells once the show is live.
      if (show.status === 'ended') return 'show/not-live';
      return Object.values(show.sales).filter((sale) => !isOver(sale)).length >= mostSales ? 'sale/too-many' : null;
  }
}

/** An item is judged by what it would do. */
function obstacleToFire(item: Item, show: KnownShow, panel: KnownPanel): Obstacle {
  const { name, args } = item.command;
  const saleAction = saleActions.find((one) => one === name);
  if (saleAction) return saleObstacle(saleAction, textIn(recordOf(args), 'sale') ?? '', { show, panel });
  const action = actions.find((one) => one === name);
  return action && !action.startsWith('rundown.') ? obstacleNow(action, show, panel) : null;
}

/** A round is under way, or announced. */
export function isRunning(show: KnownShow): boolean {
  return show.round !== undefined && show.round.phase !== 'over';
}
