/** Makes one shard's part of a round durable: at once for what is answered, in batches for what is not. */
import type { RoundId, ShowId } from '../../shared/ids.ts';
import { report } from '../guard.ts';
import type { Fact, Services, StoredShard } from '../services.ts';
import type { EdgeRound } from './edge-round.ts';

/** Answered inputs wait this long for company; unanswered ones this long. */
const answeredMs = 5;
const unansweredMs = 250;
/** A failed read of the stored part is tried again after this long. */
const retryMs = 250;

export class ShardStore {
  readonly #services: Pick<Services, 'clock' | 'journal' | 'log' | 'metrics'>;
  readonly #show: ShowId;
  readonly #shard: number;
  #facts: Fact[] = [];
  #waiting: ((written: boolean) => void)[] = [];
  #timer: { dueMs: number; cancel: () => void } | null = null;
  #writing = new Set<Promise<boolean>>();
  #restoring: RoundId | null = null;

  constructor(services: Pick<Services, 'clock' | 'journal' | 'log' | 'metrics'>, show: ShowId, shard: number) {
    this.#services = services;
    this.#show = show;
    this.#shard = shard;
  }

  /** The round that is being read, if any. */
  get restoring(): RoundId | null {
    return this.#restoring;
  }

  /** Keeps something that happened; it is written with the next batch. */
  fact(fact: Fact): void {
    this.#facts.push(fact);
    this.#arm(null, unansweredMs);
  }

  /** Writes what has changed within a moment. */
  soon(round: EdgeRound): void {
    this.#arm(round, unansweredMs);
  }

  /** Resolves when all that has changed so far is durable; false when it could not be written. */
  durable(round: EdgeRound): Promise<boolean> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#arm(round, answeredMs);
    });
  }

  /** Hands what has changed to the journal at once. */
  now(round: EdgeRound | null): void {
    this.#timer?.cancel();
    this.#timer = null;
    const waiting = this.#waiting;
    this.#waiting = [];
    const facts = this.#facts;
    this.#facts = [];
    const part = round?.dirty ? round.takeDirty() : null;
    if (!part && facts.length === 0 && waiting.length === 0) return;
    const shard =
      part && round ? { shard: { round: round.phase.round, shard: this.#shard, state: part.state, records: part.records } } : {};
    const written = this.#services.journal.commit({ show: this.#show, ...shard, ...(facts.length > 0 ? { facts } : {}) }).then(
      () => true,
      (error: unknown) => {
        report(this.#services, 'journal', error);
        part?.undo();
        this.#facts.unshift(...facts);
        return false;
      },
    );
    this.#writing.add(written);
    void written.then((done) => {
      this.#writing.delete(written);
      for (const resolve of waiting) resolve(done);
    });
  }

  /** Reads what was stored of a round, however often it takes. */
  restore(round: RoundId, use: (stored: StoredShard | null) => void): void {
    this.#restoring = round;
    this.#services.journal.shard(this.#show, round, this.#shard).then(
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
    this.now(null);
    await Promise.all(this.#writing);
  }

  /** What the timer writes: the round of the newest call, which is the shard's only one. */
  #round: EdgeRound | null = null;
  #arm(round: EdgeRound | null, inMs: number): void {
    if (round) this.#round = round;
    const dueMs = this.#services.clock.monotonic() + inMs;
    if (this.#timer && this.#timer.dueMs <= dueMs) return;
    this.#timer?.cancel();
    this.#timer = { dueMs, cancel: this.#services.clock.after(inMs, () => this.now(this.#round)) };
  }
}
