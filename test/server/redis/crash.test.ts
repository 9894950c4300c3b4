/** A Redis that is killed again and again in the middle of a sale, and started again on what it had written. */
import assert from 'node:assert/strict';
import { brokenIn, checkHistory } from '../../../loadtest/sale-history.ts';
import type { SaleLedger } from '../../../rooms/sale-ledger.ts';
import { isRefusal } from '../../../shared/protocol/index.ts';
import { playSale } from '../../support/ledger-load.ts';
import { quickRandom } from '../../support/quick-random.ts';
import { poll } from '../../support/within.ts';
import { useRedis } from './support.ts';
import type { LedgerLine } from '../../../shared/sale/index.ts';

const kills = 5;

/** Asks again, as viewers' clients and shops do, until the ledger takes it; `refused` counts how often it did not. */
function patient(ledger: SaleLedger, refused: () => void): SaleLedger {
  const until = async <Answer extends object>(ask: () => Promise<Answer>): Promise<Answer> => {
    let answer = await ask();
    const isTaken = async (): Promise<boolean> => {
      if (!isRefusal(answer) || answer.code !== 'ledger-unavailable') return true;
      refused();
      answer = await ask();
      return false;
    };
    await poll('the ledger is back', isTaken);
    return answer;
  };
  return {
    ...ledger,
    grab: (sale, ask) => until(() => ledger.grab(sale, ask)),
    admit: (sale, count, at) => until(() => ledger.admit(sale, count, at)),
    confirm: (ask, at) => until(() => ledger.confirm(ask, at)),
    release: (ask, at) => until(() => ledger.release(ask, at)),
    expire: (sale, at) => until(() => ledger.expire(sale, at)),
    close: (sale, how, at) => until(() => ledger.close(sale, how, at)),
  };
}

describe('a Redis that is killed in the middle of a sale', () => {
  const stand = useRedis();

  for (const queue of [false, true]) {
    const seed = `redis-crash-${Date.now()}`;
    it(`[SALE-64] nothing acknowledged is lost, nothing is sold twice, every line is heard once (queue: ${queue}, seed ${seed})`, async () => {
      const ledger = await stand.open();
      const heard: LedgerLine[] = [];
      ledger.watch((lines) => heard.push(...lines));
      let refused = 0;
      const sale = playSale(
        patient(ledger, () => refused++),
        { seed, viewers: 200, grabs: 4000, terms: { stock: 600, queue } },
      );
      const random = quickRandom(seed);
      for (let kill = 0; kill < kills; kill++) {
        const next = heard.length + 1 + random.int(150);
        await poll('the sale goes on', () => heard.length >= next, 20_000);
        await stand.redis.kill();
        await stand.redis.start();
      }
      const history = await sale;
      assert.equal(brokenIn(checkHistory(history)), null);
      assert.ok(refused > kills, 'no kill hit an ask that was under way');
      assert.deepEqual(heard, await ledger.tail(null, 1_000_000));
      assert.deepEqual(heard, history.lines);
    }).timeout(120_000);
  }
});
