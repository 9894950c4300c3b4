/** Every adapter of the sale ledger keeps the same contract. */
import { randomUUID } from 'node:crypto';
import { createMemoryLedger } from '../../server/memory/ledger.ts';
import { openSqliteLedger } from '../../server/sqlite/ledger.ts';
import { keepLog, useTempDirs } from '../server/sqlite/support.ts';
import { ledgerContract } from '../support/ledger-contract.ts';
import { useRedisLedgers } from '../support/redis-ledgers.ts';

const tempDir = useTempDirs();
let dir: string;
const openIt = () => openSqliteLedger({ dir, log: keepLog() });

ledgerContract('memory', { fresh: async () => createMemoryLedger({ generation: randomUUID() }) });

ledgerContract('sqlite', {
  fresh: () => {
    dir = tempDir();
    return openIt();
  },
  again: openIt,
});

ledgerContract('redis', useRedisLedgers());
