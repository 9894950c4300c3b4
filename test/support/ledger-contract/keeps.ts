/** The contract of ledgers that outlive their process: what was answered is there when they are opened again. */
import assert from 'node:assert/strict';
import type { LedgerSource } from '../ledger-contract.ts';
import { granted, holdMs, opensAt, refusalOf, SaleStand, termsOf } from '../ledger-stand.ts';

export function keepRules({ fresh, again }: LedgerSource): void {
  const reopened = async (sale: SaleStand): Promise<SaleStand> => {
    await sale.ledger.stop();
    return new SaleStand(await again(), sale.ref);
  };

  it('[SALE-35] a ledger that is opened again stands as it stood: lines, holds, totals, positions, generation', async () => {
    const sale = await SaleStand.open(await fresh());
    await sale.confirm(await sale.take({ viewer: 'ann', quantity: 2 }), 'o-1');
    await sale.release(await sale.take({ viewer: 'ben' }), 'ben');
    await sale.take({ viewer: 'cem' });
    const before = await look(sale);
    const after = await reopened(sale);
    assert.deepEqual(await look(after), before);
    assert.equal(granted(await after.ledger.open(termsOf(), opensAt)).generation, sale.ref.generation);
    await after.take({ viewer: 'dan' });
    assert.deepEqual(
      (await after.ledger.tail(before.tail.at(-1)!.position, 10)).map(({ kind, after: { seq } }) => `${kind} ${seq}`),
      ['hold 7'],
    );
  });

  it('[SALE-35] after it, too, a key has the answer that it had, limits count, and holds run out when they would have', async () => {
    const sale = await SaleStand.open(await fresh());
    const answer = await sale.grab({ viewer: 'ann', key: 'k', quantity: 2 });
    const after = await reopened(sale);
    assert.deepEqual(await after.grab({ viewer: 'ann', key: 'k', quantity: 2 }), answer);
    assert.equal(refusalOf(await after.grab({ viewer: 'ann', key: 'k', quantity: 1 })), 'key-reused');
    assert.deepEqual(refusalOf(await after.grab({ viewer: 'ann' })), { code: 'sale/limit', perViewer: 2, mine: 2 });
    assert.equal((await after.expire(opensAt + holdMs - 1)).totals.held, 2);
    assert.equal((await after.expire(opensAt + holdMs)).totals.held, 0);
  });

  it('[SALE-35] after it, too, the queue goes on with its numbers and its order', async () => {
    const sale = await SaleStand.open(await fresh(), { queue: true, stock: 9 });
    await sale.take({ viewer: 'ann' });
    const gone = await sale.take({ viewer: 'ben' });
    await sale.take({ viewer: 'cem' });
    await sale.admit(1);
    await sale.release(gone, 'ben');
    const after = await reopened(sale);
    const next = await after.grab({ viewer: 'dan' });
    assert.equal('queued' in next && next.queued, 4);
    assert.equal((await after.admit(1)).totals.serving, 3);
    const held = (await after.ledger.holds(after.ref)).map(({ viewer, status }) => `${viewer} ${status}`);
    assert.deepEqual(held, ['ann held', 'ben released', 'cem held', 'dan queued']);
  });

  it('[SALE-35] an end stays an end', async () => {
    const sale = await SaleStand.open(await fresh());
    await sale.take({ viewer: 'ann' });
    await sale.close('cancelled');
    const after = await reopened(sale);
    assert.equal((await after.standing()).ended, 'cancelled');
    assert.equal(refusalOf(await after.grab({ viewer: 'ben' })), 'sale/ended');
  });
}

async function look({ ledger, ref }: SaleStand) {
  return {
    standing: await ledger.totals(ref),
    holds: await ledger.holds(ref),
    lines: await ledger.lines(ref, { after: 0, limit: 100 }),
    tail: await ledger.tail(null, 100),
  };
}
