/** A real server that is killed again and again while viewers buy: no acknowledged unit is lost, none is sold twice, and every clock goes on. */
import assert from 'node:assert/strict';
import { brokenIn, checkHistory } from '../../loadtest/sale-history.ts';
import type { SaleRecord } from '../../loadtest/sale-history.ts';
import { lateExpiries } from '../support/sale-crash/late-expiries.ts';
import { SaleCrash } from '../support/sale-crash/run.ts';
import type { CycleReport } from '../support/sale-crash/run.ts';

const kills = 5;

describe('a server that is killed in the middle of a sale', function () {
  this.timeout(180_000);
  const seed = `sale-crash-${Date.now()}`;
  let report: CycleReport;

  before(async () => {
    const crash = await SaleCrash.open({ seed, port: 4410 });
    try {
      report = await crash.cycle(kills);
    } finally {
      await crash.close();
    }
  });

  it('[SALE-56] killed at random moments, it has every acknowledged grab afterwards, none twice, and sold nothing that there was not', () => {
    const { records, lines, until, faults, counts } = report;
    assert.deepEqual(faults, [], seed);
    assert.equal(brokenIn(checkHistory({ records, lines, until })), null, seed);
    assert.equal(report.kills, kills);
    assert.ok(counts.acknowledged >= 50, `${seed}: only ${counts.acknowledged} grabs were acknowledged`);
    assert.ok(counts.soldOut > 0, `${seed}: there was enough for everybody`);
    assert.ok(counts.unanswered > 0, `${seed}: no kill hit an ask that was under way`);
  });

  it('[SALE-57] what viewers held was theirs after each start, until the very same moment, and then back on sale without anybody asking', () => {
    assert.ok(report.keptHolds > 0, `${seed}: nobody held anything when it was killed`);
    const all = [{ from: 0, to: Infinity }];
    const later = report.lines.map((line) => (line.kind === 'expire' ? { ...line, at: line.at + 600_000 } : line));
    assert.ok(lateExpiries(later, all).length > 0, `${seed}: nothing ran out, or nobody would have noticed that it did so late`);
  });

  it('[SALE-58] a key that was granted before a crash has the same answer after it', () => {
    assert.ok(report.recalled >= kills, `${seed}: only ${report.recalled} were asked again`);
  });

  it('[SALE-56] a grab that was acknowledged and is not in the ledger would have been noticed', () => {
    const { records, lines, until } = report;
    const granted = records.find(isGranted)!;
    const ghost = { ...granted, key: 'never-asked', answer: { hold: 'sale-crash.rush-1.0123456789abcdef', expiresAt: until } };
    assert.match(
      brokenIn(checkHistory({ records: [...records, ghost as SaleRecord], lines, until })) ?? '',
      /acknowledged-is-written/,
    );
    const without = lines.filter((line) => line.kind !== 'hold' || line.after.seq % 7 !== 0);
    assert.notEqual(brokenIn(checkHistory({ records, lines: without, until })), null);
  });
});

function isGranted(record: SaleRecord): boolean {
  return record.verb === 'grab' && typeof record.answer === 'object' && 'hold' in record.answer;
}
