/** What the ledger acknowledged is there after `kill -9`; and the check that says so finds ledgers that lie. */
import assert from 'node:assert/strict';
import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { prepareLines } from '../../../server/sqlite/ledger-lines.ts';
import { ledgerSchema } from '../../../server/sqlite/ledger-schema.ts';
import { openSqliteLedger } from '../../../server/sqlite/ledger.ts';
import { openDatabase } from '../../../server/sqlite/open-database.ts';
import { seededRandom } from '../../../shared/game-kit/index.ts';
import { checkLines } from '../../support/ledger-lines.ts';
import { granted, SaleStand } from '../../support/ledger-stand.ts';
import { crashTerms, faultsOf, sellAndKill } from './ledger-crash-run.ts';
import type { Asked } from './ledger-crash-run.ts';
import { keepLog, useTempDirs } from './support.ts';
import type { LedgerLine } from '../../../shared/sale/index.ts';

const runs = 6;

describe('ledger after a crash', function () {
  this.timeout(120_000);
  const tempDir = useTempDirs();
  const seed = `ledger-crash-${Date.now()}`;

  it('[SALE-54] every acknowledged grab, confirm and release outlives kill -9, nothing is there twice or unasked, and keys keep their answers', async () => {
    const dir = tempDir();
    const random = seededRandom(seed);
    const asked: Asked[] = [];
    for (let run = 1; run <= runs; run++) {
      asked.push(...(await sellAndKill({ dir, random })));
      assert.deepEqual(await faultsOf(dir, asked), [], `${seed}, run ${run}`);
    }
    const acknowledged = asked.filter(({ ask, answer }) => ask.kind === 'grab' && answer && 'expiresAt' in answer).length;
    assert.ok(acknowledged > runs * 5, `${seed}: only ${acknowledged}`);
    assert.ok(
      asked.some(({ answer }) => answer === null),
      `${seed}: no kill hit an ask that was under way`,
    );
    const ledger = await openSqliteLedger({ dir, log: keepLog() });
    const { totals } = granted(await ledger.open(crashTerms, 0)).standing;
    const ref = { ...crashTerms, generation: granted(await ledger.open(crashTerms, 0)).generation };
    const after = granted(await ledger.expire(ref, Date.now() + crashTerms.holdMs));
    assert.deepEqual(
      [after.totals.held, after.totals.sold],
      [0, totals.sold],
      'what was held when it died runs out like any other',
    );
    await ledger.stop();
  });

  it('[SALE-55] a ledger that acknowledges before it commits is found out', async () => {
    const random = seededRandom(seed);
    let faults: string[] = [];
    for (let run = 0; run < runs && faults.length === 0; run++) {
      const dir = tempDir();
      faults = await faultsOf(dir, await sellAndKill({ dir, random, planted: 'ledger-hasty' }));
    }
    assert.match(faults.join(), /acknowledged-is-written/, seed);
  });

  it('[SALE-53] a log that was torn anywhere still opens as a ledger that adds up, and holds the first so many lines', async () => {
    const dir = tempDir();
    const file = join(dir, 'ledger.sqlite');
    const ledger = await openSqliteLedger({ dir, log: keepLog() });
    const sale = await SaleStand.open(ledger, { stock: 200, perViewer: 200 });
    for (let n = 0; n < 60; n++) await sale.take({ viewer: `v${n % 7}` });
    const whole = await sale.lines();
    // Copied while it runs: what a power cut leaves, the log not folded into the file yet.
    const [main, log] = [readFileSync(file), readFileSync(`${file}-wal`)];
    await ledger.stop();
    const random = seededRandom(seed);
    const lengths = new Set<number>();
    for (let n = 0; n < 20; n++) {
      const torn = tempDir();
      const copy = join(torn, 'ledger.sqlite');
      writeFileSync(copy, main);
      writeFileSync(`${copy}-wal`, log);
      const at = random.int(log.length);
      if (n % 2 === 0) truncateSync(`${copy}-wal`, at);
      else writeFileSync(`${copy}-wal`, Buffer.concat([log.subarray(0, at), Buffer.alloc(log.length - at, 0xa5)]));
      const { db } = openDatabase(copy, ledgerSchema);
      const lines = JSON.parse(prepareLines(db).tail(0, 1000)) as LedgerLine[];
      db.close();
      assert.deepEqual(lines, whole.slice(0, lines.length), `${seed}: cut at ${at}`);
      checkLines(lines);
      lengths.add(lines.length);
    }
    assert.ok(lengths.size > 5, `${seed}: the cuts fell together`);
  });
});
