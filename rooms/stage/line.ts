/** Lets one asynchronous job in at a time, in the order they came. Whoever finds nobody before them begins at once. */
export class Line {
  #last: Promise<unknown> = Promise.resolve();
  #inside = 0;

  /** The job's own outcome; a job that fails does not hold up the next. */
  run<T>(job: () => Promise<T>): Promise<T> {
    const turn = this.#inside++ === 0 ? job() : this.#last.then(job);
    const done = turn.finally(() => this.#inside--);
    this.#last = done.catch(() => {});
    return done;
  }

  /** Resolves when nobody is inside. */
  async idle(): Promise<void> {
    while (this.#inside > 0) await this.#last;
  }
}
