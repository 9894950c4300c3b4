/** The sale ledger in Redis: each ask is one script, decided there, and answered once its lines were told to whoever watches. */
import type { Metrics } from '../../rooms/metrics.ts';
import type { SaleLedger } from '../../rooms/sale-ledger.ts';
import type { Log } from '../../rooms/services.ts';
import { refuse } from '../../shared/protocol/index.ts';
import type { Refusal } from '../../shared/protocol/index.ts';
import { SaleBook } from '../../shared/sale/index.ts';
import type { GrabAsk, Hold, LedgerLine, SaleLine, SaleName } from '../../shared/sale/index.ts';
import { LedgerWatchers } from '../ledger-watchers.ts';
import { Asker } from './asker.ts';
import { RedisConnection } from './connection.ts';
import { disownIfCut } from './disown.ts';
import { checkDurability } from './durability.ts';
import type { LedgerDurability } from './durability.ts';
import { addressOf, RedisUnreachableError } from './errors.ts';
import { ledgerKeys } from './keys.ts';
import { LineWatch } from './line-watch.ts';
import { ScriptCalls } from './script-calls.ts';
import type { ScriptCall } from './script-calls.ts';
import { renewFile } from './renew-file.ts';
import { readScripts } from './scripts.ts';
import { RedisTrouble, textOf } from './trouble.ts';
import { ScriptBug, Turns } from './turns.ts';

export interface RedisLedgerOptions {
  /** `redis://…` or `rediss://…`, with credentials if it needs any. */
  url: string;
  durability: LedgerDurability;
  log: Log;
  metrics?: Pick<Metrics, 'count' | 'observe'>;
  /** Tells ledgers in one Redis apart; a Redis Cluster keeps all of one in one slot. */
  place?: string;
  /** How long Redis may take to answer, ms. */
  timeoutMs?: number;
}

const holdsPage = 1000;
/** Nobody waits for a connection: asks are refused until there is one. */
const connectWithinMs = 5000;

/** Opens the ledger; a `RedisLedgerError` says why it cannot be, and what to do. */
export async function openRedisLedger(options: RedisLedgerOptions): Promise<SaleLedger> {
  const { url, durability, log, metrics, place = 'drumroll', timeoutMs = 1000 } = options;
  const address = addressOf(url);
  const keys = ledgerKeys(place);
  const calls = new ScriptCalls(readScripts());
  const watchers = new LedgerWatchers(log);
  const common = { url, timeoutMs: connectWithinMs, log };
  const watching = await RedisConnection.open({ ...common, name: 'drumroll-ledger-watch', prepare: async () => {} });
  const watch = new LineWatch({ connection: watching, keys, timeoutMs, tell: (lines) => watchers.tell(lines) });
  const connection = await RedisConnection.open({
    ...common,
    name: 'drumroll-ledger',
    async prepare(client) {
      await checkDurability(client, address, durability);
      await renewFile(client, keys, log);
      await calls.load(client);
      // Whoever said that a second may be lost said that a sale goes on without it.
      if (durability !== 'everysec') await disownIfCut(client, watch.told, { calls, keys, log });
    },
  }).catch((error: unknown) => {
    watch.stop();
    throw error;
  });
  await watch.start().catch((error: unknown) => {
    watch.stop();
    connection.close();
    throw new RedisUnreachableError(address, textOf(error));
  });

  const whenTold = async ({ verb, args }: ScriptCall, [status, position, kinds]: unknown[]): Promise<void> => {
    const hasWritten = status === 'done' && verb !== 'lines' && verb !== 'tail' && position !== '';
    if (!hasWritten) return;
    for (const kind of String(kinds).split(' ') as SaleLine['kind'][]) metrics?.count('drumroll_ledger_lines_total', 1, { kind });
    await watch.until({ generation: args[0] ?? '', id: String(position) });
  };
  const turns = new Turns({ connection, calls, timeoutMs, whenTold });
  log.info({ address, place, durability, generation: watch.generation }, 'ledger opened');
  return makeLedger({ asker: new Asker(turns, keys, watch), watchers, log, metrics }, async () => {
    await turns.close();
    watch.stop();
    connection.close();
  });
}

interface Parts {
  asker: Asker;
  watchers: LedgerWatchers;
  log: Log;
  metrics: RedisLedgerOptions['metrics'];
}

function makeLedger({ asker, watchers, log, metrics }: Parts, stop: () => Promise<void>): SaleLedger {
  const answered = async <Answer>(asked: Promise<Answer>): Promise<Answer | Refusal> => {
    const askedAt = performance.now();
    try {
      const answer = await asked;
      metrics?.observe('drumroll_ledger_commit_duration_seconds', (performance.now() - askedAt) / 1000);
      return answer;
    } catch (error) {
      if (error instanceof ScriptBug) {
        log.error({ bug: error.message }, 'a sale’s ledger did not decide an ask');
        return refuse('internal');
      }
      if (!(error instanceof RedisTrouble)) throw error;
      if (error.trouble === 'lost') return refuse('ledger-lost');
      metrics?.count('drumroll_ledger_unavailable_total', 1, { trouble: error.trouble });
      return refuse('ledger-unavailable');
    }
  };

  return {
    open: (terms, at) => answered(asker.open(terms, at)),
    adjust: (sale, { stock, perViewer, opensAt, closesAt }, at) =>
      answered(asker.ofSale('adjust', sale, [at, stock ?? '', perViewer ?? '', opensAt ?? '', closesAt ?? ''])),
    close: (sale, how, at) => answered(asker.ofSale('close', sale, [at, how])),
    grab: (sale, ask) => answered(asker.ofSale('grab', sale, rowOf(ask))),
    admit: (sale, count, at) => answered(asker.ofSale('admit', sale, [at, count])),
    confirm: ({ hold, order }, at) => answered(asker.ofHold('confirm', hold, [at, hold, order])),
    release: ({ hold, viewer }, at) =>
      answered(asker.ofHold('release', hold, [at, hold, viewer === null ? 'shop' : 'viewer', viewer ?? ''])),
    expire: (sale, at) => answered(asker.ofSale('expire', sale, [at])),
    totals: (sale) => answered(asker.ofSale('totals', sale, [])),
    holds: (sale) => holdsOf(asker, sale),
    lines: (sale, page) => asker.lines(sale, page),
    tail: (after, limit) => asker.tail(after, limit),
    watch: (listener) => watchers.add(listener),
    stop,
  };
}

/** Scripts take whole quantities of at least 1; whatever is none is 0 to them, and refused. */
function rowOf({ viewer, key, quantity, arrivedAt, hold }: GrabAsk): (string | number)[] {
  return [viewer, key, Number.isInteger(quantity) && quantity >= 1 ? quantity : 0, arrivedAt, hold];
}

/** By the sale's lines: they say it all, and are read without keeping others waiting for long. */
async function holdsOf(asker: Asker, sale: SaleName): Promise<Hold[]> {
  const lines: LedgerLine[] = [];
  for (;;) {
    const page = await asker.lines(sale, { after: lines.length, limit: holdsPage });
    lines.push(...page);
    if (page.length < holdsPage) return SaleBook.replay(lines)?.holds() ?? [];
  }
}
