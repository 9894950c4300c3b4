/** Ends phases in two steps: at the deadline shards are asked for their last word, and get a second to say it. */
import type { Clock } from '../services.ts';
import type { RoundCore } from './core-state.ts';

/** How long the stage waits for the final snapshots of a phase. */
const finalsWithinMs = 1000;

interface Watched {
  /** The running round, if any. */
  round(): RoundCore | null;
  /** The shards that have not said their last word on its phase. */
  missing(round: RoundCore): number[];
  /** Asks the shards for their snapshots. */
  pull(): void;
  /** The phase is over; `missing` shards did not answer. */
  end(missing: readonly number[]): void;
}

export class PhaseClock {
  readonly #clock: Clock;
  readonly #watched: Watched;
  #cancel: (() => void) | null = null;

  constructor(clock: Clock, watched: Watched) {
    this.#clock = clock;
    this.#watched = watched;
  }

  /** Follows the running phase's deadline, whatever it is now. */
  arm(): void {
    this.stop();
    const round = this.#watched.round();
    if (!round) return;
    const now = this.#clock.now();
    const dueAt = now < round.endsAt ? round.endsAt : round.endsAt + finalsWithinMs;
    this.#cancel = this.#clock.after(Math.max(dueAt - now, 1), () => {
      this.#watched.pull();
      this.check();
      this.arm();
    });
  }

  /** Ends the phase if its time is up and nobody is waited for any more. */
  check(): void {
    const round = this.#watched.round();
    const now = this.#clock.now();
    if (!round || now < round.endsAt) return;
    const missing = round.phase === 'soon' ? [] : this.#watched.missing(round);
    if (missing.length > 0 && now < round.endsAt + finalsWithinMs) return;
    this.#watched.end(missing);
  }

  /** Looks again after a while: the end of a phase could not be written. */
  retry(inMs: number): void {
    this.stop();
    this.#cancel = this.#clock.after(inMs, () => {
      this.check();
      this.arm();
    });
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = null;
  }
}
