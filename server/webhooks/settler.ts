/** Writes down what came of attempts, many at a time, and holds on to what could not be written. */
import type { Clock, Log } from '../../rooms/services.ts';
import type { Outcome, WebhookStore } from '../../rooms/webhooks.ts';

interface Unsettled {
  outcome: Outcome;
  resolve: () => void;
}

export class Settler {
  readonly #store: Pick<WebhookStore, 'settle'>;
  readonly #clock: Clock;
  readonly #log: Log;
  #waiting: Unsettled[] = [];
  #writing: Promise<void> | null = null;
  #isStuck = false;

  constructor(store: Pick<WebhookStore, 'settle'>, clock: Clock, log: Log) {
    this.#store = store;
    this.#clock = clock;
    this.#log = log;
  }

  /** Whether outcomes cannot be written right now: what is sent meanwhile might be sent for ever. */
  get isStuck(): boolean {
    return this.#isStuck;
  }

  /** Resolves once it is durable. */
  settle(outcome: Outcome): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push({ outcome, resolve });
      if (!this.#isStuck) void this.flush();
    });
  }

  /** Writes what waits. Resolves when it is written, or could not be. */
  flush(): Promise<void> {
    return (this.#writing ??= this.#writeAll().finally(() => {
      this.#writing = null;
    }));
  }

  async #writeAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      // All outcomes of one go share a write.
      await Promise.resolve();
      const batch = this.#waiting;
      this.#waiting = [];
      try {
        await this.#store.settle(
          batch.map(({ outcome }) => outcome),
          this.#clock.now(),
        );
      } catch (error) {
        this.#waiting = [...batch, ...this.#waiting];
        if (!this.#isStuck) this.#log.error({ err: error }, 'what came of webhooks cannot be written down for now');
        this.#isStuck = true;
        return;
      }
      this.#isStuck = false;
      for (const { resolve } of batch) resolve();
    }
  }
}
