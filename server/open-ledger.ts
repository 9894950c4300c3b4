/** Opens the sale ledger that the configuration asks for. */
import type { Metrics } from '../rooms/metrics.ts';
import type { SaleLedger } from '../rooms/sale-ledger.ts';
import type { Log } from '../rooms/services.ts';
import type { Config } from './config.ts';
import { openRedisLedger } from './redis/ledger.ts';
import { openSqliteLedger } from './sqlite/ledger.ts';

export interface OpenedLedger {
  ledger: SaleLedger;
  /** It takes nothing more until the server is started again. */
  isBroken: () => boolean;
}

interface LedgerDeps {
  config: Pick<Config, 'dataDir' | 'redisUrl' | 'ledgerDurability'>;
  log: Log;
  metrics: Metrics;
}

/** A `StoreError` or `RedisLedgerError` says why it cannot be opened, and what to do. */
export async function openLedger({ config, log, metrics }: LedgerDeps): Promise<OpenedLedger> {
  const { redisUrl: url, ledgerDurability: durability } = config;
  // Redis may be away for a while, but whatever was wrong, the ledger goes on once it is back.
  if (url !== null) return { ledger: await openRedisLedger({ url, durability, log, metrics }), isBroken: () => false };
  const ledger = await openSqliteLedger({ dir: config.dataDir, log, metrics });
  return { ledger, isBroken: () => ledger.stats().state === 'broken' };
}
