/** What the audit log keeps of a command: who, when, what, and the show before and after it. */
import type { AuditEntry, CommandReply } from '../../shared/protocol/index.ts';
import type { Actor, Core } from './core-state.ts';

/** `id` is unique in the show, also after a restart: a refused command may be asked again under its own id. */
export function auditEntry(what: {
  id: string;
  command: { name: string; args: unknown };
  by: Actor;
  at: number;
  reply: CommandReply;
  before: Core;
  after: Core;
}): AuditEntry {
  const { id, command, by, at, reply, before, after } = what;
  return {
    id,
    at,
    by: by.sub,
    role: by.role,
    command: command.name,
    args: command.args,
    outcome: reply.ok ? 'accepted' : 'refused',
    ...(reply.ok ? {} : { code: reply.code }),
    before: summaryOf(before),
    after: summaryOf(after),
  };
}

function summaryOf(core: Core): Record<string, unknown> {
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
