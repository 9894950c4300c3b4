/** Which buttons may be pressed now, from the state alone. What is not legal names the refusal the server would give. */
import type { ErrorCode } from '../../../shared/protocol/errors.ts';
import type { PanelState } from '../../../shared/protocol/messages.ts';
import type { ShowJson } from '../../../shared/state/show-state.ts';

export const actions = [
  'show.start',
  'show.end',
  'round.start',
  'round.extend',
  'round.next',
  'round.cancel',
  'rundown.go',
  'rehearsal.start',
  'rehearsal.end',
] as const;
export type Action = (typeof actions)[number];

/** Null: go ahead. `offline`: the panel does not hear the show, so it cannot know. */
export type Obstacle = ErrorCode | 'offline' | null;

/** What a panel knows of its show. */
export interface Situation {
  connected: boolean;
  show: Pick<ShowJson, 'status' | 'round'> | null;
  panel: Pick<PanelState, 'rundown' | 'rehearsal'> | null;
}

export function obstacleTo(action: Action, situation: Situation): Obstacle {
  const { connected, show, panel } = situation;
  if (!connected || !show || !panel) return 'offline';
  const live = show.status === 'live';
  switch (action) {
    case 'show.start':
      return live ? 'show/already-live' : null;
    case 'show.end':
      return live ? null : 'show/not-live';
    case 'round.start':
      return obstacleToStart(show);
    case 'round.extend':
    case 'round.next':
    case 'round.cancel':
      return isRunning(show) ? null : 'round/none';
    case 'rundown.go':
      return obstacleToGo(show, panel, panel.rundown.items[panel.rundown.next]);
    case 'rehearsal.start':
      return obstacleToRehearsal(show, panel);
    case 'rehearsal.end':
      return panel.rehearsal ? null : 'rehearsal/none';
  }
}

/** The same for one item of the rundown, wherever it stands. */
export function obstacleToItem(id: string, situation: Situation): Obstacle {
  const { connected, show, panel } = situation;
  if (!connected || !show || !panel) return 'offline';
  const item = panel.rundown.items.find((other) => other.id === id);
  return item ? obstacleToGo(show, panel, item) : 'rundown/unknown-item';
}

type Show = NonNullable<Situation['show']>;
type Panel = NonNullable<Situation['panel']>;

function obstacleToGo(show: Show, panel: Panel, item: Panel['rundown']['items'][number] | undefined): Obstacle {
  if (!item) return 'rundown/at-end';
  const name = actions.find((action) => action === item.command.name);
  if (!name || name === 'rundown.go') return null;
  return obstacleTo(name, { connected: true, show, panel });
}

function obstacleToStart(show: Show): Obstacle {
  if (show.status !== 'live') return 'show/not-live';
  return isRunning(show) ? 'round/running' : null;
}

/** A rehearsal may begin before the show does. */
function obstacleToRehearsal(show: Show, panel: Panel): Obstacle {
  if (show.status === 'ended') return 'show/not-live';
  if (panel.rehearsal) return 'rehearsal/running';
  return isRunning(show) ? 'round/running' : null;
}

/** A round is under way, or announced. */
export function isRunning(show: Show): boolean {
  return show.round !== undefined && show.round.phase !== 'over';
}
