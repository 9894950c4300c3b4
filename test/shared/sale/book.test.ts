/** The book of a sale by itself: read from its lines it is the same book, and nonsense never gets into it. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { SaleBook } from '../../../shared/sale/index.ts';
import type { Decision, LineWhat, SaleLine } from '../../../shared/sale/index.ts';
import { totalsAfter } from '../../../shared/sale/totals.ts';
import { freshHold, holdMs, opensAt, refusalOf, termsOf } from '../../support/ledger-stand.ts';

/** One ask, as a function of the book: what it answers is to be compared. */
type Ask = (book: SaleBook) => Decision<object>;

const viewers = fc.constantFrom('ann', 'ben', 'cem');
const dates = fc.integer({ min: -100, max: 2000 }).map((ms) => opensAt + ms);
const nth = fc.nat({ max: 20 });
const holdOf = (book: SaleBook, n: number) => book.holds()[n % Math.max(1, book.holds().length)]?.hold ?? 'none';

const asks: fc.Arbitrary<Ask> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .record({
        viewer: viewers,
        key: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
        quantity: fc.integer({ min: 1, max: 3 }),
        at: dates,
      })
      .map(({ viewer, key, quantity, at }): Ask => {
        const hold = freshHold(termsOf());
        return (book) => book.grab({ viewer, key, quantity, arrivedAt: at, hold }, at);
      }),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(nth, dates).map(
      ([n, at]): Ask =>
        (book) =>
          book.confirm({ hold: holdOf(book, n), order: 'o' }, at),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(nth, dates).map(
      ([n, at]): Ask =>
        (book) =>
          book.release({ hold: holdOf(book, n), viewer: null }, at),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.nat({ max: 3 }), dates).map(
      ([count, at]): Ask =>
        (book) =>
          book.admit(count, at),
    ),
  },
  {
    weight: 1,
    arbitrary: dates.map(
      (at): Ask =>
        (book) =>
          book.expire(at),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.integer({ min: 1, max: 6 }), dates).map(
      ([stock, at]): Ask =>
        (book) =>
          book.adjust({ stock }, at),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.integer({ min: 1, max: 6 }), dates).map(
      ([stock, at]): Ask =>
        (book) =>
          book.reopen(termsOf({ stock }), at),
    ),
  },
);
const ends: fc.Arbitrary<Ask[]> = fc
  .tuple(fc.constantFrom('closed' as const, 'cancelled' as const), dates)
  .map(([how, at]) => [(book) => book.close(how, at)]);

describe('the book of a sale', () => {
  it('[SALE-27] a book read from its lines is the very book that wrote them, and goes on as it would', () => {
    const plays = fc.tuple(
      fc.boolean(),
      fc.array(asks, { maxLength: 40 }),
      fc.oneof(fc.constant([]), ends),
      fc.array(asks, { maxLength: 15 }),
    );
    fc.assert(
      fc.property(plays, ([queue, first, end, rest]) => {
        const { answer: book, lines } = SaleBook.open(termsOf({ queue, holdMs: 300, perViewer: 4 }), opensAt - 1000);
        const written: SaleLine[] = [...lines];
        for (const ask of [...first, ...end]) written.push(...ask(book).lines);
        // Through JSON, as stores keep them.
        const read = SaleBook.replay(JSON.parse(JSON.stringify(written)) as SaleLine[])!;
        assert.deepEqual(read.standing, book.standing);
        assert.deepEqual(read.holds(), book.holds());
        for (const ask of [...first, ...rest]) assert.deepEqual(ask(read), ask(book));
        assert.deepEqual([read.standing, read.holds()], [book.standing, book.holds()]);
      }),
      { numRuns: 300 },
    );
  });

  it('[SALE-209] lines of a cancellation that gave everything back before it was said are read as what they say', () => {
    const { answer: book, lines } = SaleBook.open(termsOf({ queue: true }), opensAt - 1);
    const places = [freshHold(termsOf()), freshHold(termsOf())] as const;
    for (const [n, hold] of places.entries())
      lines.push(...book.grab({ viewer: `v${n}`, key: 'k', quantity: 1, arrivedAt: opensAt, hold }, opensAt).lines);
    lines.push(...book.admit(1, opensAt).lines);
    const release = { kind: 'release', by: 'cancellation', quantity: 1 } as const;
    const rest: LineWhat[] = [
      { ...release, hold: places[0], viewer: 'v0' },
      { ...release, hold: places[1], viewer: 'v1', number: 2 },
      { kind: 'close', how: 'cancelled' },
    ];
    for (const what of rest) lines.push({ ...what, at: opensAt + 1, after: totalsAfter(lines.at(-1)!.after, what) });
    const read = SaleBook.replay(lines)!;
    const { totals, ended, nextExpiryAt } = read.standing;
    assert.deepEqual([totals.available, totals.held, totals.queued, ended, nextExpiryAt], [5, 0, 0, 'cancelled', null]);
    assert.deepEqual(read.expire(opensAt + holdMs).lines, []);
    assert.ok(read.holds().every(({ status }) => status === 'released'));
  });

  it('[SALE-27] without a line there is no book', () => {
    assert.equal(SaleBook.replay([]), null);
  });

  it('[SALE-11] no comparison with nonsense grants anything', () => {
    const { answer: book } = SaleBook.open(termsOf({ perViewer: 5 }), opensAt - 1000);
    const grab = (quantity: number, arrivedAt: number) =>
      refusalOf(book.grab({ viewer: 'eve', key: 'k', quantity, arrivedAt, hold: freshHold(termsOf()) }, arrivedAt).answer);
    for (const quantity of [Number.NaN, Infinity, -Infinity, -0, null as unknown as number, '2' as unknown as number])
      assert.equal(grab(quantity, opensAt), 'bad-request', String(quantity));
    assert.deepEqual(grab(1, Number.NaN), { code: 'not-open', opensAt });
    for (const wrong of [Number.NaN, Infinity]) {
      assert.equal(refusalOf(book.adjust({ stock: wrong }, opensAt - 500).answer), 'bad-request');
      assert.equal(refusalOf(book.adjust({ perViewer: wrong }, opensAt - 500).answer), 'bad-request');
      assert.equal(refusalOf(book.adjust({ opensAt: wrong, closesAt: opensAt }, opensAt - 500).answer), 'bad-request');
      assert.equal(refusalOf(book.adjust({ opensAt: opensAt - 1, closesAt: wrong }, opensAt - 500).answer), 'bad-request');
    }
    assert.deepEqual(book.admit(Number.NaN, opensAt).lines, []);
    assert.deepEqual(book.standing.totals.seq, 1);
  });

  it('[SALE-26] a time that is none dates nothing', () => {
    const { answer: book } = SaleBook.open(termsOf(), opensAt);
    const hold = freshHold(termsOf());
    book.grab({ viewer: 'ann', key: 'k', quantity: 1, arrivedAt: opensAt, hold }, opensAt);
    const { lines } = book.confirm({ hold, order: 'o-1' }, Number.NaN);
    assert.deepEqual(
      lines.map(({ at }) => at),
      [opensAt],
    );
    assert.deepEqual(book.expire(Number.NaN).lines, []);
  });

  it('[SALE-15] thousands of holds run out in their order, each once, also when some have ended otherwise', () => {
    const { answer: book } = SaleBook.open(termsOf({ stock: 5000, perViewer: 1 }), opensAt - 1);
    const holds = Array.from({ length: 5000 }, (_, n) => {
      const hold = freshHold(termsOf());
      const at = opensAt + n;
      book.grab({ viewer: `v${n}`, key: 'k', quantity: 1, arrivedAt: at, hold }, at);
      return hold;
    });
    for (const [n, hold] of holds.entries()) if (n % 3 === 0) book.confirm({ hold, order: 'o' }, opensAt + 5000);
    const expired: string[] = [];
    for (let at = opensAt + holdMs - 1; at < opensAt + holdMs + 5007; at += 7) {
      for (const line of book.expire(at).lines) if (line.kind === 'expire') expired.push(line.hold);
      const due = opensAt + holdMs;
      const { nextExpiryAt } = book.standing;
      assert.ok(nextExpiryAt === null || (nextExpiryAt > at && nextExpiryAt >= due));
    }
    assert.deepEqual(
      expired,
      holds.filter((_, n) => n % 3 !== 0),
    );
    assert.deepEqual([book.standing.totals.held, book.standing.nextExpiryAt], [0, null]);
  });
});
