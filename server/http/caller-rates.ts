/** How often one viewer may ask: enough for a page and its reloads, not for hammering. Staff and back ends are few, and trusted. */
import { TokenBucket } from '../../rooms/token-bucket.ts';
import { refuse } from '../../shared/protocol/index.ts';
import type { Claims, Refusal } from '../../shared/protocol/index.ts';

const rate = { perSecond: 10, burst: 60 };
/** Above so many callers those whose rate is fresh again are forgotten. */
const keptCallers = 10_000;

export class CallerRates {
  readonly #buckets = new Map<string, TokenBucket>();

  /** Null when the caller may ask now. `nowMs` is monotonic. */
  judge({ sub, role }: Claims, nowMs: number): Refusal | null {
    if (role !== 'viewer' && role !== 'overlay') return null;
    const bucket = this.#bucket(`${role}:${sub}`, nowMs);
    return bucket.take(1, nowMs) ? null : refuse('rate-limited', { retryAfterMs: bucket.waitMs(1) });
  }

  #bucket(caller: string, nowMs: number): TokenBucket {
    const known = this.#buckets.get(caller);
    if (known) return known;
    if (this.#buckets.size >= keptCallers) this.#prune(nowMs);
    const bucket = new TokenBucket(rate, nowMs);
    this.#buckets.set(caller, bucket);
    return bucket;
  }

  #prune(nowMs: number): void {
    for (const [caller, bucket] of this.#buckets) if (bucket.take(rate.burst, nowMs)) this.#buckets.delete(caller);
  }
}
