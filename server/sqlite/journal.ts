/** The embedded journal: one SQLite file in the data folder, written by a worker thread in group commits. */
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { JournalError } from '../../rooms/journal-error.ts';
import type { Metrics } from '../../rooms/metrics.ts';
import type { Journal } from '../../rooms/journal.ts';
import type { Log } from '../../rooms/services.ts';
import type { WebhookStore } from '../../rooms/webhooks.ts';
import { encodeEntry, sizeOf } from './encode-entry.ts';
import type { JournalRead, JournalWrite } from './messages.ts';
import { startStoreThread, untilReady } from './start-store.ts';
import { StoreClient } from './store-client.ts';
import type { StoreKind } from './store-kind.ts';
import type { StoreStats } from './store-stats.ts';
import type { StoreLimits } from './turn-queue.ts';
import type { StoreData } from './turns.ts';
import { webhooksIn } from './webhooks.ts';

const mebi = 1024 * 1024;

/** The largest entry is a draw's receipt, which names everybody who took part. */
const defaultLimits: StoreLimits = {
  entrySize: 64 * mebi,
  queueSize: 256 * mebi,
  batchEntries: 1024,
  batchSize: 8 * mebi,
};

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
  /** What the webhook relay keeps, in the same file; open as long as the journal is. */
  readonly webhooks: WebhookStore;
}

/** Opens the folder's journal; a `StoreError` says why it cannot be, and what to do. */
export async function openSqliteJournal(options: SqliteJournalOptions): Promise<SqliteJournal> {
  const { dir, log, metrics, limits, startWorker = startThread } = options;
  const file = join(dir, 'drumroll.sqlite');
  const worker = startWorker({ file });
  const schema = await untilReady(worker, file);
  log.info({ file, schema }, 'journal opened');
  return makeJournal(new StoreClient(worker, kind, { limits: { ...defaultLimits, ...limits }, log }), metrics);
}

const kind: StoreKind<JournalWrite, null, void> = {
  name: 'journal',
  sizeOf: (entry) => ('webhooks' in entry ? entry.webhooks.length : sizeOf(entry)),
  fail: (trouble, detail) => new JournalError(trouble, detail),
  take: () => [],
};

function startThread(data: StoreData): Worker {
  return startStoreThread(new URL('./journal-worker.ts', import.meta.url), data);
}

function makeJournal(
  store: StoreClient<JournalWrite, JournalRead, null, void>,
  metrics?: Pick<Metrics, 'observe'>,
): SqliteJournal {
  const read = async <Found>(asked: JournalRead): Promise<Found> => JSON.parse((await store.read(asked)) ?? 'null') as Found;
  return {
    async commit(entry) {
      const askedAt = performance.now();
      await store.write(encodeEntry(entry));
      metrics?.observe('drumroll_commit_duration_seconds', (performance.now() - askedAt) / 1000);
    },
    shows: () => read({ kind: 'shows' }),
    command: (show, id) => read({ kind: 'command', show, id }),
    shard: (show, part, shard) => read({ kind: 'shard', show, part: String(part), shard }),
    records: (show, round) => read({ kind: 'records', show, part: String(round) }),
    audit: (show, { limit, before = null }) => read({ kind: 'audit', show, limit, before }),
    receipt: (show, of, id) => read({ kind: 'receipt', show, of, id }),
    receipts: (show, of, limit) => read({ kind: 'receipts', show, of, limit }),
    facts: (show, limit) => read({ kind: 'facts', show, limit }),
    gift: (show, service, key) => read({ kind: 'gift', show, service, key }),
    gifts: (show, battle, { after, limit }) => read({ kind: 'gifts', show, battle, after, limit }),
    events: (after, limit) => read({ kind: 'events', after, limit }),
    close: () => store.close(),
    stats: () => store.stats(),
    webhooks: webhooksIn(store),
  };
}
