/**
 * A Redis that comes back without its newest lines, from an old copy or on a replica that had not heard of them yet, would
 * sell again what is sold. No line is ever taken away, so that one which was told and is missing gives it away.
 */
import type { Log } from '../../rooms/services.ts';
import type { RedisClient } from './client.ts';
import { beginning } from './entries.ts';
import type { Place } from './entries.ts';
import type { LedgerKeys } from './keys.ts';
import type { ScriptCalls } from './script-calls.ts';

interface Deps {
  calls: ScriptCalls;
  keys: LedgerKeys;
  log: Pick<Log, 'error'>;
}

/** `told`: the last line that was told here; null as long as there is none. */
export async function disownIfCut(client: RedisClient, told: Place | null, { calls, keys, log }: Deps): Promise<void> {
  if (told === null || told.id === beginning) return;
  const { generation, id } = told;
  const named = [keys.generation, keys.lines(generation)];
  const [outcome] = await calls.run(client, [{ verb: 'disown', keys: named, args: [generation, id] }]);
  if (outcome && 'error' in outcome) throw outcome.error;
  if (outcome && 'reply' in outcome && outcome.reply[0] === 'disowned')
    log.error({ generation, line: id }, 'Redis came back without lines that were answered; the ledger is lost');
}
