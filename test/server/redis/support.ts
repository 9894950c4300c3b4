/** What the tests of the ledger in Redis share: a server for a file's length, and ledgers that are stopped after each test. */
import { randomUUID } from 'node:crypto';
import { createClient } from 'redis';
import type { SaleLedger } from '../../../rooms/sale-ledger.ts';
import { openRedisLedger } from '../../../server/redis/ledger.ts';
import type { RedisLedgerOptions } from '../../../server/redis/ledger.ts';
import { patienceMs } from '../../support/redis-ledgers.ts';
import { RedisServer } from '../../support/redis-server.ts';
import type { RedisServerOptions } from '../../support/redis-server.ts';
import { keepLog } from '../sqlite/support.ts';
import type { KeptLog } from '../sqlite/support.ts';

export interface Stand {
  redis: RedisServer;
  log: KeptLog;
  /** Opens one more ledger on what is there, as one more process does. */
  open(over?: Partial<RedisLedgerOptions>): Promise<SaleLedger>;
  /** Says something to Redis directly, as an operator does. */
  say(...command: string[]): Promise<unknown>;
}

/** A Redis of its own, and a fresh place in it for each test. */
export function useRedis(options: RedisServerOptions = {}): Stand {
  const opened: SaleLedger[] = [];
  let place = '';
  const stand: Stand = {
    redis: undefined as unknown as RedisServer,
    log: keepLog(),
    async open(over = {}) {
      const { redis, log } = stand;
      const ledger = await openRedisLedger({
        url: redis.url,
        durability: 'always',
        log,
        place,
        timeoutMs: patienceMs,
        ...over,
      });
      opened.push(ledger);
      return ledger;
    },
    say: (...command) => tell(stand.redis.url, command),
  };
  before(async () => {
    stand.redis = await RedisServer.start(options);
  });
  after(() => stand.redis.dispose());
  beforeEach(() => {
    place = randomUUID();
    stand.log = keepLog();
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((ledger) => ledger.stop()));
  });
  return stand;
}

async function tell(url: string, command: string[]): Promise<unknown> {
  const client = createClient({ url, RESP: 2 });
  client.on('error', () => null);
  await client.connect();
  try {
    return await client.sendCommand(command);
  } finally {
    client.destroy();
  }
}
