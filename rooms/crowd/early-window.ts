/** Grabs that came a moment before the opening: they wait for it, and enter in the order of lots that nobody could know. */
import { emptyDigest, lotDrawer } from '../../shared/game-kit/lots.ts';
import { compareText } from '../../shared/game-kit/tallies.ts';
import type { Key, ViewerId } from '../../shared/ids.ts';
import { refuse } from '../../shared/protocol/index.ts';
import type { Refusal } from '../../shared/protocol/index.ts';
import type { GrabAnswer } from '../../shared/sale/index.ts';

/** What a viewer asks for. */
export interface WantedUnits {
  viewer: ViewerId;
  key: Key;
  quantity: number;
}

interface Waiting {
  wanted: WantedUnits;
  lot: string;
  answer: Promise<GrabAnswer>;
  resolve: (answer: GrabAnswer | Promise<GrabAnswer>) => void;
}

export class EarlyWindow {
  readonly #lotOf: (viewer: ViewerId) => string;
  #waiting = new Map<ViewerId, Waiting>();

  /** Lots are `HMAC-SHA-256(seed, viewer)`: known to nobody before the sale is over, and then checkable by anybody. */
  constructor(seedHex: string) {
    this.#lotOf = lotDrawer(seedHex, emptyDigest);
  }

  get isEmpty(): boolean {
    return this.#waiting.size === 0;
  }

  /** One grab of each viewer waits; the same grab again waits with it. */
  wait(wanted: WantedUnits, opensAt: number): Promise<GrabAnswer> | Refusal {
    const first = this.#waiting.get(wanted.viewer);
    if (first && first.wanted.key !== wanted.key) return refuse('not-open', { opensAt });
    if (first) return first.wanted.quantity === wanted.quantity ? first.answer : refuse('key-reused');
    const { promise, resolve } = Promise.withResolvers<GrabAnswer>();
    this.#waiting.set(wanted.viewer, { wanted, lot: this.#lotOf(wanted.viewer), answer: promise, resolve });
    return promise;
  }

  /** Lets all that wait in at once, smallest lot first, and waits for no more of them. */
  letIn(enter: (wanted: WantedUnits) => Promise<GrabAnswer>): void {
    const all = [...this.#waiting.values()].toSorted((a, b) => compareText(a.lot, b.lot));
    this.#waiting.clear();
    for (const { wanted, resolve } of all) resolve(enter(wanted));
  }

  turnAway(refusal: Refusal): void {
    const all = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { resolve } of all) resolve(refusal);
  }
}
