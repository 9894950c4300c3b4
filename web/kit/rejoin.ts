/** Decides what happens after a connection ended: join again, and when, or stay out. */
import type { ByeReason } from '../../shared/protocol/messages.ts';

export type AfterLeave = { kind: 'rejoin'; delayMs: number } | { kind: 'stay-out' };

/** What was heard before the connection ended. */
export interface Farewell {
  bye: ByeReason | null;
  /** `moved`: join again within this time, spread so that not everybody comes at once. */
  movedInMs: number | null;
}

/** Signed in elsewhere, banned and flooding end in the viewer's own hands; everything else heals by itself. */
const final: ReadonlySet<ByeReason> = new Set(['signed-in-elsewhere', 'banned', 'flood']);

export function afterLeave({ bye, movedInMs }: Farewell, random: () => number): AfterLeave {
  if (bye !== null && final.has(bye)) return { kind: 'stay-out' };
  if (movedInMs !== null) return { kind: 'rejoin', delayMs: movedInMs * random() };
  if (bye === 'draining') return { kind: 'rejoin', delayMs: 500 + 2500 * random() };
  if (bye === 'too-slow') return { kind: 'rejoin', delayMs: 1000 + 2000 * random() };
  return { kind: 'rejoin', delayMs: 200 + 800 * random() };
}

/** How long to wait before the n-th further attempt (1, 2, 3 …): doubling, capped, half of it by chance. */
export function backOffMs(attempt: number, random: () => number): number {
  const ceiling = Math.min(15_000, 500 * 2 ** Math.min(attempt, 10));
  return ceiling * (0.5 + 0.5 * random());
}
