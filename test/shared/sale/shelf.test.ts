/** All books of a ledger: each read when it is first asked for, thrown away when it cannot be trusted. */
import assert from 'node:assert/strict';
import { SaleBook, Shelf } from '../../../shared/sale/index.ts';
import type { LedgerAsk, SaleLine } from '../../../shared/sale/index.ts';
import { addsUp } from '../../../shared/sale/totals.ts';
import { freshHold, opensAt, refusalOf, termsOf } from '../../support/ledger-stand.ts';

const sale = { show: 'demo', sale: 'lamp', generation: 'g' };
const hold = freshHold(sale);
const grab: LedgerAsk = { kind: 'grab', sale, ask: { viewer: 'ann', key: 'k', quantity: 1, arrivedAt: opensAt, hold } };
const confirm: LedgerAsk = { kind: 'confirm', ask: { hold, order: 'o-1' }, at: opensAt };

/** The lines of a sale with one hold. */
function linesSoFar(): SaleLine[] {
  const { answer: book, lines } = SaleBook.open(termsOf(), opensAt - 1);
  const granted = book.grab({ viewer: 'ann', key: 'k', quantity: 1, arrivedAt: opensAt, hold }, opensAt);
  return [...lines, ...granted.lines];
}

describe('the shelf of a ledger', () => {
  it('[SALE-27] reads a book once, when it is first asked for, and only that one', () => {
    const read: string[] = [];
    const shelf = new Shelf('g', ({ sale: name }) => {
      read.push(name);
      return name === 'lamp' ? linesSoFar() : [];
    });
    assert.deepEqual(read, []);
    assert.equal(refusalOf(shelf.rule(grab).answer), 'ok');
    assert.equal(refusalOf(shelf.rule(confirm).answer), 'ok');
    assert.deepEqual(read, ['lamp']);
    assert.equal(refusalOf(shelf.rule({ kind: 'totals', sale: { ...sale, sale: 'vase' } }).answer), 'ledger-lost');
    assert.deepEqual(read, ['lamp', 'vase']);
  });

  it('[SALE-28] a book that is forgotten is read anew: what it said and was not written did not happen', () => {
    const shelf = new Shelf('g', linesSoFar);
    assert.deepEqual(
      shelf.rule(confirm).lines.map(({ kind }) => kind),
      ['confirm'],
    );
    shelf.forget(sale);
    assert.deepEqual(
      shelf
        .book(sale)!
        .holds()
        .map(({ status }) => status),
      ['held'],
    );
    assert.deepEqual(
      shelf.rule(confirm).lines.map(({ kind }) => kind),
      ['confirm'],
    );
  });

  it('[SALE-28] a line that would not add up is a bug: it throws, and nothing of that ask is kept', () => {
    let isSound = false;
    const shelf = new Shelf('g', () => {
      const [open, held] = linesSoFar() as [SaleLine, SaleLine];
      return isSound ? [open, held] : [open, { ...held, after: { ...held.after, available: 5, held: 0 } }];
    });
    assert.throws(() => shelf.rule(confirm), /demo\/lamp does not add up.*"kind":"confirm"/v);
    isSound = true;
    assert.equal(refusalOf(shelf.rule(confirm).answer), 'ok');
  });

  it('[SALE-28] each of the totals is guarded: none below nothing, none a fraction, and together the stock', () => {
    const sound = { seq: 2, stock: 5, perViewer: 2, available: 3, held: 1, sold: 1, queued: 4, serving: 0 };
    assert.ok(addsUp(sound));
    const wrongs = [
      { available: -1, held: 5 },
      { held: -1, sold: 3 },
      { sold: -1, held: 3 },
      { queued: -1 },
      { available: 2.5, held: 1.5 },
      { queued: 0.5 },
      { available: 4 },
      { held: 0 },
      { sold: 2 },
      { stock: Number.NaN, available: Number.NaN },
    ];
    for (const wrong of wrongs) assert.ok(!addsUp({ ...sound, ...wrong }), JSON.stringify(wrong));
  });

  it('[SALE-28] terms that make no sense open nothing', () => {
    const shelf = new Shelf('g', () => []);
    for (const stock of [Number.NaN, -1, 0.5])
      assert.throws(() => shelf.rule({ kind: 'open', terms: termsOf({ stock }), at: opensAt }), /does not add up/v);
    assert.equal(shelf.book(sale), null);
    assert.equal(refusalOf(shelf.rule({ kind: 'open', terms: termsOf(), at: opensAt }).answer), 'ok');
    assert.throws(() => shelf.rule({ kind: 'open', terms: termsOf({ stock: 0.5 }), at: opensAt }), /does not add up/v);
  });
});
