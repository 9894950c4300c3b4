/** One rate for many: each has a token bucket of their own, and none once it is full again. */
import { refuse } from '../../shared/protocol/index.ts';
import type { Refusal } from '../../shared/protocol/index.ts';
import { TokenBucket } from '../token-bucket.ts';
import type { Rate } from '../token-bucket.ts';

export class Buckets {
  readonly #rate: Rate;
  readonly #buckets = new Map<string, TokenBucket>();

  constructor(rate: Rate) {
    this.#rate = rate;
  }

  /** Null when they may go on now. `nowMs` is monotonic. */
  judge(whose: string, nowMs: number): Refusal | null {
    let bucket = this.#buckets.get(whose);
    if (!bucket) this.#buckets.set(whose, (bucket = new TokenBucket(this.#rate, nowMs)));
    return bucket.take(1, nowMs) ? null : refuse('rate-limited', { retryAfterMs: bucket.waitMs(1) });
  }

  /** Forgets whose rate is fresh again. */
  prune(nowMs: number): void {
    for (const [whose, bucket] of this.#buckets) if (bucket.take(this.#rate.burst, nowMs)) this.#buckets.delete(whose);
  }
}
