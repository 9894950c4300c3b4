/** Grabs that have no answer yet, kept in this tab so that a reload goes on asking under the same key. */
import type { Shelf } from '../../kit/storage.ts';

export interface PendingGrab {
  key: string;
  quantity: number;
  /** Keys are one viewer's own. */
  viewer: string;
  /** When it was pressed, server time. */
  at: number;
}

/** What was pressed longer ago than this is not what its viewer waits for any more. */
export const pendingMs = 60_000;

export function writePending(shelf: Shelf, place: string, change: { sale: string; pending: PendingGrab | null }): void {
  const { [change.sale]: _, ...others } = read(shelf, place);
  const next = change.pending === null ? others : { ...others, [change.sale]: change.pending };
  if (Object.keys(next).length === 0) shelf.drop(place);
  else shelf.set(place, JSON.stringify(next));
}

/** The grabs of this viewer that are still worth asking for, by sale; all others are forgotten. */
export function readPending(
  shelf: Shelf,
  place: string,
  { viewer, now }: { viewer: string; now: number },
): [sale: string, pending: PendingGrab][] {
  const good = Object.entries(read(shelf, place)).filter(
    ([, pending]) => pending.viewer === viewer && Math.abs(now - pending.at) < pendingMs,
  );
  if (good.length === 0) shelf.drop(place);
  else shelf.set(place, JSON.stringify(Object.fromEntries(good)));
  return good;
}

function read(shelf: Shelf, place: string): Record<string, PendingGrab> {
  try {
    return (JSON.parse(shelf.get(place) ?? '{}') as Record<string, PendingGrab> | null) ?? {};
  } catch {
    return {};
  }
}
