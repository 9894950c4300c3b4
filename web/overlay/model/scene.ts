/** What is on air now, chosen from the show's state alone: a reload shows the same. */
import type { CueMessage } from '../../../shared/protocol/messages.ts';
import type { ShowJson } from '../../../shared/state/show-state.ts';

/** The running game, and the cue of its phase if that has one. */
export interface GameScene {
  kind: 'game';
  round: number;
  game: string;
  phase: string;
  startedAt: number;
  endsAt: number;
  /** What each winner gets; empty when nothing is to be won. */
  prize: string;
  view: unknown;
  cue: unknown;
}

export type Scene =
  | { kind: 'empty' }
  /** A round is announced: it begins at `beginsAt`. */
  | { kind: 'soon'; round: number; game: string; startsAt: number; beginsAt: number }
  | GameScene;

export const empty: Scene = { kind: 'empty' };

export function sceneOf(show: ShowJson | null, cue: CueMessage | null): Scene {
  if (show?.status !== 'live' || !show.round) return empty;
  const { id: round, game, phase, startedAt, endsAt, prize, view } = show.round;
  if (phase === 'over') return empty;
  if (phase === 'soon') return { kind: 'soon', round, game, startsAt: startedAt, beginsAt: endsAt };
  const content = cue?.round === round && cue.phase === phase ? cue.content : null;
  return { kind: 'game', round, game, phase, startedAt, endsAt, prize, view, cue: content };
}

/** While the line is down, a scene outlives its own deadline by this much; after that nobody knows what is true. */
export const unheardMs = 10_000;

/** When a scene that is no longer heard of goes off air, ms from `now`; null while the line is up or nothing is on. */
export function msToStale(scene: Scene, line: { up: boolean; now: number }): number | null {
  if (line.up || scene.kind === 'empty') return null;
  const endsAt = scene.kind === 'soon' ? scene.beginsAt : scene.endsAt;
  return Math.max(0, endsAt + unheardMs - line.now);
}

/** A notice stays on air this long. */
export const noticeMs = 8000;

type Notice = ShowJson['notices'][number];

/** The newest notice that is fresh at `now` (server time); winners are left to the game while it shows them itself. */
export function noticeOnAir(show: ShowJson | null, scene: Scene, now: number): Notice | null {
  const fresh = (show?.notices ?? []).filter((notice) => now < notice.at + noticeMs);
  return fresh.findLast((notice) => notice.kind !== 'winner' || scene.kind === 'empty') ?? null;
}

/** When the notice on air may change by time alone, ms from `now`; null when nothing waits. */
export function msToNoticeEnd(notice: Notice | null, now: number): number | null {
  return notice === null ? null : Math.max(0, notice.at + noticeMs - now);
}

/** The pinned chat line as name and text; null when none is pinned. */
export function pinnedLine(show: ShowJson | null): { name: string; text: string } | null {
  const pinned = show?.pinned ?? '';
  if (show?.status !== 'live' || pinned === '') return null;
  const colon = pinned.indexOf(': ');
  return colon < 0 ? { name: '', text: pinned } : { name: pinned.slice(0, colon), text: pinned.slice(colon + 2) };
}
