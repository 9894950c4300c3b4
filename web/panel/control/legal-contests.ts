/** Which orders about battles, polls and rules may be given now, from the state alone. */
import type { PanelBattle } from '../../../shared/protocol/messages.ts';
import { battleOf, isBattleOver } from '../../kit/battle-now.ts';
import type { BattleJson } from '../../kit/battle-now.ts';
import type { BattleStatus } from '../../../shared/battle/terms.ts';
import { pollOf } from '../../kit/poll-now.ts';
import { forStreamers } from './situation.ts';
import type { KnownPanel, KnownShow, Obstacle, Situation } from './situation.ts';

/** What there is one of at a time; `battle.boost` and `battle.extend` are judged as the least that they may be. */
export const contestActions = [
  'battle.start',
  'battle.invite',
  'battle.accept',
  'battle.reject',
  'battle.boost',
  'battle.extend',
  'battle.end',
  'battle.cancel',
  'poll.start',
  'poll.close',
  'rule.set',
] as const;
export type ContestAction = (typeof contestActions)[number];

export function isContestAction(action: string): action is ContestAction {
  return contestActions.some((one) => one === action);
}

/** Moderators may do this too. */
export const forModerators: readonly string[] = ['poll.start', 'poll.close'] satisfies ContestAction[];

/** The shortest extension, ms. */
const leastExtensionMs = 1000;

export function contestObstacle(action: ContestAction, show: KnownShow, panel: KnownPanel): Obstacle {
  const battle = goingBattle(show);
  const live = show.status === 'live';
  switch (action) {
    case 'battle.start':
    case 'battle.invite':
      if (!live) return 'show/not-live';
      if (action === 'battle.invite' && panel.rehearsal) return 'rehearsal/running';
      return battle ? 'battle/running' : null;
    case 'battle.accept':
    case 'battle.reject':
      if (!battle) return 'battle/none';
      return isInvited(battle, more(battle, panel)) ? null : 'battle/wrong-status';
    case 'battle.boost':
    case 'battle.extend':
    case 'battle.end':
    case 'battle.cancel':
      return battle ? battleObstacle(action, battle, more(battle, panel)) : 'battle/none';
    case 'poll.start':
      if (!live) return 'show/not-live';
      return pollOf(show)?.status === 'open' ? 'poll/running' : null;
    case 'poll.close':
      return pollOf(show)?.status === 'open' ? null : 'poll/none';
    case 'rule.set':
      return null;
  }
}

function battleObstacle(
  action: 'battle.boost' | 'battle.extend' | 'battle.end' | 'battle.cancel',
  battle: BattleJson,
  known: PanelBattle | null,
): Obstacle {
  const status = battle.status as BattleStatus;
  const fought = status === 'running' || status === 'overtime';
  const mirrored = known?.role === 'mirror';
  switch (action) {
    case 'battle.boost':
      return fought ? null : 'battle/wrong-status';
    case 'battle.extend':
      if (mirrored) return 'battle/not-referee';
      if (!fought) return 'battle/wrong-status';
      return known && known.extensionLeftMs < leastExtensionMs ? 'battle/extend-limit' : null;
    case 'battle.end':
      // To give up, nobody has to wait for the start.
      return fought || (mirrored && status === 'ready') ? null : 'battle/wrong-status';
    case 'battle.cancel':
      if (mirrored && status !== 'inviting') return 'battle/not-referee';
      return status === 'verdict' ? 'battle/wrong-status' : null;
  }
}

/** The same for a boost of one side; between shows each boosts its own. */
export function obstacleToBoost(side: string, situation: Situation): Obstacle {
  return forStreamers(situation, (show, panel) => {
    const battle = goingBattle(show);
    if (!battle) return 'battle/none';
    const known = more(battle, panel);
    if (battle.sides.find(({ id }) => id === side)?.show !== show.show) return 'battle/unknown-side';
    if (known && (known.boostsLeft[side] ?? 0) <= 0) return 'battle/boost-limit';
    return contestObstacle('battle.boost', show, panel);
  });
}

/** The same for an extension of this length. */
export function obstacleToExtend(ms: number, situation: Situation): Obstacle {
  return forStreamers(situation, (show, panel) => {
    const battle = goingBattle(show);
    if (!battle) return 'battle/none';
    const known = more(battle, panel);
    const obstacle = contestObstacle('battle.extend', show, panel);
    return obstacle ?? (known && known.extensionLeftMs < ms ? 'battle/extend-limit' : null);
  });
}

/** Whether another show waits for this one's answer. */
export function isInvited({ status }: Pick<BattleJson, 'status'>, known: PanelBattle | null): boolean {
  return status === 'inviting' && known?.role === 'mirror';
}

/** The battle that goes on, if one does. */
export function goingBattle(show: Pick<KnownShow, 'battle' | 'rehearsal'>): BattleJson | null {
  const battle = battleOf(show);
  return battle && !isBattleOver(battle.status as BattleStatus) ? battle : null;
}

/** What panels know of this very battle. */
function more({ id }: BattleJson, { battle }: KnownPanel): PanelBattle | null {
  return battle?.id === id ? battle : null;
}
