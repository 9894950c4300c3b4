/** How long a rival has not been heard of. */
import type { Clock } from '../services.ts';

/** Between two looks no more than this counts: time in which this process stood still is not held against the other. */
const stallMs = 2000;

export class RivalSilence {
  readonly #clock: Pick<Clock, 'monotonic'>;
  #silentMs = 0;
  #lookedMs: number;

  constructor(clock: Pick<Clock, 'monotonic'>) {
    this.#clock = clock;
    this.#lookedMs = clock.monotonic();
  }

  heard(): void {
    this.#silentMs = 0;
    this.#lookedMs = this.#clock.monotonic();
  }

  /** The length of the silence; look at least every second. */
  lookMs(): number {
    const nowMs = this.#clock.monotonic();
    this.#silentMs += Math.min(stallMs, nowMs - this.#lookedMs);
    this.#lookedMs = nowMs;
    return this.#silentMs;
  }
}
