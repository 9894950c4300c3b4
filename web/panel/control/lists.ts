/** The lists that grow while a show runs: chat lines and the audit log, each bounded and free of doubles. */
import type { AuditEntry, ModeratedLine } from '../../../shared/protocol/messages.ts';

export const keptLines = 300;
const keptAudit = 300;

/** Adds chat lines, oldest first; a line that is there already is not added again. */
export function withLines(lines: readonly ModeratedLine[], fresh: readonly ModeratedLine[]): ModeratedLine[] {
  const known = new Set(lines.map(({ id }) => id));
  return [...lines, ...fresh.filter(({ id }) => !known.has(id))].slice(-keptLines);
}

/** Adds audit entries from the log or as they happen, newest first. */
export function withAudit(entries: readonly AuditEntry[], fresh: readonly AuditEntry[]): AuditEntry[] {
  const known = new Set(entries.map(({ id }) => id));
  const all = [...fresh.filter(({ id }) => !known.has(id)), ...entries];
  return all.toSorted((a, b) => b.at - a.at).slice(0, keptAudit);
}

/** Names of viewers by id, so that whoever is muted, banned or given a prize is called by name. */
export function namesIn(...lists: readonly (readonly { viewer: string; name: string }[])[]): ReadonlyMap<string, string> {
  return new Map(lists.flat().map(({ viewer, name }) => [viewer, name]));
}
