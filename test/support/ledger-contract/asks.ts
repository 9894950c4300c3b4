/** The contract of asking: in the order of the calls, to the right ledger and sale, and never twice by mistake. */
import assert from 'node:assert/strict';
import { LedgerError } from '../../../rooms/sale-ledger.ts';
import type { LedgerSource } from '../ledger-contract.ts';
import { freshHold, holdMs, opensAt, refusalOf, SaleStand, termsOf } from '../ledger-stand.ts';

export function askRules({ fresh }: LedgerSource): void {
  it('[SALE-29] asks of one moment are decided in the order of the calls', async () => {
    const sale = await SaleStand.open(await fresh(), { stock: 30, perViewer: 1 });
    const viewers = Array.from({ length: 100 }, (_, n) => `v${n}`);
    const answers = await Promise.all(viewers.map((viewer) => sale.grab({ viewer })));
    assert.deepEqual(answers.map(refusalOf), [...Array<string>(30).fill('ok'), ...Array<string>(70).fill('sold-out')]);
    assert.deepEqual(
      (await sale.ledger.holds(sale.ref)).map(({ viewer }) => viewer),
      viewers.slice(0, 30),
    );
  });

  it('[SALE-29] asks of different kinds and sales keep their order, too', async () => {
    const ledger = await fresh();
    const [lamp, vase] = [await SaleStand.open(ledger, { stock: 1 }), await SaleStand.open(ledger, { sale: 'vase', stock: 1 })];
    const [first, other] = [freshHold(lamp.ref), freshHold(vase.ref)];
    const answers = await Promise.all([
      lamp.grab({ viewer: 'ann', hold: first }),
      vase.grab({ viewer: 'ann', hold: other }),
      lamp.grab({ viewer: 'ben' }),
      lamp.release(first, 'ann'),
      vase.confirm(other, 'o-1'),
      lamp.grab({ viewer: 'ben' }),
      vase.release(other, 'ann'),
      lamp.close('cancelled'),
      lamp.grab({ viewer: 'cem' }),
      ledger.open(termsOf({ sale: 'late' }), opensAt),
    ]);
    assert.deepEqual(answers.map(refusalOf), [
      'ok',
      'ok',
      'sold-out',
      'ok',
      'ok',
      'ok',
      'hold/confirmed',
      'ok',
      'sale/ended',
      'ok',
    ]);
    const kinds = (await ledger.tail(null, 100)).map(({ sale, kind }) => `${sale} ${kind}`);
    assert.deepEqual(kinds.slice(2), [
      'lamp hold',
      'vase hold',
      'lamp release',
      'vase confirm',
      'lamp hold',
      'lamp close',
      'lamp release',
      'late open',
    ]);
  });

  it('[SALE-29] totals show what was asked before them; lines and holds what was answered', async () => {
    const sale = await SaleStand.open(await fresh());
    const asked = sale.grab({ viewer: 'ann' });
    const { totals } = await sale.standing();
    assert.equal(totals.held, 1);
    await asked;
    await sale.take({ viewer: 'ben' });
    const [lines, holds, tail] = [await sale.lines(), await sale.ledger.holds(sale.ref), await sale.ledger.tail(null, 10)];
    assert.deepEqual([lines.length, holds.length, tail.length], [3, 2, 3]);
  });

  it('[SALE-8] one key asked many times in one moment is one grab', async () => {
    const sale = await SaleStand.open(await fresh());
    const asks = Array.from({ length: 50 }, () => sale.grab({ viewer: 'ann', key: 'k' }));
    const answers = await Promise.all(asks);
    for (const answer of answers) assert.deepEqual(answer, answers[0]);
    assert.equal(await sale.stock(), '4/1/0');
    const other = await Promise.all([1, 2].map((quantity) => sale.grab({ viewer: 'ben', key: 'k', quantity })));
    assert.deepEqual(other.map(refusalOf), ['ok', 'key-reused']);
  });

  it('[SALE-32] a ledger refuses a sale of another ledger, and one that it never opened, as ledger-lost', async () => {
    const sale = await SaleStand.open(await fresh());
    const { ledger, ref } = sale;
    const hold = await sale.take({ viewer: 'ann' });
    const grab = () => ({ viewer: 'ben', key: 'k', quantity: 1, arrivedAt: opensAt, hold: freshHold(ref) });
    for (const other of [
      { ...ref, generation: 'another' },
      { ...ref, generation: '' },
      { ...ref, sale: 'vase' },
      { ...ref, show: 'night' },
    ]) {
      const answers = [
        await ledger.grab(other, grab()),
        await ledger.adjust(other, { stock: 1 }, opensAt),
        await ledger.close(other, 'cancelled', opensAt),
        await ledger.admit(other, 1, opensAt),
        await ledger.expire(other, opensAt + holdMs),
        await ledger.totals(other),
      ];
      assert.deepEqual(answers.map(refusalOf), Array(6).fill('ledger-lost'));
    }
    assert.deepEqual(await sale.kinds(), ['open', 'hold']);
    assert.equal(refusalOf(await sale.confirm(hold, 'o-1')), 'ok');
  });

  it('[SALE-32] a ledger that begins anew has another generation', async () => {
    const [first, second] = [await SaleStand.open(await fresh()), await SaleStand.open(await fresh())];
    assert.notEqual(first.ref.generation, second.ref.generation);
    assert.equal(refusalOf(await second.ledger.totals(first.ref)), 'ledger-lost');
  });

  it('[SALE-33] sales of one name in two shows, and two sales of a show, have nothing in common', async () => {
    const ledger = await fresh();
    const [lamp, vase, night] = [
      await SaleStand.open(ledger, { stock: 1 }),
      await SaleStand.open(ledger, { sale: 'vase', stock: 2 }),
      await SaleStand.open(ledger, { show: 'night', stock: 3 }),
    ];
    await lamp.take({ viewer: 'ann' });
    await vase.close('closed');
    assert.deepEqual([await lamp.stock(), await vase.stock(), await night.stock()], ['0/1/0', '2/0/0', '3/0/0']);
    assert.equal((await night.standing()).ended, null);
    await night.take({ viewer: 'ann', quantity: 2 });
    await night.expire(opensAt + holdMs);
    assert.deepEqual([await lamp.stock(), await night.stock()], ['0/1/0', '3/0/0']);
    assert.deepEqual(await ledger.holds({ show: 'demo', sale: 'none' }), []);
  });

  it('[SALE-34] a ledger that is stopped does what was asked before, and then refuses', async () => {
    const sale = await SaleStand.open(await fresh());
    const { ledger, ref } = sale;
    let heard = 0;
    ledger.watch((lines) => {
      heard += lines.length;
    });
    const before = sale.grab({ viewer: 'ann' });
    const stopped = ledger.stop();
    assert.equal(refusalOf(await before), 'ok');
    await stopped;
    assert.equal(heard, 1);
    const answers = [
      await sale.grab({ viewer: 'ben' }),
      await ledger.open(termsOf({ sale: 'vase' }), opensAt),
      await sale.confirm(freshHold(ref), 'o-1'),
      await ledger.totals(ref),
      await ledger.expire(ref, opensAt),
    ];
    assert.deepEqual(answers.map(refusalOf), Array(5).fill('ledger-unavailable'));
    await assert.rejects(ledger.holds(ref), LedgerError);
    await assert.rejects(ledger.lines(ref, { after: 0, limit: 1 }), LedgerError);
    await assert.rejects(ledger.tail(null, 1), LedgerError);
    await ledger.stop();
  });
}
