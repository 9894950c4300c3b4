/**
 * Has Redis write its file anew after each of its starts, before the ledger asks for anything. A Redis that was killed while
 * it wrote a script's effects drops them when it starts again, as it should, but may leave the first of them in the file
 * (seen in 7.0.15): the start after that one would play them after all, half of a grab that was then decided anew.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from '../../rooms/services.ts';
import type { RedisClient } from './client.ts';
import type { LedgerKeys } from './keys.ts';
import { RedisTrouble, textOf } from './trouble.ts';

const lookEveryMs = 20;

/** Resolves once the file is one that this very run of Redis has written. */
export async function renewFile(client: RedisClient, keys: LedgerKeys, log: Pick<Log, 'warn'>): Promise<void> {
  const run = fieldOf(await client.info('server'), 'run_id');
  if ((await client.get(keys.run)) === run) return;
  const before = await client.info('persistence');
  if (fieldOf(before, 'aof_enabled') !== '1') return;
  // One that is under way was begun by this run, too: it will do.
  if (!isUnderWay(before) && !(await begins(client, log))) return;
  let now: string;
  do {
    await pause(lookEveryMs);
    now = await client.info('persistence');
  } while (isUnderWay(now));
  if (fieldOf(now, 'aof_last_bgrewrite_status') !== 'ok') throw new RedisTrouble('refused', 'it cannot rewrite its file');
  await client.set(keys.run, run);
}

/** False when this Redis does not let anybody ask for it: a managed one, durable in its own way. */
async function begins(client: RedisClient, log: Pick<Log, 'warn'>): Promise<boolean> {
  try {
    await client.bgRewriteAof();
    return true;
  } catch (error) {
    // Another process has asked in the same moment.
    if (/already in progress/v.test(textOf(error))) return true;
    if (!/^(?:NOPERM|ERR unknown command)/v.test(textOf(error))) throw error;
    log.warn({ error: textOf(error) }, 'Redis does not let its file be rewritten: after a crash of Redis, compare what was sold');
    return false;
  }
}

function isUnderWay(persistence: string): boolean {
  return ['aof_rewrite_in_progress', 'aof_rewrite_scheduled'].some((field) => fieldOf(persistence, field) === '1');
}

function fieldOf(info: string, name: string): string {
  const line = info.split('\r\n').find((each) => each.startsWith(`${name}:`));
  return line?.slice(name.length + 1) ?? '';
}
