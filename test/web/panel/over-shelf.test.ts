/** Sales that are over make room for what is on. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { PanelSale } from '../../../shared/protocol/messages.ts';
import { shelve } from '../../../web/panel/sales/over-shelf.ts';
import type { SaleRow } from '../../../web/panel/sales/standing.ts';
import { saleJson } from './sale-json.ts';

const more: PanelSale = { id: '', holdMs: 1, durationMs: 1, queue: null, rehearsal: false, stopped: null };

function over(id: string, stopped: PanelSale['stopped'] = null): SaleRow {
  return { ...saleJson({ id, status: 'closed' }), more: { ...more, id, stopped } };
}
const byAge = (a: SaleRow, b: SaleRow): number => Number(a.id) - Number(b.id);
const ids = (rows: readonly SaleRow[]) => rows.map(({ id }) => id).join('');

describe('sales that are over', () => {
  it('[PAGE-120] the newest two stand in the open, the others are folded', () => {
    const { open, folded } = shelve([over('d'), over('c'), over('b'), over('a')], []);
    assert.equal(ids(open), 'dc');
    assert.equal(ids(folded), 'ba');
    assert.equal(ids(shelve([over('a')], []).folded), '');
  });

  it('[PAGE-120] one whose ledger was lost stays in the open until its alert was read', () => {
    const rows = [over('d'), over('c'), over('b', 'ledger-lost'), over('a', 'ledger-lost')];
    assert.equal(ids(shelve(rows, ['a']).open), 'dcb');
    assert.equal(ids(shelve(rows, ['a', 'b']).open), 'dc');
  });

  it('[PAGE-120] none is left out, none stands twice, and the newest stay first', () => {
    const row = fc.record({ lost: fc.boolean(), read: fc.boolean() });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 12 }), (drawn) => {
        const rows = drawn.map(({ lost }, i) => over(`${i}`, lost ? 'ledger-lost' : null));
        const read = rows.filter((_, i) => drawn[i]!.read).map(({ id }) => id);
        const { open, folded } = shelve(rows, read);
        assert.deepEqual([...open, ...folded].toSorted(byAge), rows);
        for (const part of [open, folded]) assert.deepEqual(part, part.toSorted(byAge));
      }),
    );
  });
});
