/** Runs one asynchronous job at a time, in the order they were given, with a moment between any two. */
export class Serial {
  readonly #between: () => void;
  #last: Promise<unknown> = Promise.resolve();
  #open = 0;
  #pausing = false;

  /** `between` is called whenever a job has ended, before the next one begins: jobs without end hold nothing else up. */
  constructor(between: () => void) {
    this.#between = between;
  }

  /** Whether a job is under way or about to be; not so while `between` is called. */
  get busy(): boolean {
    return this.#open > 0 && !this.#pausing;
  }

  /** The job's own outcome; a job that fails does not hold up the next. */
  run<T>(job: () => Promise<T>): Promise<T> {
    this.#open++;
    const done = this.#last.then(job).finally(() => this.#pause());
    this.#last = done.catch(() => {});
    return done;
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    while (this.#open > 0) await this.#last;
  }

  #pause(): void {
    this.#open--;
    this.#pausing = true;
    try {
      this.#between();
    } finally {
      this.#pausing = false;
    }
  }
}
