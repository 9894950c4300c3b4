/** Counts what the store did, for the operator, and logs when it begins and ceases to fail. */
import type { Log } from '../../rooms/services.ts';
import type { TurnDone } from './turns.ts';

export interface StoreStats {
  state: StoreState;
  /** Since the start: entries on disk, entries that failed, and the transactions that carried them. */
  entries: number;
  failed: number;
  batches: number;
  largestBatch: number;
  lastCommitMs: number;
  /** Calls that wait for their turn right now. */
  waiting: number;
}

export type StoreState = 'open' | 'closing' | 'closed' | 'broken';
export type StoreCounts = Omit<StoreStats, 'state' | 'waiting'>;

export class StoreCounter {
  readonly #name: string;
  readonly #log: Log;
  #isAiling = false;
  #counts: StoreCounts = { entries: 0, failed: 0, batches: 0, largestBatch: 0, lastCommitMs: 0 };

  /** `name` is how the log speaks of the store. */
  constructor(name: string, log: Log) {
    this.#name = name;
    this.#log = log;
  }

  get counts(): StoreCounts {
    return this.#counts;
  }

  /** Takes the outcome of a turn that had `writes` entries. */
  count(writes: number, { failures, commitMs }: TurnDone<unknown>): void {
    const { entries, failed, batches, largestBatch } = this.#counts;
    this.#counts = { ...this.#counts, entries: entries + writes - failures.length, failed: failed + failures.length };
    // Nothing was to be written: that says nothing of the disk.
    if (commitMs === 0) return;
    this.#counts = {
      ...this.#counts,
      batches: batches + 1,
      largestBatch: Math.max(largestBatch, writes),
      lastCommitMs: commitMs,
    };
    this.#report(failures);
  }

  /** Logs the change from well to ailing and back, not each of a thousand failures a second. */
  #report(failures: TurnDone<unknown>['failures']): void {
    const [first] = failures;
    const isAiling = first !== undefined;
    if (isAiling === this.#isAiling) return;
    this.#isAiling = isAiling;
    if (isAiling) this.#log.error({ ...first.failure, entries: failures.length }, `${this.#name} entries fail`);
    else this.#log.info({}, `the ${this.#name} writes again`);
  }
}
