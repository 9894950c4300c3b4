/** How often something may happen: so many per second on average, so many at once. */
export interface Rate {
  perSecond: number;
  burst: number;
}

export class TokenBucket {
  readonly #rate: Rate;
  #tokens: number;
  #at: number;

  /** `nowMs` is monotonic time. A new bucket is full. */
  constructor(rate: Rate, nowMs: number) {
    this.#rate = rate;
    this.#tokens = rate.burst;
    this.#at = nowMs;
  }

  /** Takes `count` if there are that many; takes nothing otherwise. */
  take(count: number, nowMs: number): boolean {
    this.#tokens = Math.min(this.#rate.burst, this.#tokens + ((nowMs - this.#at) * this.#rate.perSecond) / 1000);
    this.#at = nowMs;
    if (this.#tokens < count) return false;
    this.#tokens -= count;
    return true;
  }

  /** How long until `count` can be taken, ms. */
  waitMs(count: number): number {
    return Math.max(0, Math.ceil(((count - this.#tokens) * 1000) / this.#rate.perSecond));
  }
}
