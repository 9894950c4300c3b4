/** Whether a Redis keeps what it acknowledges, by its own configuration: asked before the ledger is trusted to it. */
import type { RedisClient } from './client.ts';
import { RedisNotDurableError, RedisUncheckedError } from './errors.ts';

/**
 * What the operator wants. `always`: an answered grab is on disk. `everysec`: up to a second of them may be lost with the
 * machine. `unchecked`: nobody looks, for a managed Redis that hides its configuration and is durable in its own way.
 */
export type LedgerDurability = 'always' | 'everysec' | 'unchecked';

/** Throws a sentence that says what is wrong and what to set. */
export async function checkDurability(client: RedisClient, address: string, wanted: LedgerDurability): Promise<void> {
  if (wanted === 'unchecked') return;
  const appendonly = await configOf(client, address, 'appendonly');
  const appendfsync = await configOf(client, address, 'appendfsync');
  const policy = await configOf(client, address, 'maxmemory-policy');
  const fail = (detail: string): never => {
    throw new RedisNotDurableError(address, detail);
  };
  if (appendonly !== 'yes') fail(`appendonly is ${appendonly}. Set "appendonly yes" and "appendfsync always".`);
  const fits = appendfsync === 'always' || (wanted === 'everysec' && appendfsync === 'everysec');
  if (!fits) {
    const orElse =
      appendfsync === 'everysec' ? ', or state DRUMROLL_LEDGER_DURABILITY=everysec if a second of sales may be lost' : '';
    fail(`appendfsync is ${appendfsync}. Set "appendfsync always"${orElse}.`);
  }
  // The ledger's keys never expire, so policies that only evict what does cannot touch them.
  if (policy.startsWith('allkeys-')) fail(`maxmemory-policy is ${policy}, which evicts. Set "maxmemory-policy noeviction".`);
}

async function configOf(client: RedisClient, address: string, name: string): Promise<string> {
  try {
    const found = await client.configGet(name);
    return found[name] ?? 'unknown';
  } catch (error) {
    // Only an answer of Redis says that it may not be asked; a lost connection says nothing.
    if (error instanceof Error && /^(?:NOPERM|ERR unknown command)/v.test(error.message))
      throw new RedisUncheckedError(address, error.message);
    throw error;
  }
}
