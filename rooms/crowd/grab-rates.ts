/** How often one viewer may ask the sale desk, and how much one address may ask of the ledger. */
import type { ViewerId } from '../../shared/ids.ts';
import type { Refusal } from '../../shared/protocol/index.ts';
import { networkOf } from '../network.ts';
import type { Rate } from '../token-bucket.ts';
import { Buckets } from './buckets.ts';

const perViewer: Rate = { perSecond: 3, burst: 6 };
/** For what viewers ask beyond their first grab of a sale: a whole office behind one address is not slowed by that. */
const perAddress: Rate = { perSecond: 20, burst: 100 };

export class GrabRates {
  readonly #viewers = new Buckets(perViewer);
  readonly #addresses = new Buckets(perAddress);

  /** Null when this viewer may ask now. `nowMs` is monotonic. */
  judgeViewer(viewer: ViewerId, nowMs: number): Refusal | null {
    return this.#viewers.judge(viewer, nowMs);
  }

  judgeAddress(address: string, nowMs: number): Refusal | null {
    return this.#addresses.judge(networkOf(address), nowMs);
  }

  /** Forgets whose rate is fresh again. */
  prune(nowMs: number): void {
    this.#viewers.prune(nowMs);
    this.#addresses.prune(nowMs);
  }
}
