/** Ends phases in two steps: at the deadline shards are asked for their last word, and get a second to say it. */
import type { Clock } from '../services.ts';
import type { RoundCore } from './core-state.ts';

/** How long the stage waits for the final snapshots of a phase, and how often it asks for them meanwhile. */
const finalsWithinMs = 1000;
const askAgainMs = 100;

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
  /** The deadline that shards were first asked about, and when: monotonic ms. */
  #asked: { deadline: string; atMs: number } | null = null;
  /** The deadline that had passed when it was last resumed. */
  #passed: string | null = null;
  /** The end could not be written: until the timer looks again, nobody else does. */
  #resting = false;

  constructor(clock: Clock, watched: Watched) {
    this.#clock = clock;
    this.#watched = watched;
  }

  /** Follows the running phase's deadline, whatever it is now. */
  arm(): void {
    this.stop();
    const round = this.#watched.round();
    if (!round) return;
    const leftMs = round.endsAt - this.#clock.now();
    this.#wait(leftMs > 0 ? leftMs : this.#untilAskedAgainMs(round));
  }

  /**
   * Follows the deadline again after a job. One that had passed after the job before, too, is looked at now: with jobs
   * in a row, a timer might never find its moment.
   */
  resume(): void {
    const round = this.#overdue();
    const passed = round && deadlineOf(round);
    if (passed && passed === this.#passed) this.#look();
    this.#passed = passed;
    this.arm();
  }

  /** Ends the phase if its time is up and every shard has said its last word. */
  check(): void {
    const round = this.#overdue();
    if (round && !this.#resting && this.#missing(round).length === 0) this.#watched.end([]);
  }

  /** Looks again after a while: the end of a phase could not be written. */
  retry(inMs: number): void {
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

  #untilAskedAgainMs(round: RoundCore): number {
    if (this.#asked?.deadline !== deadlineOf(round)) return 0;
    return Math.min(askAgainMs, this.#asked.atMs + finalsWithinMs - this.#clock.monotonic());
  }

  /** Ends the phase without those who have not answered within their time. */
  #giveUp(): void {
    const round = this.#overdue();
    if (!round) return;
    const deadline = deadlineOf(round);
    const nowMs = this.#clock.monotonic();
    // Counted from the first question, not from the deadline: nobody was asked while the stage was away.
    if (this.#asked?.deadline !== deadline) this.#asked = { deadline, atMs: nowMs };
    const missing = this.#missing(round);
    if (missing.length === 0 || nowMs - this.#asked.atMs >= finalsWithinMs) this.#watched.end(missing);
  }

  /** The running round, if its phase should have ended. */
  #overdue(): RoundCore | null {
    const round = this.#watched.round();
    return round && this.#clock.now() >= round.endsAt ? round : null;
  }

  #missing(round: RoundCore): number[] {
    return round.phase === 'soon' ? [] : this.#watched.missing(round);
  }
}

function deadlineOf({ id, step, endsAt }: RoundCore): string {
  return `${id} ${step} ${endsAt}`;
}
