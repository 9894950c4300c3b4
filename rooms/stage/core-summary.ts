/** What the audit log says of a show before and after a command. */
import type { Core } from './core-state.ts';

export function summaryOf(core: Core): Record<string, unknown> {
  const { status, round, pinned, muted, banned, rundown, rehearsal } = core;
  return {
    status,
    round: round ? { id: round.id, game: round.game, phase: round.phase, endsAt: round.endsAt } : null,
    pinned: pinned?.line ?? null,
    muted: muted.length,
    banned: banned.length,
    rundown: { items: rundown.items.length, next: rundown.next },
    rehearsal: rehearsal?.bots ?? 0,
  };
}
