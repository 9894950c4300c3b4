/** Ledgers in a real Redis, which is there for the length of a test file; each fresh one has a place of its own in it. */
import { randomUUID } from 'node:crypto';
import { openRedisLedger } from '../../server/redis/ledger.ts';
import { keepLog } from '../server/sqlite/support.ts';
import type { LedgerMaker } from './ledger-contract.ts';
import { RedisServer } from './redis-server.ts';

/** A disk that others write to may sync slowly now and then; an answer that never comes is noticed all the same. */
export const patienceMs = 10_000;

export function useRedisLedgers(): Required<LedgerMaker> {
  let redis: RedisServer;
  let place: string;
  const again = () => openRedisLedger({ url: redis.url, durability: 'always', log: keepLog(), place, timeoutMs: patienceMs });
  before(async () => {
    redis = await RedisServer.start();
  });
  after(() => redis.dispose());
  return {
    fresh() {
      place = randomUUID();
      return again();
    },
    again,
  };
}
