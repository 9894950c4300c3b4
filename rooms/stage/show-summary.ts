/** What lists of shows say of one. */
import type { ShowSummary } from '../services.ts';
import { runningRound } from './core-state.ts';
import type { Core } from './core-state.ts';

export function showSummary(core: Core, viewers: number): ShowSummary {
  const { show: id, title, status, shards, startsAt } = core;
  const round = runningRound(core);
  const running = round ? { id: round.id, game: round.game, phase: round.phase } : null;
  return { id, title, status, shards, viewers, startsAt, round: running };
}
