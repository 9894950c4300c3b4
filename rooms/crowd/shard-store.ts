/** Makes one shard's part of a round durable: at once for what is answered, in batches for what is not. */
import type { RoundId, ShowId } from '../../shared/ids.ts';
import { report } from '../guard.ts';
import { mayPass } from '../journal-error.ts';
import type { Fact, JournalEntry, StoredShard } from '../journal.ts';
import type { Services } from '../services.ts';
import type { EdgeRound } from './edge-round.ts';

/** Answered inputs wait this long for company; unanswered ones this long. */
const answeredMs = 5;
const unansweredMs = 250;
/** What failed to be read or written is tried again after this long. */
const retryMs = 250;

export class ShardStore {
  readonly #services: Pick<Services, 'clock' | 'journal' | 'log' | 'metrics'>;
  readonly #place: { show: ShowId; shard: number };
  readonly #onUnwritable: (round: EdgeRound, error: unknown) => void;
  /** Rounds that may hold something that is not yet durable. */
  readonly #changed = new Set<EdgeRound>();
  #facts: Fact[] = [];
  #waiting: { round: EdgeRound; resolve: (written: boolean) => void }[] = [];
  #timer: { dueMs: number; cancel: () => void } | null = null;
  readonly #writing = new Set<Promise<unknown>>();
  #restoring: RoundId | null = null;

  /** `onUnwritable` is told of a round that can never be written: it is not tried again. */
  constructor(
    services: Pick<Services, 'clock' | 'journal' | 'log' | 'metrics'>,
    place: { show: ShowId; shard: number },
    onUnwritable: (round: EdgeRound, error: unknown) => void,
  ) {
    this.#services = services;
    this.#place = place;
    this.#onUnwritable = onUnwritable;
  }

  /** The round that is being read, if any. */
  get restoring(): RoundId | null {
    return this.#restoring;
  }

  /** Keeps something that happened; it is written with the next batch. */
  fact(fact: Fact): void {
    this.#facts.push(fact);
    this.#arm(unansweredMs);
  }

  /** Writes what has changed within a moment. */
  soon(round: EdgeRound): void {
    this.#changed.add(round);
    this.#arm(unansweredMs);
  }

  /** Resolves when all that has changed so far is durable; false when it could not be written. */
  durable(round: EdgeRound): Promise<boolean> {
    return new Promise((resolve) => {
      this.#waiting.push({ round, resolve });
      this.#changed.add(round);
      this.#arm(answeredMs);
    });
  }

  /** Hands what has changed to the journal at once. */
  now(round?: EdgeRound): void {
    this.#timer?.cancel();
    this.#timer = null;
    if (round) this.#changed.add(round);
    const rounds = [...this.#changed].filter((changed) => changed.dirty);
    this.#changed.clear();
    const waiting = this.#waiting;
    this.#waiting = [];
    const facts = this.#writeFacts();
    const parts = new Map(rounds.map((changed) => [changed, this.#writeRound(changed)]));
    // What is not dirty is durable.
    for (const one of waiting) void (parts.get(one.round) ?? Promise.resolve(true)).then(one.resolve);
    const written = Promise.all([...parts.values(), facts]);
    this.#writing.add(written);
    void written.then(() => this.#writing.delete(written));
  }

  async #writeRound(round: EdgeRound): Promise<boolean> {
    const { state, records, saved } = round.unsaved();
    const failed = await this.#write({ shard: { part: round.phase.round, shard: this.#place.shard, state, records } });
    if (!failed) saved();
    else if (mayPass(failed.error)) this.#tryAgain(() => this.#changed.add(round));
    else this.#onUnwritable(round, failed.error);
    return !failed;
  }

  async #writeFacts(): Promise<void> {
    const facts = this.#facts;
    this.#facts = [];
    if (facts.length === 0) return;
    const failed = await this.#write({ facts });
    if (failed) this.#tryAgain(() => this.#facts.unshift(...facts));
  }

  /** Null when it is durable. */
  async #write(entry: Omit<JournalEntry, 'show'>): Promise<{ error: unknown } | null> {
    try {
      await this.#services.journal.commit({ show: this.#place.show, ...entry });
      return null;
    } catch (error) {
      report(this.#services, 'journal', error);
      return { error };
    }
  }

  /** What could not be written goes with the next batch. */
  #tryAgain(putBack: () => void): void {
    putBack();
    this.#arm(retryMs);
  }

  /** Reads what was stored of a round, however often it takes. */
  restore(round: RoundId, use: (stored: StoredShard | null) => void): void {
    this.#restoring = round;
    this.#services.journal.shard(this.#place.show, round, this.#place.shard).then(
      (stored) => {
        this.#restoring = null;
        use(stored);
      },
      (error: unknown) => {
        report(this.#services, 'journal', error);
        this.#services.clock.after(retryMs, () => this.restore(round, use));
      },
    );
  }

  /** Resolves when nothing is being written. */
  async idle(): Promise<void> {
    this.now();
    await Promise.all(this.#writing);
  }

  #arm(inMs: number): void {
    const dueMs = this.#services.clock.monotonic() + inMs;
    if (this.#timer && this.#timer.dueMs <= dueMs) return;
    this.#timer?.cancel();
    this.#timer = { dueMs, cancel: this.#services.clock.after(inMs, () => this.now()) };
  }
}
