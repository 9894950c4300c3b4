/** Every adapter of the sale ledger keeps the same contract. */
import { randomUUID } from 'node:crypto';
import { createMemoryLedger } from '../../server/memory/ledger.ts';
import { ledgerContract } from '../support/ledger-contract.ts';

ledgerContract('memory', { fresh: async () => createMemoryLedger({ generation: randomUUID() }) });
