/** Who has what of one sale, by viewer, as the ledger's lines tell it. */
import type { Key, ViewerId } from '../../shared/ids.ts';
import type { Grabbed, Hold, HoldId, SaleLine } from '../../shared/sale/index.ts';

/** A hold only ever goes on: what was read late never takes it back. */
const rank = { queued: 0, held: 1, confirmed: 2, released: 2, expired: 2 } as const satisfies Record<Hold['status'], number>;

/** A grab that came to something: asked again, it is answered the same. */
export interface DoneGrab {
  quantity: number;
  answer: Grabbed;
}

export class SaleHolds {
  readonly #byViewer = new Map<ViewerId, Map<HoldId, Hold>>();
  readonly #done = new Map<string, DoneGrab>();

  /** Everything this viewer ever had or waited for, oldest first. */
  of(viewer: ViewerId): Iterable<Hold> {
    return this.#byViewer.get(viewer)?.values() ?? [];
  }

  hasAny(viewer: ViewerId): boolean {
    return this.#byViewer.has(viewer);
  }

  viewers(): Iterable<ViewerId> {
    return this.#byViewer.keys();
  }

  /** Who has a place in the queue. */
  *waiting(): Iterable<ViewerId> {
    for (const [viewer, holds] of this.#byViewer) {
      for (const { status } of holds.values()) if (status === 'queued') yield viewer;
    }
  }

  /** What this key came to, if a line has told so since this process began. */
  doneUnder(viewer: ViewerId, key: Key): DoneGrab | null {
    return this.#done.get(nameOf(viewer, key)) ?? null;
  }

  /** Takes a hold as it was read; false when nothing is new about it. */
  put(hold: Hold): boolean {
    let holds = this.#byViewer.get(hold.viewer);
    if (!holds) this.#byViewer.set(hold.viewer, (holds = new Map()));
    const known = holds.get(hold.hold);
    if (known && rank[known.status] >= rank[hold.status]) return false;
    holds.set(hold.hold, hold);
    return true;
  }

  /** Takes what a line says; the answer is whom it concerns, if anybody. */
  take(sale: string, line: SaleLine): ViewerId | null {
    const hold = holdAfter(sale, line);
    if (!hold) return null;
    this.#remember(line);
    return this.put(hold) ? hold.viewer : null;
  }

  #remember(line: SaleLine): void {
    if (line.kind === 'queue') {
      const { viewer, key, quantity, hold, number } = line;
      this.#done.set(nameOf(viewer, key), { quantity, answer: { hold, queued: number } });
    }
    // A unit that came by way of the queue was answered when it was given its number.
    if (line.kind === 'hold' && line.number === undefined) {
      const { viewer, key, quantity, hold, expiresAt } = line;
      this.#done.set(nameOf(viewer, key), { quantity, answer: { hold, expiresAt } });
    }
  }
}

/** How a hold stands after a line; null when the line is about none. */
function holdAfter(sale: string, line: SaleLine): Hold | null {
  if (line.kind === 'open' || line.kind === 'adjust' || line.kind === 'close') return null;
  const { hold, viewer, quantity, at } = line;
  const of = { hold, viewer, quantity, sale, at };
  switch (line.kind) {
    case 'queue':
      return { ...of, status: 'queued', number: line.number };
    case 'hold':
      return { ...of, status: 'held', expiresAt: line.expiresAt };
    case 'confirm':
      return { ...of, status: 'confirmed', order: line.order };
    case 'release':
      return { ...of, status: 'released', by: line.by };
    case 'expire':
      return { ...of, status: 'expired' };
  }
}

/** Viewer ids hold no spaces: keys of two viewers never meet. */
function nameOf(viewer: ViewerId, key: Key): string {
  return `${viewer} ${key}`;
}
