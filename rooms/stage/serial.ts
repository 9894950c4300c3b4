/** Runs one asynchronous job at a time, in the order they were given. */
export class Serial {
  readonly #onIdle: () => void;
  #last: Promise<unknown> = Promise.resolve();
  #open = 0;

  /** `onIdle` is called whenever the last job under way has ended. */
  constructor(onIdle: () => void) {
    this.#onIdle = onIdle;
  }

  get busy(): boolean {
    return this.#open > 0;
  }

  /** The job's own outcome; a job that fails does not hold up the next. */
  run<T>(job: () => Promise<T>): Promise<T> {
    this.#open++;
    const done = this.#last.then(job).finally(() => {
      this.#open--;
      if (this.#open === 0) this.#onIdle();
    });
    this.#last = done.catch(() => {});
    return done;
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    while (this.busy) await this.#last;
  }
}
