/** How often one viewer may ask the sale desk, and how much one address may ask of the ledger. */
import type { ViewerId } from '../../shared/ids.ts';
import { refuse } from '../../shared/protocol/index.ts';
import type { Refusal } from '../../shared/protocol/index.ts';
import { networkOf } from '../network.ts';
import { TokenBucket } from '../token-bucket.ts';
import type { Rate } from '../token-bucket.ts';

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

class Buckets {
  readonly #rate: Rate;
  readonly #buckets = new Map<string, TokenBucket>();

  constructor(rate: Rate) {
    this.#rate = rate;
  }

  judge(whose: string, nowMs: number): Refusal | null {
    let bucket = this.#buckets.get(whose);
    if (!bucket) this.#buckets.set(whose, (bucket = new TokenBucket(this.#rate, nowMs)));
    return bucket.take(1, nowMs) ? null : refuse('rate-limited', { retryAfterMs: bucket.waitMs(1) });
  }

  prune(nowMs: number): void {
    for (const [whose, bucket] of this.#buckets) if (bucket.take(this.#rate.burst, nowMs)) this.#buckets.delete(whose);
  }
}
