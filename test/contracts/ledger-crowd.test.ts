/** Every adapter of the sale ledger bears a great crowd, and its history is checked line by line. */
import { createMemoryLedger } from '../../server/memory/ledger.ts';
import { openSqliteLedger } from '../../server/sqlite/ledger.ts';
import { keepLog, useTempDirs } from '../server/sqlite/support.ts';
import { ledgerCrowd } from '../support/ledger-crowd.ts';
import { useRedisLedgers } from '../support/redis-ledgers.ts';

const tempDir = useTempDirs();

ledgerCrowd('memory', { fresh: async () => createMemoryLedger() });
ledgerCrowd('sqlite', { fresh: () => openSqliteLedger({ dir: tempDir(), log: keepLog() }) });
ledgerCrowd('redis', useRedisLedgers());
