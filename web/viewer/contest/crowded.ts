/** Whether a game or a battle has the room that a poll would take. */
import type { ShowJson } from '../../../shared/state/show-state.ts';

const fought: readonly string[] = ['ready', 'running', 'overtime', 'verdict'];

export function isFighting(show: Pick<ShowJson, 'battle'> | null): boolean {
  return show?.battle !== undefined && show.battle.id !== '' && fought.includes(show.battle.status);
}

export function isPlaying(show: Pick<ShowJson, 'round'> | null): boolean {
  return show?.round !== undefined && show.round.phase !== 'over';
}

export function isCrowded(show: Pick<ShowJson, 'battle' | 'round'> | null): boolean {
  return isFighting(show) || isPlaying(show);
}
