/** Samples heads and likes once a second: shown more often, they would cost every viewer a patch. */
import type { Clock } from '../services.ts';
import type { Sampled } from './project.ts';

const sampleMs = 1000;

export class Sampler {
  readonly #clock: Pick<Clock, 'after'>;
  readonly #look: () => Sampled;
  readonly #onMoved: () => void;
  #now: Sampled = { viewers: 0, likes: 0 };
  #cancel: (() => void) | null = null;

  constructor(clock: Pick<Clock, 'after'>, look: () => Sampled, onMoved: () => void) {
    this.#clock = clock;
    this.#look = look;
    this.#onMoved = onMoved;
  }

  /** As they were when they were last looked at. */
  get now(): Sampled {
    return this.#now;
  }

  /** Looks once a second from now on. */
  begin(): void {
    this.#cancel = this.#clock.after(sampleMs, () => {
      const { viewers, likes } = this.#now;
      this.#now = this.#look();
      if (this.#now.viewers !== viewers || this.#now.likes !== likes) this.#onMoved();
      this.begin();
    });
  }

  stop(): void {
    this.#cancel?.();
  }
}
