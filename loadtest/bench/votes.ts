/**
 * What a crowd can vote: votes folded by one process's shards in memory, and viewers on real sockets who vote at a steady
 * rate while one of them watches when each vote can be seen.
 */
import { core } from './votes/core.ts';
import { crowd } from './votes/crowd.ts';

export async function run(): Promise<object> {
  return { bench: 'votes', core: await core(), crowd: await crowd() };
}
