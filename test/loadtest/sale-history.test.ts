/** The history checker finds nothing where nothing is wrong, and every fault that is planted. */
import assert from 'node:assert/strict';
import { brokenIn, checkHistory } from '../../loadtest/sale-history.ts';
import type { History, InvariantName, Verdict } from '../../loadtest/sale-history.ts';
import type { SaleLedger } from '../../rooms/sale-ledger.ts';
import { createMemoryLedger } from '../../server/memory/ledger.ts';
import { sweepLimit } from '../../shared/sale/index.ts';
import { playSale } from '../support/ledger-load.ts';
import * as plants from '../support/ledger-plants.ts';

const load = { viewers: 200, grabs: 4000 };

describe('the history checker', () => {
  for (const seed of ['rose', 'tulip', 'violet']) {
    for (const queue of [false, true]) {
      it(`[SALE-38] finds nothing wrong with a sound ledger (seed ${seed}${queue ? ', with a queue' : ''})`, async () => {
        const history = await playSale(createMemoryLedger(), { ...load, seed, terms: { queue } });
        const verdicts = checkHistory(history);
        assert.equal(brokenIn(verdicts), null);
        assert.equal(verdicts.length, 11);
      });
    }
  }

  it('[SALE-209] finds nothing wrong with a sale that is cancelled; but what is sold or kept after that', async () => {
    const crowd = { viewers: 2000, grabs: 4000, terms: { stock: 4000, holdMs: 600_000 }, end: 'cancelled' } as const;
    const history = await playSale(createMemoryLedger(), { ...crowd, seed: 'daisy' });
    assert.equal(brokenIn(checkHistory(history)), null);
    const given = history.lines.filter((line) => line.kind === 'release' && line.by === 'cancellation');
    assert.ok(given.length > sweepLimit, `${given.length} were held`);
    const until = history.lines.find(({ kind }) => kind === 'close')!.at;
    assert.equal(brokenIn(checkHistory({ ...history, until })), null);
    const kept = history.lines.slice(0, -1);
    assert.deepEqual(namesOf(checkHistory({ ...history, lines: kept, until })), ['ends-once']);
    const last = given.at(-1)!;
    assert.ok(last.kind === 'release');
    const { by: _by, ...of } = last;
    const { available, held, sold } = last.after;
    const after = { ...last.after, available: available - last.quantity, held, sold: sold + last.quantity };
    const sale = { ...of, kind: 'confirm', order: 'o-9', after } as const;
    const record = { verb: 'confirm', show: of.show, sale: of.sale, sentAt: of.at, hold: of.hold, order: 'o-9' } as const;
    const records = [...history.records, { ...record, answer: 'unknown' } as const];
    assert.deepEqual(namesOf(checkHistory({ records, lines: [...kept, sale], until })), ['ends-once']);
  });

  it('[SALE-38] reads what was written down as lines of JSON, in any order', async () => {
    const { records, lines, until } = await playSale(createMemoryLedger(), { ...load, seed: 'lilac' });
    const file = records.toReversed().map((record) => JSON.stringify(record));
    const read = file.map((line) => JSON.parse(line) as History['records'][number]);
    assert.equal(brokenIn(checkHistory({ records: read, lines, until })), null);
  });

  it('[SALE-38] keeps sales apart: what is granted in one is missing in another', async () => {
    const ledger = createMemoryLedger();
    const [lamp, vase] = [
      await playSale(ledger, { ...load, seed: 'lamp' }),
      await playSale(ledger, { ...load, seed: 'vase', terms: { sale: 'vase' } }),
    ];
    const whole = { records: [...lamp.records, ...vase.records], lines: await ledger.tail(null, 1e6) };
    const until = Math.min(lamp.until, vase.until);
    assert.equal(brokenIn(checkHistory({ ...whole, until })), null);
    const moved = vase.records.map((record) => ({ ...record, sale: 'lamp' }));
    const broken = namesOf(checkHistory({ records: [...lamp.records, ...moved], lines: whole.lines, until }));
    assert.ok(broken.includes('acknowledged-is-written') && broken.includes('asked-for'), broken.join());
  });

  it('[SALE-38] an answer that never came proves nothing, either way; one that says nothing is certain neither', async () => {
    const history = await playSale(createMemoryLedger(), { ...load, seed: 'lilac' });
    const blind = history.records.map((record) => ({ ...record, answer: 'unknown' as const }));
    assert.equal(brokenIn(checkHistory({ ...history, records: blind })), null);
    const unasked = namesOf(checkHistory({ ...history, records: blind.slice(0, blind.length / 2) }));
    assert.deepEqual(unasked, ['asked-for']);
  });

  const faults: [plant: (ledger: SaleLedger) => SaleLedger, finds: InvariantName[]][] = [
    [plants.acknowledgesBeforeCommit, ['acknowledged-is-written']],
    [plants.forgetsTheLimit, ['within-limit']],
    [plants.forgetsTheStock, ['no-oversell']],
    [plants.expiresTwice, ['ends-once']],
    [plants.answersTwice, ['acknowledged-is-written', 'same-key-same-answer']],
    [plants.grabsTwice, ['grabbed-once', 'same-key-same-answer']],
    [plants.losesReleases, ['released-is-returned']],
    [plants.losesUnits, ['adds-up', 'units-return']],
    [plants.losesOrders, ['confirmed-is-sold']],
    [plants.sellsToAnyOrder, ['confirmed-is-sold']],
    [plants.mixesUpViewers, ['acknowledged-is-written', 'asked-for']],
    [plants.refusesWhatItDid, ['asked-for']],
    [plants.forgetsAHold, ['ends-once']],
    [plants.expiresEarly, ['ends-once']],
    [plants.losesALine, ['adds-up', 'ends-once', 'units-return']],
  ];
  for (const [plant, finds] of faults) {
    it(`[SALE-39] finds the planted fault, and no other: ${plant.name}`, async () => {
      const history = await playSale(plant(createMemoryLedger()), { ...load, seed: 'weed' });
      assert.deepEqual(namesOf(checkHistory(history)), finds);
    });
  }
});

function namesOf(verdicts: readonly Verdict[]): InvariantName[] {
  return verdicts.filter(({ breaks }) => breaks.length > 0).map(({ invariant }) => invariant);
}
