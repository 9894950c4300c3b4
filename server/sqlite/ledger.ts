/** The embedded sale ledger: one SQLite file of its own in the data folder, written by a thread of its own in group commits. */
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import type { Metrics } from '../../rooms/metrics.ts';
import type { SaleLedger } from '../../rooms/sale-ledger.ts';
import type { Log } from '../../rooms/services.ts';
import { refuse } from '../../shared/protocol/index.ts';
import type { Refusal } from '../../shared/protocol/index.ts';
import type { LedgerAnswer, LedgerAsk, LedgerLine, Position, SaleLine } from '../../shared/sale/index.ts';
import { ledgerAsks } from '../ledger-asks.ts';
import { LedgerWatchers } from '../ledger-watchers.ts';
import type { EncodedAsk, LedgerRead, Ruled } from './ledger-messages.ts';
import { LedgerTrouble } from './ledger-trouble.ts';
import { startStoreThread, untilReady } from './start-store.ts';
import { StoreClient } from './store-client.ts';
import type { StoreKind } from './store-kind.ts';
import type { StoreStats } from './store-stats.ts';
import type { StoreLimits } from './turn-queue.ts';
import type { StoreData } from './turns.ts';

export interface SqliteLedgerOptions {
  /** The data folder; made when it is missing. The file in it is `ledger.sqlite`. */
  dir: string;
  log: Log;
  metrics?: Pick<Metrics, 'count' | 'observe'>;
  limits?: Partial<StoreLimits>;
  /** Starts the thread that serves the store; tests start theirs, with faults built in. */
  startWorker?: (data: StoreData) => Worker;
}

export interface SqliteLedger extends SaleLedger {
  stats(): StoreStats;
}

type Store = StoreClient<EncodedAsk, LedgerRead, Ruled, LedgerAnswer>;
type Deps = Pick<SqliteLedgerOptions, 'metrics' | 'log'> & { watchers: LedgerWatchers };

const mebi = 1024 * 1024;

/**
 * An ask is some 300 characters: some 50,000 may wait, which a slow disk writes in a few seconds. A turn takes nearly
 * all that waits: a busy server looks for answers seldom, and the next turn goes out no sooner.
 */
const defaultLimits: StoreLimits = {
  entrySize: 64 * 1024,
  queueSize: 16 * mebi,
  batchEntries: 8192,
  batchSize: 4 * mebi,
};

/** Opens the folder's ledger; a `StoreError` says why it cannot be, and what to do. */
export async function openSqliteLedger(options: SqliteLedgerOptions): Promise<SqliteLedger> {
  const { dir, log, metrics, limits, startWorker = startThread } = options;
  const file = join(dir, 'ledger.sqlite');
  const worker = startWorker({ file });
  const schema = await untilReady(worker, file);
  const deps: Deps = { log, watchers: new LedgerWatchers(log), ...(metrics ? { metrics } : {}) };
  const store: Store = new StoreClient(worker, kindOf(deps), { limits: { ...defaultLimits, ...limits }, log });
  const generation = await found<string>(store, { kind: 'generation' });
  log.info({ file, schema, generation }, 'ledger opened');
  return makeLedger(store, { ...deps, generation });
}

function startThread(data: StoreData): Worker {
  return startStoreThread(new URL('./ledger-worker.ts', import.meta.url), data);
}

function kindOf({ watchers, log, metrics }: Deps): StoreKind<EncodedAsk, Ruled, LedgerAnswer> {
  return {
    name: 'ledger',
    sizeOf: (ask) => ask.length,
    fail: (trouble, detail) => new LedgerTrouble(trouble, detail),
    take({ answers, lines, kinds, bugs }) {
      for (const bug of bugs) log.error({ bug }, 'a sale’s ledger did not decide an ask; nothing was changed');
      for (const [kind, count] of Object.entries(kinds) as [SaleLine['kind'], number][])
        metrics?.count('drumroll_ledger_lines_total', count, { kind });
      if (lines !== '' && !watchers.isEmpty) watchers.tell(JSON.parse(lines) as LedgerLine[]);
      return JSON.parse(answers) as LedgerAnswer[];
    },
  };
}

function makeLedger(store: Store, { watchers, metrics, generation }: Deps & { generation: string }): SqliteLedger {
  const ask = async <Answer extends LedgerAnswer>(asked: LedgerAsk): Promise<Answer | Refusal> => {
    const text = JSON.stringify(asked);
    const askedAt = performance.now();
    try {
      const answer = await store.write(text);
      metrics?.observe('drumroll_ledger_commit_duration_seconds', (performance.now() - askedAt) / 1000);
      return answer as Answer;
    } catch (error) {
      if (!(error instanceof LedgerTrouble)) throw error;
      metrics?.count('drumroll_ledger_unavailable_total', 1, { trouble: error.trouble });
      return refuse('ledger-unavailable');
    }
  };

  return {
    ...ledgerAsks(generation, ask),
    holds: (sale) => found(store, { kind: 'holds', sale }),
    lines: (sale, { after, limit }) => found(store, { kind: 'lines', sale, after, limit }),
    tail: async (after, limit) => found(store, { kind: 'tail', after: numberOf(after), limit }),
    watch: (listener) => watchers.add(listener),
    stop: () => store.close(),
    stats: () => store.stats(),
  };
}

async function found<Found>(store: Store, read: LedgerRead): Promise<Found> {
  return JSON.parse((await store.read(read)) ?? 'null') as Found;
}

function numberOf(position: Position | null): number {
  const number = Number(position ?? 0);
  if (Number.isSafeInteger(number) && number >= 0) return number;
  throw new LedgerTrouble('failed', `"${position}" is no position in this ledger`);
}
