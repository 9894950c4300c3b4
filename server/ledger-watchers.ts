/** Those who watch a ledger: each is told of every line, whatever happens to the others. */
import type { Log } from '../rooms/services.ts';
import type { LedgerLine } from '../shared/sale/index.ts';

type Listener = (lines: readonly LedgerLine[]) => void;

export class LedgerWatchers {
  readonly #log: Pick<Log, 'error'>;
  readonly #listeners = new Set<Listener>();

  constructor(log: Pick<Log, 'error'>) {
    this.#log = log;
  }

  get isEmpty(): boolean {
    return this.#listeners.size === 0;
  }

  /** Returns the end of it. */
  add(listener: Listener): () => void {
    // A listener of its own, so that the same function may watch twice.
    const own: Listener = (lines) => listener(lines);
    this.#listeners.add(own);
    return () => this.#listeners.delete(own);
  }

  tell(lines: readonly LedgerLine[]): void {
    const now = [...this.#listeners];
    for (const listener of now) {
      try {
        listener(lines);
      } catch (error) {
        // What is written is written: nobody's fault keeps the others, and the askers, from hearing of it.
        this.#log.error({ err: error }, 'a watcher of the ledger threw');
      }
    }
  }
}
