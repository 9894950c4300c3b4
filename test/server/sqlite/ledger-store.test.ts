/** One turn of the ledger's store: what hangs together fails together, and nothing else. */
import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { ledgerSchema } from '../../../server/sqlite/ledger-schema.ts';
import { createLedgerStore } from '../../../server/sqlite/ledger-store.ts';
import { RecentBooks } from '../../../server/sqlite/recent-books.ts';
import { migrate } from '../../../server/sqlite/schema.ts';
import { numberOf, valueOf } from '../../../server/sqlite/single-value.ts';
import type { LedgerAnswer, LedgerAsk } from '../../../shared/sale/index.ts';
import { bendStatements } from './bend-statements.ts';
import { freshHold, opensAt, refusalOf, termsOf } from '../../support/ledger-stand.ts';

/** A store in memory, whose statements can be made to fail. */
function makeStore({ keep }: { keep?: number } = {}) {
  const db = new DatabaseSync(':memory:');
  migrate(db, ledgerSchema);
  const counts = { reads: 0 };
  let failing: string | null = null;
  bendStatements(db, (sql, method) => {
    if (method === 'iterate') counts.reads++;
    if (failing !== null && sql.startsWith(failing)) throw Object.assign(new Error('disk I/O error'), { errcode: 10 });
  });
  const store = createLedgerStore(db, keep === undefined ? {} : { keep });
  const generation = String(valueOf(db, 'SELECT generation FROM about'));
  const run = (...asks: unknown[]) => {
    const turn = asks.map((ask) => JSON.stringify(ask));
    const { failures, written } = store.run({ kind: 'turn', entries: turn, reads: [] });
    const answers = JSON.parse(written.answers) as LedgerAnswer[];
    const troubleAt = new Map(failures.map(({ at, failure }) => [at, failure.trouble]));
    const outcomes = asks.map((_, at) => troubleAt.get(at) ?? refusalOf(answers[at]!));
    return { outcomes, answers, bugs: written.bugs, lines: written.lines === '' ? [] : (JSON.parse(written.lines) as object[]) };
  };
  return {
    run,
    store,
    counts,
    fail: (sql: string | null) => (failing = sql),
    open: (sale: string): LedgerAsk => ({ kind: 'open', terms: termsOf({ sale }), at: opensAt - 1 }),
    grab: (sale: string, viewer: string, key = `k-${viewer}`): LedgerAsk => ({
      kind: 'grab',
      sale: { show: 'demo', sale, generation },
      ask: { viewer, key, quantity: 1, arrivedAt: opensAt, hold: freshHold({ show: 'demo', sale }) },
    }),
    totals: (sale: string): LedgerAsk => ({ kind: 'totals', sale: { show: 'demo', sale, generation } }),
    written: () => numberOf(db, 'SELECT count(*) FROM lines'),
  };
}

describe('a turn of the ledger', () => {
  for (const statement of ['COMMIT', 'INSERT INTO lines', 'BEGIN'])
    it(`[SALE-46] when ${statement} fails, what hung on it is refused and not written; what did not is answered`, () => {
      const { run, open, grab, totals, fail, written } = makeStore();
      const [, , , known] = run(open('lamp'), open('vase'), grab('vase', 'ann'), grab('vase', 'ann')).answers;
      fail(statement);
      const { outcomes, answers, lines } = run(
        grab('vase', 'ann'),
        totals('lamp'),
        grab('nowhere', 'ann'),
        grab('lamp', 'ben'),
        totals('lamp'),
        grab('vase', 'ann'),
      );
      const isDecided = statement === 'COMMIT';
      assert.deepEqual(outcomes, ['ok', 'ok', 'ledger-lost', 'failed', 'failed', isDecided ? 'ok' : 'failed']);
      assert.deepEqual(answers[0], known);
      assert.deepEqual(lines, []);
      assert.equal(written(), 3);
      fail(null);
      const after = run(totals('lamp'), grab('lamp', 'ben'), totals('lamp'));
      assert.deepEqual(after.outcomes, ['ok', 'ok', 'ok']);
      const held = after.answers.map((answer) => 'totals' in answer && answer.totals.held);
      assert.deepEqual(held, [0, false, 1], 'the book was read anew');
      assert.equal(written(), 4);
      assert.match(JSON.stringify(after.lines), /"position":"4"/);
    });

  it('[SALE-48] an ask that throws does nothing, alone: those before and behind it, of the same sale too, are done', () => {
    const { run, open, grab, totals, written } = makeStore();
    run(open('lamp'));
    const { outcomes, bugs, answers } = run(
      grab('lamp', 'ann'),
      { ...grab('lamp', 'ben'), ask: null },
      grab('lamp', 'cem'),
      totals('lamp'),
    );
    assert.deepEqual(outcomes, ['ok', 'internal', 'ok', 'ok']);
    assert.equal(bugs.length, 1);
    assert.ok('totals' in answers[3]! && answers[3].totals.held === 2);
    assert.equal(written(), 3);
  });

  it('[SALE-48] a sale that cannot be read is refused alone', () => {
    const { run, open, grab, totals, fail } = makeStore({ keep: 1 });
    run(open('lamp'), open('vase'));
    run(grab('vase', 'ann'));
    fail('SELECT body FROM lines WHERE');
    assert.deepEqual(run(grab('vase', 'ben'), totals('lamp'), grab('vase', 'cem')).outcomes, ['ok', 'failed', 'ok']);
    fail(null);
    assert.deepEqual(run(totals('lamp')).outcomes, ['ok']);
  });

  it('[SALE-59] books that nobody has asked for in long are dropped from memory, and read again when they are', () => {
    const { run, open, grab, totals, counts } = makeStore({ keep: 4 });
    run(open('lamp'), grab('lamp', 'ann'), grab('lamp', 'ben'));
    run(open('vase'), grab('vase', 'ann'));
    const before = counts.reads;
    const [vase] = run(totals('vase')).answers;
    assert.equal(counts.reads, before, 'the vase’s book had stayed');
    const [lamp] = run(totals('lamp')).answers;
    assert.equal(counts.reads, before + 1, 'the lamp’s had not');
    assert.ok('totals' in lamp! && lamp.totals.held === 2);
    assert.ok('totals' in vase! && vase.totals.held === 1);
  });

  it('[SALE-59] the book asked for last stays, however large', () => {
    const books = new RecentBooks(10);
    const names = () => books.surplus().map(({ sale }) => sale);
    books.use({ show: 'demo', sale: 'a' }, 4);
    books.use({ show: 'demo', sale: 'b' }, 6);
    assert.deepEqual(names(), []);
    books.use({ show: 'demo', sale: 'a' });
    books.use({ show: 'demo', sale: 'c' }, 1);
    assert.deepEqual(names(), ['b']);
    books.use({ show: 'demo', sale: 'c' }, 99);
    assert.deepEqual(names(), ['a']);
    assert.deepEqual(names(), []);
    books.use({ show: 'demo', sale: 'unknown' });
    books.use({ show: 'demo', sale: 'd' }, 1);
    assert.deepEqual(names(), ['c']);
  });
});
