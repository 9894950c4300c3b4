/** The server's end of a store: while one turn is under way it collects what is asked, and sends that as the next. */
import type { Worker } from 'node:worker_threads';
import type { Log } from '../../rooms/services.ts';
import { textOf } from './errors.ts';
import { failAll, settleTurn } from './settle-turn.ts';
import type { StoreKind } from './store-kind.ts';
import { StoreCounter } from './store-stats.ts';
import type { StoreState, StoreStats } from './store-stats.ts';
import { TurnQueue } from './turn-queue.ts';
import type { Asked, AskedTurn, StoreLimits } from './turn-queue.ts';
import type { FromStore, ToStore, TurnDone } from './turns.ts';

export class StoreClient<Entry, Read, Written, Result> {
  readonly #worker: Worker;
  readonly #kind: StoreKind<Entry, Written, Result>;
  readonly #log: Log;
  readonly #queue: TurnQueue<Entry, Read, Result>;
  readonly #counter: StoreCounter;
  readonly #ended = Promise.withResolvers<void>();
  #state: StoreState = 'open';
  #underWay: AskedTurn<Entry, Read, Result> | null = null;
  #isWoken = false;

  /** `worker` has said that it is ready. */
  constructor(worker: Worker, kind: StoreKind<Entry, Written, Result>, { limits, log }: { limits: StoreLimits; log: Log }) {
    this.#worker = worker;
    this.#kind = kind;
    this.#log = log;
    this.#queue = new TurnQueue(limits, kind.fail);
    this.#counter = new StoreCounter(kind.name, log);
    worker.on('message', (message: FromStore<Written>) => this.#hear(message));
    worker.on('messageerror', (error) => this.#break(error));
    worker.on('error', (error) => this.#break(error));
    worker.on('exit', (code) => this.#onExit(code));
  }

  /** Resolves once the entry is on disk. */
  write(entry: Entry): Promise<Result> {
    const size = this.#kind.sizeOf(entry);
    return new Promise((resolve, reject) => this.#ask({ kind: 'write', entry, size, resolve, reject }));
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

  #ask(asked: Asked<Entry, Read, Result>): void {
    if (this.#state === 'broken') throw this.#kind.fail('broken');
    if (this.#state !== 'open') throw this.#kind.fail('closed');
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

  #post(message: ToStore<Entry, Read>): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    this.#worker.postMessage(message);
  }

  #hear(message: FromStore<Written>): void {
    switch (message.kind) {
      case 'done':
        try {
          return this.#settle(message);
        } catch (error) {
          return this.#break(error);
        }
      case 'closed':
        this.#state = 'closed';
        return;
      case 'ready':
      case 'refused':
        return this.#break(new Error(`the worker said "${message.kind}" out of turn`));
    }
  }

  #settle(done: TurnDone<Written>): void {
    if (this.#underWay === null) return;
    const turn = this.#underWay;
    const results = this.#kind.take(done.written);
    this.#underWay = null;
    this.#counter.count(turn.writes.length, done);
    settleTurn(turn, done, { results, fail: this.#kind.fail });
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
    this.#log.error({ error: textOf(cause) }, `the ${this.#kind.name} has broken; restart the server`);
    const { writes, reads } = this.#underWay ?? { writes: [], reads: [] };
    failAll([...writes, ...reads, ...this.#queue.takeAll()], this.#kind.fail('broken', textOf(cause)));
    this.#underWay = null;
    this.#ended.resolve();
    void this.#worker.terminate();
  }
}
