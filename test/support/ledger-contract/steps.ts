/** The contract of steps: holds that are due by the thousand keep nobody waiting, and change no answer. */
import assert from 'node:assert/strict';
import { LineSum } from '../../../server/http/add-up-lines.ts';
import { sweepLimit } from '../../../shared/sale/index.ts';
import type { HoldId, LedgerLine } from '../../../shared/sale/index.ts';
import type { LedgerSource } from '../ledger-contract.ts';
import { freshHold, holdMs, opensAt, refusalOf, SaleStand } from '../ledger-stand.ts';

/** More than two steps. */
const many = 2 * sweepLimit + 100;
const due = opensAt + holdMs;

export function stepRules({ fresh }: LedgerSource): void {
  const crowd = async (over = {}): Promise<{ sale: SaleStand; holds: HoldId[] }> => {
    const sale = await SaleStand.open(await fresh(), { stock: many + 1, ...over });
    const taken = Array.from({ length: many }, (_, n) => sale.take({ viewer: `v${n}`, key: 'k' }));
    return { sale, holds: await Promise.all(taken) };
  };

  it('[SALE-209] what runs out by the thousand does so in steps, oldest first; how the sale stands says that more is due', async () => {
    const { sale, holds } = await crowd();
    const first = await sale.expire(due);
    assert.deepEqual([first.totals.held, first.nextExpiryAt], [many - sweepLimit, due]);
    assert.equal((await sale.expire(due)).totals.held, many - 2 * sweepLimit);
    const last = await sale.expire(due);
    assert.deepEqual([last.totals.held, last.totals.available, last.nextExpiryAt], [0, many + 1, null]);
    await sale.expire(due);
    const lines = await sale.lines();
    assert.deepEqual(
      lines.flatMap((line) => (line.kind === 'expire' ? [line.hold] : [])),
      holds,
    );
    addUp(lines);
  });

  it('[SALE-209] no ask takes a larger step', async () => {
    const ledger = await fresh();
    const asks: ((sale: SaleStand) => Promise<object>)[] = [
      (sale) => sale.grab({ viewer: 'late', quantity: 9, at: due }),
      (sale) => sale.grab({ viewer: 'late', at: due }),
      (sale) => sale.adjust({ stock: 1 }, due),
      (sale) => sale.confirm(freshHold(sale.ref), 'o-1', due),
      (sale) => sale.release(freshHold(sale.ref), null, due),
      (sale) => sale.admit(1, due),
      (sale) => sale.close('closed', due),
      (sale) => sale.close('cancelled', due),
      (sale) => sale.close('cancelled', opensAt),
    ];
    for (const [n, ask] of asks.entries()) {
      const sale = await SaleStand.open(ledger, { sale: `s-${n}`, stock: sweepLimit + 20 });
      await Promise.all(Array.from({ length: sweepLimit + 20 }, (_, k) => sale.take({ viewer: `v${k}` })));
      await ask(sale);
      const left = (await sale.ledger.holds(sale.ref)).slice(0, sweepLimit + 20).filter(({ status }) => status === 'held');
      assert.equal(left.length, 20, String(ask));
    }
  });

  it('[SALE-209] a hold that has run out is neither sold nor given back, however many before it no step has come to', async () => {
    const { sale, holds } = await crowd();
    const [third, second, last] = holds.slice(-3) as [HoldId, HoldId, HoldId];
    assert.equal(refusalOf(await sale.confirm(last, 'o-1', due)), 'hold/expired');
    assert.equal((await sale.standing()).totals.held, many - sweepLimit - 1);
    assert.equal(refusalOf(await sale.release(second, null, due)), 'hold/expired');
    assert.equal((await sale.standing()).totals.held, many - 2 * sweepLimit - 2);
    const again = await sale.grab({ viewer: `v${many - 3}`, key: 'k', at: due });
    assert.deepEqual(again, { hold: third, expiresAt: due }, 'a key keeps its answer');
    assert.equal(refusalOf(await sale.confirm(last, 'o-1', due)), 'hold/expired');
    const { totals, nextExpiryAt } = await sale.sweep(due);
    assert.deepEqual([totals.available, totals.held, nextExpiryAt], [many + 1, 0, null]);
    assert.ok((await sale.ledger.holds(sale.ref)).every(({ status }) => status === 'expired'));
    assert.equal((await sale.lines()).length, 2 * many + 1);
    addUp(await sale.lines());
  });

  it('[SALE-209] grabs of one moment share their step or take one each, and none is sold what somebody holds', async () => {
    const { sale } = await crowd({ stock: many });
    const hold = freshHold(sale.ref);
    const grabs = [
      sale.grab({ viewer: 'ann', hold, at: due }),
      sale.grab({ viewer: 'ben', at: due }),
      sale.grab({ viewer: 'cem', at: due }),
    ];
    assert.deepEqual((await Promise.all(grabs)).map(refusalOf), ['ok', 'ok', 'ok']);
    const { totals } = await sale.sweep(due);
    assert.deepEqual([totals.available, totals.held], [many - 3, 3]);
    addUp(await sale.lines());
  });

  it('[SALE-209] a cancellation is said first and gives back in steps; all that is held is due from then on', async () => {
    const { sale, holds } = await crowd();
    const [third, second, last] = holds.slice(-3) as [HoldId, HoldId, HoldId];
    const { length } = await sale.lines();
    assert.equal(refusalOf(await sale.close('cancelled', opensAt + 5)), 'ok');
    const { totals, ended, nextExpiryAt } = await sale.standing();
    assert.deepEqual([totals.held, ended, nextExpiryAt], [many - sweepLimit, 'cancelled', opensAt + 5]);
    assert.deepEqual((await sale.kinds()).slice(length, length + 2), ['close', 'release']);
    assert.equal(refusalOf(await sale.confirm(last, 'o-1', opensAt + 6)), 'hold/released');
    assert.equal((await sale.standing()).totals.held, many - 2 * sweepLimit - 1);
    assert.deepEqual(await sale.release(second, `v${many - 2}`, opensAt + 6), { hold: second });
    assert.equal(refusalOf(await sale.confirm(third, 'o-1', opensAt + 6)), 'hold/released');
    assert.equal((await sale.sweep(opensAt + 7)).nextExpiryAt, null);
    assert.equal(await sale.stock(), `${many + 1}/0/0`);
    const by = (await sale.ledger.holds(sale.ref)).map((hold) => (hold.status === 'released' ? hold.by : hold.status));
    assert.deepEqual(new Set(by), new Set(['cancellation']));
    assert.equal((await sale.lines()).length, length + 1 + many);
    addUp(await sale.lines());
  });

  it('[SALE-209] what had run out when a sale was cancelled has run out, whenever its step comes', async () => {
    const { sale, holds } = await crowd();
    const young = await sale.take({ viewer: 'ann', at: opensAt + 1 });
    await sale.close('cancelled', due);
    assert.equal(refusalOf(await sale.confirm(holds.at(-1)!, 'o-1', due + holdMs)), 'hold/expired');
    assert.equal(refusalOf(await sale.confirm(young, 'o-1', due + holdMs)), 'hold/released');
    await sale.sweep(due + holdMs);
    const statuses = (await sale.ledger.holds(sale.ref)).map(({ status }) => status);
    assert.deepEqual([statuses.at(-1), new Set(statuses.slice(0, -1))], ['released', new Set(['expired'])]);
    addUp(await sale.lines());
  });

  it('[SALE-209] places that can never be served are given up in steps, too', async () => {
    const sale = await SaleStand.open(await fresh(), { stock: many, perViewer: 2, queue: true });
    const [first] = await Promise.all(
      Array.from({ length: many }, (_, n) => sale.take({ viewer: `v${n}`, quantity: n === 0 ? 1 : 2 })),
    );
    await sale.admit(1);
    await sale.confirm(first!, 'o-1');
    await sale.admit(many / 2 - 1);
    const held = (await sale.ledger.holds(sale.ref)).filter(({ status }) => status === 'held');
    await Promise.all(held.map(({ hold }) => sale.confirm(hold, 'o-2')));
    const before = (await sale.standing()).totals;
    assert.deepEqual([before.available, before.held], [1, 0]);
    const after = (await sale.admit(5)).totals;
    assert.deepEqual([after.seq - before.seq, before.queued - after.queued], [sweepLimit, 2 * sweepLimit]);
    assert.equal((await sale.admit(5)).totals.queued, 0);
  });
}

/** Fails unless every line follows from those before it. */
function addUp(lines: readonly LedgerLine[]): void {
  const sum = new LineSum();
  for (const line of lines) sum.add(line);
  assert.equal(sum.result.firstWrong, null);
}
