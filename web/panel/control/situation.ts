/** What a panel knows of its show, and what may stand in the way of an order. */
import type { ErrorCode } from '../../../shared/protocol/errors.ts';
import type { PanelState } from '../../../shared/protocol/messages.ts';
import type { Role } from '../../../shared/protocol/tokens.ts';
import type { ShowJson } from '../../../shared/state/show-state.ts';

/** Null: go ahead. `offline`: the panel does not hear the show, so it cannot know. */
export type Obstacle = ErrorCode | 'offline' | null;

/** What a panel knows of its show, and whose panel it is. */
export interface Situation {
  role: Role;
  connected: boolean;
  show: Pick<ShowJson, 'show' | 'status' | 'rehearsal' | 'round' | 'sales' | 'battle' | 'poll'> | null;
  panel: Pick<PanelState, 'rundown' | 'rehearsal' | 'sales' | 'battle'> | null;
}

export type KnownShow = NonNullable<Situation['show']>;
export type KnownPanel = NonNullable<Situation['panel']>;
/** Judges an order by what the panel hears. */
export type Judge = (show: KnownShow, panel: KnownPanel) => Obstacle;

/** An order that moderators may give, too. */
export function forAll({ connected, show, panel }: Situation, judge: Judge): Obstacle {
  return connected && show && panel ? judge(show, panel) : 'offline';
}

/** An order that is the streamer's alone. */
export function forStreamers(situation: Situation, judge: Judge): Obstacle {
  return situation.role === 'moderator' ? 'auth/wrong-role' : forAll(situation, judge);
}
