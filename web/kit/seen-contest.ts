/** What this page has seen of a battle or poll: since when it has been over, so that its end can be shown for a while. */
import type { Moment } from './sale-now.ts';

export interface SeenContest {
  id: string;
  isOver: boolean;
  /** Server time; null when it goes on, and when the page did not see it end. */
  endedAt: number | null;
}

/** The same object when nothing happened. What had ended before the page came, or before its clock was trusted, is no news. */
export function seeContest(
  before: SeenContest | null,
  { id, isOver, now, isSure }: Moment & { id: string; isOver: boolean },
): SeenContest {
  const isKnown = before?.id === id && isSure;
  if (isKnown && before.isOver === isOver) return before;
  return { id, isOver, endedAt: isKnown && isOver ? now : null };
}

/** Whether there is something to show: it goes on, or has ended less than `lingerMs` ago. */
export function isOnPage({ isOver, endedAt }: SeenContest, { now, lingerMs }: { now: number; lingerMs: number }): boolean {
  return !isOver || (endedAt !== null && now < endedAt + lingerMs);
}
