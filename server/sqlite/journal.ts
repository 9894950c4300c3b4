/** The embedded journal: one SQLite file in the data folder, written by a worker thread in group commits. */
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Metrics } from '../../rooms/metrics.ts';
import type { Journal, Log } from '../../rooms/services.ts';
import { encodeEntry } from './encode-entry.ts';
import { StoreUnusableError, openError, textOf } from './errors.ts';
import type { FromWorker, Read, StoreData } from './messages.ts';
import { StoreClient } from './store-client.ts';
import type { StoreStats } from './store-stats.ts';
import { defaultLimits } from './turn-queue.ts';
import type { StoreLimits } from './turn-queue.ts';

export interface SqliteJournalOptions {
  /** The data folder; made when it is missing. The file in it is `drumroll.sqlite`. */
  dir: string;
  log: Log;
  /** Is told how long each write took, from the call to the disk. */
  metrics?: Pick<Metrics, 'observe'>;
  limits?: Partial<StoreLimits>;
  /** Starts the thread that serves the store; tests start theirs, with faults built in. */
  startWorker?: (data: StoreData) => Worker;
}

export interface SqliteJournal extends Journal {
  stats(): StoreStats;
}

/** Opens the folder's journal; a `StoreError` says why it cannot be, and what to do. */
export async function openSqliteJournal(options: SqliteJournalOptions): Promise<SqliteJournal> {
  const { dir, log, metrics, limits, startWorker = startStoreWorker } = options;
  const file = join(dir, 'drumroll.sqlite');
  const worker = startWorker({ file });
  const schema = await untilReady(worker, file);
  log.info({ file, schema }, 'journal opened');
  return makeJournal(new StoreClient(worker, { ...defaultLimits, ...limits }, log), metrics);
}

function startStoreWorker(workerData: StoreData): Worker {
  // Not the process's own flags: a thread refuses those that are for whole processes, such as heap sizes.
  const execArgv = ['--disable-warning=ExperimentalWarning'];
  return new Worker(new URL('./store-worker.ts', import.meta.url), { workerData, execArgv, name: 'store' });
}

function untilReady(worker: Worker, file: string): Promise<number> {
  return new Promise((resolve, reject) => {
    worker.once('error', (error) => reject(new StoreUnusableError(file, textOf(error))));
    worker.once('exit', (code) => reject(new StoreUnusableError(file, `its worker ended with code ${code}`)));
    worker.once('message', (message: FromWorker) => {
      if (message.kind === 'ready') resolve(message.schema);
      if (message.kind === 'refused') reject(openError(file, message.trouble, message.detail));
    });
  });
}

function makeJournal(store: StoreClient, metrics?: Pick<Metrics, 'observe'>): SqliteJournal {
  const read = async <Found>(asked: Read): Promise<Found> => JSON.parse((await store.read(asked)) ?? 'null') as Found;
  return {
    async commit(entry) {
      const askedAt = performance.now();
      await store.write(encodeEntry(entry));
      metrics?.observe('drumroll_commit_duration_seconds', (performance.now() - askedAt) / 1000);
    },
    shows: () => read({ kind: 'shows' }),
    command: (show, id) => read({ kind: 'command', show, id }),
    shard: (show, round, shard) => read({ kind: 'shard', show, round, shard }),
    records: (show, round) => read({ kind: 'records', show, round }),
    audit: (show, { limit, before = null }) => read({ kind: 'audit', show, limit, before }),
    receipt: (show, of, id) => read({ kind: 'receipt', show, of, id }),
    receipts: (show, of, limit) => read({ kind: 'receipts', show, of, limit }),
    facts: (show, limit) => read({ kind: 'facts', show, limit }),
    events: (after, limit) => read({ kind: 'events', after, limit }),
    close: () => store.close(),
    stats: () => store.stats(),
  };
}
