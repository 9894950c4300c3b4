/** Sends viewers what is their own, never more than so many at once: a crowd is told within a moment, not in one stall. */
import type { Clock } from '../services.ts';

/** At most this many in one go, and how long until the next. */
const perTurn = 500;
const turnMs = 50;

export class OwnQueue {
  readonly #clock: Pick<Clock, 'after'>;
  readonly #waiting = new Map<object, () => void>();
  #running = false;

  constructor(clock: Pick<Clock, 'after'>) {
    this.#clock = clock;
  }

  /** Asks for a viewer's own to be sent soon. `send` builds it when its turn comes; asked twice for one viewer, it is sent once. */
  add(viewer: object, send: () => void): void {
    this.#waiting.set(viewer, send);
    if (this.#running) return;
    this.#running = true;
    this.#clock.after(0, () => this.#turn());
  }

  /** Calls off what was asked for a viewer who has been told meanwhile. */
  remove(viewer: object): void {
    this.#waiting.delete(viewer);
  }

  #turn(): void {
    let sent = 0;
    for (const [viewer, send] of this.#waiting) {
      if (sent++ === perTurn) break;
      this.#waiting.delete(viewer);
      send();
    }
    this.#running = this.#waiting.size > 0;
    if (this.#running) this.#clock.after(turnMs, () => this.#turn());
  }
}
