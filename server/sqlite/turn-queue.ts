/** What waits for the next turn, in the order of the calls; bounded, because a slow disk must not fill the memory. */
import { JournalError } from '../../rooms/journal-error.ts';
import type { EncodedEntry, Read } from './messages.ts';

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

const mebi = 1024 * 1024;

/** The largest entry is a draw's receipt, which names everybody who took part. */
export const defaultLimits: StoreLimits = {
  entrySize: 64 * mebi,
  queueSize: 256 * mebi,
  batchEntries: 1024,
  batchSize: 8 * mebi,
};

interface Promised<Value> {
  resolve: (value: Value) => void;
  reject: (error: Error) => void;
}

type AskedWrite = Promised<void> & { kind: 'write'; entry: EncodedEntry; size: number };
export type AskedRead = Promised<string | null> & { kind: 'read'; read: Read };
export type Asked = AskedWrite | AskedRead;

/** What is answered together. */
export interface AskedTurn {
  writes: AskedWrite[];
  reads: AskedRead[];
}

export class TurnQueue {
  readonly #limits: StoreLimits;
  #waiting: Asked[] = [];
  #size = 0;

  constructor(limits: StoreLimits) {
    this.#limits = limits;
  }

  get length(): number {
    return this.#waiting.length;
  }

  /** Throws `too-large` or `behind` when the entry cannot be taken. */
  add(asked: Asked): void {
    if (asked.kind === 'write') {
      const { entrySize, queueSize } = this.#limits;
      if (asked.size > entrySize) throw new JournalError('too-large', `${asked.size} characters, the limit is ${entrySize}`);
      if (this.#size + asked.size > queueSize) throw new JournalError('behind', `${this.#waiting.length} calls are waiting`);
      this.#size += asked.size;
    }
    this.#waiting.push(asked);
  }

  /** Takes what fits in one turn. A read goes along once all that was asked before it does. */
  takeTurn(): AskedTurn {
    const { batchEntries, batchSize } = this.#limits;
    const turn: AskedTurn = { writes: [], reads: [] };
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

  takeAll(): Asked[] {
    this.#size = 0;
    return this.#waiting.splice(0);
  }
}
