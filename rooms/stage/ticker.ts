/** The leading-edge tick: after quiet the first change leaves at once, then at most one tick per interval. */
import type { Clock } from '../services.ts';

export class Ticker {
  readonly #clock: Pick<Clock, 'monotonic' | 'after'>;
  readonly #intervalMs: () => number;
  readonly #tick: () => 'ticked' | 'not-now';
  #last = Number.NEGATIVE_INFINITY;
  #cancel: (() => void) | null = null;
  /** A tick was due and could not be. */
  #missed = false;

  /** A tick that says `not-now` does not count: the next one need not wait for it. */
  constructor(clock: Pick<Clock, 'monotonic' | 'after'>, intervalMs: () => number, tick: () => 'ticked' | 'not-now') {
    this.#clock = clock;
    this.#intervalMs = intervalMs;
    this.#tick = tick;
  }

  /** Something changed: it leaves with the next tick. What changes in the same turn of the loop leaves together. */
  touch(): void {
    if (this.#cancel) return;
    const waitMs = Math.max(0, this.#last + this.#intervalMs() - this.#clock.monotonic());
    this.#cancel = this.#clock.after(waitMs, () => {
      this.#cancel = null;
      this.#run();
    });
  }

  /** What held ticks up is over, if only for now: a tick that was missed happens at once, any other when it is due. */
  resume(): void {
    if (!this.#missed) return this.touch();
    this.stop();
    this.#run();
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = null;
  }

  #run(): void {
    const atMs = this.#clock.monotonic();
    this.#missed = this.#tick() === 'not-now';
    if (!this.#missed) this.#last = atMs;
  }
}
