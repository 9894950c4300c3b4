/** What the panel says of a ledger that does not answer. */
import assert from 'node:assert/strict';
import { isLedgerAway } from '../../../web/panel/sales/ledger-standing.ts';

describe('a ledger that does not answer', () => {
  it('[PAGE-117] is said for as long as the server says so, and never without its word', () => {
    assert.equal(isLedgerAway({ sales: [], ledger: 'unavailable' }), true);
    assert.equal(isLedgerAway({ sales: [], ledger: 'ok' }), false);
    assert.equal(isLedgerAway({ sales: [] }), false);
    assert.equal(isLedgerAway(null), false);
  });
});
