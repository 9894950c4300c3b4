/** One connection's message rate: first refused, then, if it does not stop, cut. */
import { refuse } from '../../shared/protocol/index.ts';
import type { Refusal } from '../../shared/protocol/index.ts';
import { TokenBucket } from '../token-bucket.ts';

/** Refusals that a connection may collect before it is cut; one is forgiven every second. */
const patience = { perSecond: 1, burst: 100 };

export class FloodGate {
  readonly #messages: TokenBucket;
  readonly #patience: TokenBucket;

  constructor(perSecond: number, nowMs: number) {
    this.#messages = new TokenBucket({ perSecond, burst: perSecond * 2 }, nowMs);
    this.#patience = new TokenBucket(patience, nowMs);
  }

  /** Null when the message may pass; `cut` when there have been too many that could not. */
  take(nowMs: number): Refusal | 'cut' | null {
    if (this.#messages.take(1, nowMs)) return null;
    if (!this.#patience.take(1, nowMs)) return 'cut';
    return refuse('rate-limited', { retryAfterMs: this.#messages.waitMs(1) });
  }
}
