/** What happened to each command: sent, then accepted, refused with a reason, or left without an answer. */
import type { CommandReply, Refusal } from '../../../shared/protocol/index.ts';

export type Outcome =
  | { kind: 'sent' }
  | { kind: 'accepted'; latencyMs: number }
  | { kind: 'refused'; latencyMs: number; refusal: Refusal }
  /** No answer came: it may or may not have happened, and the state on screen tells. */
  | { kind: 'unanswered'; latencyMs: number };

/** One command of this panel. Times are monotonic milliseconds. */
export interface Entry {
  id: string;
  name: string;
  args: unknown;
  sentAt: number;
  outcome: Outcome;
}

export const keptEntries = 40;

/** Newest first. */
export type Activity = readonly Entry[];

export function withSent(activity: Activity, sent: Omit<Entry, 'outcome'>): Activity {
  return [{ ...sent, outcome: { kind: 'sent' } as const }, ...activity].slice(0, keptEntries);
}

/** Notes the answer; null means that none came. An entry that has its answer keeps it. */
export function withAnswer(activity: Activity, id: string, answer: { reply: CommandReply | null; at: number }): Activity {
  return activity.map((entry) => {
    if (entry.id !== id || entry.outcome.kind !== 'sent') return entry;
    return { ...entry, outcome: outcomeOf(answer.reply, answer.at - entry.sentAt) };
  });
}

function outcomeOf(reply: CommandReply | null, latencyMs: number): Outcome {
  if (!reply) return { kind: 'unanswered', latencyMs };
  if (reply.ok) return { kind: 'accepted', latencyMs };
  const { ok: _, ...refusal } = reply;
  return { kind: 'refused', latencyMs, refusal };
}

export function isPending(activity: Activity, name: string): boolean {
  return activity.some((entry) => entry.name === name && entry.outcome.kind === 'sent');
}

/** The newest command that names this sale or battle. */
export function newestAbout(activity: Activity, id: string): Entry | null {
  return activity.find(({ args }) => named(args, 'sale') === id || named(args, 'battle') === id) ?? null;
}

function named(args: unknown, kind: 'sale' | 'battle'): unknown {
  return typeof args === 'object' && args !== null && kind in args ? (args as Record<string, unknown>)[kind] : undefined;
}

/** The newest command whose name is one of these. */
export function newestOf(activity: Activity, names: readonly string[]): Entry | null {
  return activity.find(({ name }) => names.includes(name)) ?? null;
}

/** The same, unless it was ordered before `since`: of what stood there before, it is no news. */
export function newestSince(activity: Activity, names: readonly string[], since: number): Entry | null {
  const newest = newestOf(activity, names);
  return newest && newest.sentAt >= since ? newest : null;
}

/** The refusal of the newest command of this name, if that is how it ended. */
export function refusalOf(activity: Activity, name: string): Refusal | null {
  const newest = activity.find((entry) => entry.name === name);
  return newest?.outcome.kind === 'refused' ? newest.outcome.refusal : null;
}
