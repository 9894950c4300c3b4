/** A server whose ledger has broken says so to whoever sends it viewers. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startApp } from '../../server/app.ts';
import { loadConfig } from '../../server/config.ts';
import { createMemoryLedger } from '../../server/memory/ledger.ts';

describe('a server and its ledger', () => {
  it('[SALE-49] it is not ready once its ledger takes nothing more', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'drumroll-ready-'));
    let isBroken = false;
    const env = { HOST: '127.0.0.1', PORT: '0', DRUMROLL_DATA_DIR: dir, DRUMROLL_LOG_LEVEL: 'silent' };
    const app = await startApp(loadConfig(env), {
      ledgerOpener: async () => ({ ledger: createMemoryLedger(), isBroken: () => isBroken }),
    });
    try {
      const ready = async (): Promise<number> => (await fetch(`${app.url}/readyz`)).status;
      assert.equal(await ready(), 200);
      isBroken = true;
      assert.equal(await ready(), 503);
    } finally {
      await app.stop();
      rmSync(dir, { recursive: true });
    }
  });
});
