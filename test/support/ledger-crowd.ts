/** The great run: 50,000 grabs by 5,000 viewers, judged by the history checker. */
import assert from 'node:assert/strict';
import { brokenIn, checkHistory } from '../../loadtest/sale-history.ts';
import type { History } from '../../loadtest/sale-history.ts';
import { isRefusal } from '../../shared/protocol/index.ts';
import type { LedgerMaker } from './ledger-contract.ts';
import { playSale } from './ledger-load.ts';

const seeds = (process.env['SALE_SEEDS'] ?? 'anemone').split(',');

/** What such a crowd must have been answered, too, or it has tried nothing. */
const expected = ['ok', 'sold-out', 'sale/limit', 'key-reused', 'bad-request', 'hold/unknown', 'hold/expired'] as const;

export function ledgerCrowd(name: string, make: LedgerMaker): void {
  describe(`a crowd at a ledger: ${name}`, () => {
    for (const seed of seeds) {
      for (const queue of [false, true]) {
        const how = queue ? 'with a queue' : 'all at once';
        it(`[SALE-37] 50,000 grabs by 5,000 viewers: nothing oversold, every limit exact (${how}, seed ${seed})`, async () => {
          const ledger = await make.fresh();
          const history = await playSale(ledger, { seed, viewers: 5000, grabs: 50_000, terms: { stock: 1500, queue } });
          await ledger.stop();
          assert.equal(brokenIn(checkHistory(history)), null, `seed ${seed}`);
          for (const { after } of history.lines) assert.ok(after.held + after.sold <= after.stock, `seed ${seed}`);
          assert.equal(mostOfOne(history), 3, `seed ${seed}: the limit was never reached`);
          for (const record of history.records) {
            if (record.verb !== 'grab' || !isRefusal(record.answer) || record.answer.code !== 'sale/limit') continue;
            assert.ok(record.answer.mine! <= 3 && record.answer.mine! + record.quantity > 3, `seed ${seed}`);
          }
          const codes = new Set(history.records.map(({ answer }) => (isRefusal(answer) ? answer.code : 'ok')));
          for (const code of expected) assert.ok(codes.has(code), `seed ${seed}: nobody was answered ${code}`);
        }).timeout(180_000);
      }
    }
  });
}

/** The most units that any viewer held, had bought or waited for at once. */
function mostOfOne({ lines }: History): number {
  const units = new Map<string, number>();
  let most = 0;
  for (const line of lines) {
    if (!('viewer' in line) || line.kind === 'confirm' || (line.kind === 'hold' && line.number !== undefined)) continue;
    const by = line.kind === 'hold' || line.kind === 'queue' ? line.quantity : -line.quantity;
    units.set(line.viewer, (units.get(line.viewer) ?? 0) + by);
    most = Math.max(most, units.get(line.viewer)!);
  }
  return most;
}
