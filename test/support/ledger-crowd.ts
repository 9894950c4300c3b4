/** The great run: 50,000 grabs by 5,000 viewers, judged by the history checker. */
import assert from 'node:assert/strict';
import { brokenIn, checkHistory } from '../../loadtest/sale-history.ts';
import { isRefusal } from '../../shared/protocol/index.ts';
import type { LedgerMaker } from './ledger-contract.ts';
import { playSale } from './ledger-load.ts';

const seeds = (process.env['SALE_SEEDS'] ?? 'anemone').split(',');

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
          const answers = history.records.map(({ answer }) => answer);
          const codes = new Set(answers.map((answer) => (isRefusal(answer) ? answer.code : 'ok')));
          for (const code of [
            'ok',
            'sold-out',
            'sale/limit',
            'key-reused',
            'bad-request',
            'hold/unknown',
            'hold/expired',
          ] as const)
            assert.ok(codes.has(code), `seed ${seed}: nobody was answered ${code}`);
        }).timeout(180_000);
      }
    }
  });
}
