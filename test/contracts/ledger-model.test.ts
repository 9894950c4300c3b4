/** Every adapter of the sale ledger does what the naive sale does, whatever happens. */
import { createMemoryLedger } from '../../server/memory/ledger.ts';
import { openSqliteLedger } from '../../server/sqlite/ledger.ts';
import { keepLog, useTempDirs } from '../server/sqlite/support.ts';
import { ledgerModel } from '../support/ledger-model.ts';
import { useRedisLedgers } from '../support/redis-ledgers.ts';

const tempDir = useTempDirs();
let dir: string;
const openIt = () => openSqliteLedger({ dir, log: keepLog() });

ledgerModel('memory', { fresh: async () => createMemoryLedger() }, { numRuns: 400, maxCommands: 40 });

ledgerModel(
  'sqlite',
  {
    fresh: () => {
      dir = tempDir();
      return openIt();
    },
    again: openIt,
  },
  { numRuns: 20, maxCommands: 30 },
);

ledgerModel('redis', useRedisLedgers(), { numRuns: 20, maxCommands: 30 });
