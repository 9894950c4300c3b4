/** What waits for the next turn, in the order of the calls; bounded, because a slow disk must not fill the memory. */
import type { Fail } from './store-kind.ts';

/** Sizes are in characters of JSON. */
export interface StoreLimits {
  /** The largest entry. */
  entrySize: number;
  /** All that may wait for the disk. */
  queueSize: number;
  /** The most entries in one transaction. */
  batchEntries: number;
  /** A transaction takes no further entry once it holds this much. */
  batchSize: number;
}

interface Promised<Value> {
  resolve: (value: Value) => void;
  reject: (error: Error) => void;
}

type AskedWrite<Entry, Result> = Promised<Result> & { kind: 'write'; entry: Entry; size: number };
type AskedRead<Read> = Promised<string | null> & { kind: 'read'; read: Read };
export type Asked<Entry, Read, Result> = AskedWrite<Entry, Result> | AskedRead<Read>;

/** What is answered together. */
export interface AskedTurn<Entry, Read, Result> {
  writes: AskedWrite<Entry, Result>[];
  reads: AskedRead<Read>[];
}

export class TurnQueue<Entry, Read, Result> {
  readonly #limits: StoreLimits;
  readonly #fail: Fail;
  #waiting: Asked<Entry, Read, Result>[] = [];
  #size = 0;

  constructor(limits: StoreLimits, fail: Fail) {
    this.#limits = limits;
    this.#fail = fail;
  }

  get length(): number {
    return this.#waiting.length;
  }

  /** Throws `too-large` or `behind` when the entry cannot be taken. */
  add(asked: Asked<Entry, Read, Result>): void {
    if (asked.kind === 'write') {
      const { entrySize, queueSize } = this.#limits;
      if (asked.size > entrySize) throw this.#fail('too-large', `${asked.size} characters, the limit is ${entrySize}`);
      if (this.#size + asked.size > queueSize) throw this.#fail('behind', `${this.#waiting.length} calls are waiting`);
      this.#size += asked.size;
    }
    this.#waiting.push(asked);
  }

  /** Takes what fits in one turn. A read goes along once all that was asked before it does. */
  takeTurn(): AskedTurn<Entry, Read, Result> {
    const { batchEntries, batchSize } = this.#limits;
    const turn: AskedTurn<Entry, Read, Result> = { writes: [], reads: [] };
    let size = 0;
    for (const asked of this.#waiting) {
      if (asked.kind === 'read') turn.reads.push(asked);
      else {
        if (turn.writes.length >= batchEntries || size >= batchSize) break;
        turn.writes.push(asked);
        size += asked.size;
      }
    }
    this.#waiting.splice(0, turn.writes.length + turn.reads.length);
    this.#size -= size;
    return turn;
  }

  takeAll(): Asked<Entry, Read, Result>[] {
    this.#size = 0;
    return this.#waiting.splice(0);
  }
}
