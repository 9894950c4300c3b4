/** Ends what has a deadline in two steps: at the deadline shards are asked for their last word, and get a second to say it. */
import type { Clock } from '../services.ts';

/** How long the stage waits for what is missing at an end, and how often it asks for it meanwhile. */
const finalsWithinMs = 1000;
const askAgainMs = 100;

/** What is to end: a round's phase, a ballot's period. */
export interface Deadline {
  /** Tells it apart from whatever else ends at the same time. */
  what: string;
  /** Server time, epoch ms. */
  endsAt: number;
}

interface Watched<D extends Deadline> {
  /** What ends next, if anything does. */
  deadline(): D | null;
  /** Who has not said their last word on it. */
  missing(deadline: D): readonly number[];
  /** Asks the shards for their snapshots. */
  pull(): void;
  /** It is over; those `missing` did not answer. Whoever declines is asked again. */
  end(deadline: D, missing: readonly number[]): void;
}

export class EndClock<D extends Deadline> {
  readonly #clock: Clock;
  readonly #watched: Watched<D>;
  #cancel: (() => void) | null = null;
  /** The deadline that shards were first asked about, and when: monotonic ms. */
  #asked: { deadline: string; atMs: number } | null = null;
  /** The deadline that had passed when it was last resumed. */
  #passed: string | null = null;
  /** The end could not be written: until the timer looks again, nobody else does. */
  #resting = false;

  constructor(clock: Clock, watched: Watched<D>) {
    this.#clock = clock;
    this.#watched = watched;
  }

  /** Follows the deadline, whatever it is now. */
  arm(): void {
    this.stop();
    const deadline = this.#watched.deadline();
    if (!deadline) return;
    const leftMs = deadline.endsAt - this.#clock.now();
    this.#wait(leftMs > 0 ? leftMs : this.#untilAskedAgainMs(deadline));
  }

  /**
   * Follows the deadline again after a job. One that had passed after the job before, too, is looked at now: with jobs
   * in a row, a timer might never find its moment.
   */
  resume(): void {
    const deadline = this.#overdue();
    const passed = deadline && nameOf(deadline);
    if (passed && passed === this.#passed) this.#look();
    this.#passed = passed;
    this.arm();
  }

  /** Ends it if its time is up and nobody's last word is missing. */
  check(): void {
    const deadline = this.#overdue();
    if (deadline && !this.#resting && this.#watched.missing(deadline).length === 0) this.#watched.end(deadline, []);
  }

  /** Looks again after a while: the end could not be written. Asked again meanwhile, it is no later for that. */
  retry(inMs: number): void {
    if (this.#resting) return;
    this.stop();
    this.#resting = true;
    this.#wait(inMs);
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.#resting = false;
  }

  #wait(ms: number): void {
    this.#cancel = this.#clock.after(ms, () => {
      this.#resting = false;
      this.#look();
      this.arm();
    });
  }

  #look(): void {
    this.#watched.pull();
    this.#giveUp();
  }

  #untilAskedAgainMs(deadline: D): number {
    if (this.#asked?.deadline !== nameOf(deadline)) return 0;
    const leftMs = this.#asked.atMs + finalsWithinMs - this.#clock.monotonic();
    return leftMs > 0 ? Math.min(askAgainMs, leftMs) : askAgainMs;
  }

  /** Ends it without those who have not answered within their time. */
  #giveUp(): void {
    const deadline = this.#overdue();
    if (!deadline) return;
    const name = nameOf(deadline);
    const nowMs = this.#clock.monotonic();
    // Counted from the first question, not from the deadline: nobody was asked while the stage was away.
    if (this.#asked?.deadline !== name) this.#asked = { deadline: name, atMs: nowMs };
    const missing = this.#watched.missing(deadline);
    if (missing.length === 0 || nowMs - this.#asked.atMs >= finalsWithinMs) this.#watched.end(deadline, missing);
  }

  /** What should have ended, if it did not. */
  #overdue(): D | null {
    const deadline = this.#watched.deadline();
    return deadline && this.#clock.now() >= deadline.endsAt ? deadline : null;
  }
}

function nameOf({ what, endsAt }: Deadline): string {
  return `${what} ${endsAt}`;
}
