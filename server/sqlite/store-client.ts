/** The main thread's end of the store: while one turn is under way it collects what is asked, and sends that as the next. */
import type { Worker } from 'node:worker_threads';
import { JournalError } from '../../rooms/journal-error.ts';
import type { Log } from '../../rooms/services.ts';
import { sizeOf } from './encode-entry.ts';
import { textOf } from './errors.ts';
import type { EncodedEntry, FromWorker, Read, ToWorker, TurnDone } from './messages.ts';
import { failAll, settleTurn } from './settle-turn.ts';
import { StoreCounter } from './store-stats.ts';
import type { StoreState, StoreStats } from './store-stats.ts';
import { TurnQueue } from './turn-queue.ts';
import type { Asked, AskedTurn, StoreLimits } from './turn-queue.ts';

export class StoreClient {
  readonly #worker: Worker;
  readonly #log: Log;
  readonly #queue: TurnQueue;
  readonly #counter: StoreCounter;
  readonly #ended = Promise.withResolvers<void>();
  #state: StoreState = 'open';
  #underWay: AskedTurn | null = null;
  #isWoken = false;

  /** `worker` has said that it is ready. */
  constructor(worker: Worker, limits: StoreLimits, log: Log) {
    this.#worker = worker;
    this.#log = log;
    this.#queue = new TurnQueue(limits);
    this.#counter = new StoreCounter(log);
    worker.on('message', (message: FromWorker) => this.#hear(message));
    worker.on('messageerror', (error) => this.#break(error));
    worker.on('error', (error) => this.#break(error));
    worker.on('exit', (code) => this.#onExit(code));
  }

  /** Resolves once the entry is on disk. */
  write(entry: EncodedEntry): Promise<void> {
    return new Promise((resolve, reject) => this.#ask({ kind: 'write', entry, size: sizeOf(entry), resolve, reject }));
  }

  /** Sees every write that was asked before it. */
  read(read: Read): Promise<string | null> {
    return new Promise((resolve, reject) => this.#ask({ kind: 'read', read, resolve, reject }));
  }

  /** Does what was asked so far, then ends the worker. */
  close(): Promise<void> {
    if (this.#state === 'open') {
      this.#state = 'closing';
      this.#wake();
    }
    return this.#ended.promise;
  }

  stats(): StoreStats {
    return { ...this.#counter.counts, state: this.#state, waiting: this.#queue.length };
  }

  #ask(asked: Asked): void {
    if (this.#state === 'broken') throw new JournalError('broken');
    if (this.#state !== 'open') throw new JournalError('closed');
    this.#queue.add(asked);
    this.#wake();
  }

  /** Sends the next turn when this thread is done with its present task, so that what is asked in one go shares a commit. */
  #wake(): void {
    if (this.#isWoken || this.#underWay) return;
    this.#isWoken = true;
    queueMicrotask(() => {
      this.#isWoken = false;
      this.#sendTurn();
    });
  }

  #sendTurn(): void {
    if (this.#state === 'broken') return;
    if (this.#queue.length > 0) {
      const turn = this.#queue.takeTurn();
      this.#underWay = turn;
      this.#post({
        kind: 'turn',
        entries: turn.writes.map(({ entry }) => entry),
        reads: turn.reads.map(({ read }) => read),
      });
    } else if (this.#state === 'closing') this.#post({ kind: 'close' });
  }

  #post(message: ToWorker): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    this.#worker.postMessage(message);
  }

  #hear(message: FromWorker): void {
    switch (message.kind) {
      case 'done':
        return this.#settle(message);
      case 'closed':
        this.#state = 'closed';
        return;
      case 'ready':
      case 'refused':
        return this.#break(new Error(`the worker said "${message.kind}" out of turn`));
    }
  }

  #settle(done: TurnDone): void {
    if (this.#underWay === null) return;
    const turn = this.#underWay;
    this.#underWay = null;
    this.#counter.count(turn.writes.length, done);
    settleTurn(turn, done);
    this.#wake();
  }

  #onExit(code: number): void {
    if (this.#state === 'closed') this.#ended.resolve();
    else this.#break(new Error(`its worker ended with code ${code}`));
  }

  /** Nothing is written from here on, and everybody who waits or asks is told. */
  #break(cause: unknown): void {
    if (this.#state === 'broken' || this.#state === 'closed') return;
    this.#state = 'broken';
    this.#log.error({ error: textOf(cause) }, 'the journal has broken; restart the server');
    const { writes, reads } = this.#underWay ?? { writes: [], reads: [] };
    failAll([...writes, ...reads, ...this.#queue.takeAll()], new JournalError('broken', textOf(cause)));
    this.#underWay = null;
    this.#ended.resolve();
    void this.#worker.terminate();
  }
}
