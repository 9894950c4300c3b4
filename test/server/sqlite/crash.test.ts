/** What was acknowledged is there after `kill -9`; and the check that says so finds stores that lie. */
import assert from 'node:assert/strict';
import { inspectFolder, writeAndKill } from './crash-run.ts';
import { useTempDirs } from './support.ts';

const runs = 20;

describe('journal after a crash', function () {
  this.timeout(60_000);
  const tempDir = useTempDirs();

  it('[STORE-17] every acknowledged entry outlives kill -9, and every other one is whole or absent', async () => {
    const dir = tempDir();
    let verified = 0;
    for (let run = 1; run <= runs; run++) {
      const acknowledged = await writeAndKill(dir);
      assert.ok(acknowledged > verified, `run ${run} went on from ${verified} and acknowledged ${acknowledged}`);
      const { last, faults } = await inspectFolder(dir, { acknowledged, verified });
      assert.deepEqual(faults, [], `run ${run}`);
      verified = last;
    }
  });

  it('[STORE-18] a store that acknowledges before it commits is found out', async () => {
    assert.match(await firstFault(tempDir, 'hasty'), /was acknowledged/);
  });

  it('[STORE-18] a store that commits an entry in two steps is found out', async () => {
    assert.match(await firstFault(tempDir, 'torn'), /^entry|gaps/);
  });
});

/** Runs a store with a planted bug until the check finds it, on a fresh folder each time. */
async function firstFault(tempDir: () => string, planted: string): Promise<string> {
  for (let run = 0; run < runs; run++) {
    const dir = tempDir();
    const acknowledged = await writeAndKill(dir, planted);
    const { faults } = await inspectFolder(dir, { acknowledged, verified: 0 });
    if (faults[0] !== undefined) return faults[0];
  }
  return 'nothing was found';
}
