/** What of one shard's part of a round, battle or poll is not known to be durable: changes are numbered, and so are writes. */
import type { ViewerId } from '../../shared/ids.ts';
import type { Unwritten } from './kept-part.ts';

export class Unsaved {
  /** How many changes there were, and up to which all are durable. */
  #changes = 0;
  #saved = 0;
  /** Viewers with a change that is not known to be durable, and its number. */
  readonly #viewers = new Map<ViewerId, number>();

  /** Whether something is not known to be durable. */
  get any(): boolean {
    return this.#saved < this.#changes;
  }

  /** Something changed that is no viewer's. */
  change(): void {
    this.#changes++;
  }

  /** What is one viewer's has changed. */
  changeOf(viewer: ViewerId): void {
    this.#viewers.set(viewer, ++this.#changes);
  }

  /** The state of all, with the records that have changed: `saved` says that these, as they are now, are durable. */
  take(state: unknown, all: ReadonlyMap<ViewerId, unknown>): Unwritten {
    const upTo = this.#changes;
    const records = Array.from(this.#viewers.keys(), (viewer) => ({ viewer, record: all.get(viewer) }));
    const saved = (): void => {
      this.#saved = Math.max(this.#saved, upTo);
      for (const [viewer, change] of this.#viewers) if (change <= upTo) this.#viewers.delete(viewer);
    };
    return { state, records, saved };
  }
}
