/** Sales in a rehearsal, and at the end of the show. */
import assert from 'node:assert/strict';
import { decodingViewer } from '../../support/decoding-viewer.ts';
import { showWorld } from '../../support/show-world.ts';
import type { ShowJsonLike } from '../../support/show-world.ts';
import { codeOf, grabbed, inLedger, numbers, openNow, refOf, schedule, shown } from '../../support/stage-sales.ts';

describe('sales in a rehearsal', () => {
  it('[SALE-110] are marked in ledger, state, orders and panel; real ones are not', async () => {
    const world = await showWorld();
    await schedule(world);
    await world.command('rehearsal.start', { bots: 3 });
    await openNow(world, { perViewer: 1 });
    assert.deepEqual([(await inLedger(world)).terms.rehearsal, (await inLedger(world, 'sale-2')).terms.rehearsal], [false, true]);
    assert.deepEqual([shown(world).rehearsal, shown(world, 'sale-2').rehearsal], [false, true]);
    assert.deepEqual(
      world.panel().sales.map(({ rehearsal }) => rehearsal),
      [false, true],
    );
  });

  it('[SALE-110] the end of the rehearsal cancels them and takes them away; real ones go on', async () => {
    const world = await showWorld();
    await openNow(world);
    await grabbed(world, 'ann');
    await world.command('rehearsal.start', { bots: 3 });
    await openNow(world);
    await schedule(world);
    await world.command('sale.close', { sale: 'sale-3' });
    assert.deepEqual(await world.command('rehearsal.end'), { ok: true });
    await world.pass(100);
    const { ended, totals } = await inLedger(world, 'sale-2');
    assert.deepEqual([ended, totals.held], ['cancelled', 0]);
    assert.deepEqual(
      world.panel().sales.map(({ id }) => id),
      ['sale-1'],
    );
    assert.deepEqual(numbers(world), { status: 'open', left: 2, held: 1, sold: 0 });
    assert.equal(await schedule(world), 'sale-4', 'ids are not given twice');
    assert.deepEqual(world.errors, []);
  });

  it('[SALE-110] whoever missed the end of the rehearsal keeps nothing that looks open', async () => {
    const world = await showWorld();
    const { feed } = world.shows.get('demo')!.crowd;
    const viewer = decodingViewer(feed);
    await world.command('rehearsal.start', { bots: 3 });
    await openNow(world);
    viewer.leave();
    await world.command('rehearsal.end');
    await world.pass(30_000);
    viewer.resume();
    await world.pass(100);
    assert.equal((viewer.json() as ShowJsonLike).sales['sale-1']!.status, 'cancelled');
    await world.pass(60_000);
    await world.command('viewer.mute', { viewer: 'ann' });
    await world.pass(100);
    assert.deepEqual(world.json().sales, {});
    assert.deepEqual(viewer.json(), world.json());
    assert.deepEqual(decodingViewer(feed).json(), world.json());
  });

  it('[SALE-110] a crash in the middle of it changes nothing of that', async () => {
    const world = await showWorld();
    await openNow(world);
    await world.command('rehearsal.start', { bots: 3 });
    await openNow(world);
    const again = await world.crash({ downMs: 1000 });
    await again.pass(100);
    assert.deepEqual(await again.command('rehearsal.end'), { ok: true });
    await again.pass(100);
    assert.equal((await inLedger(again, 'sale-2')).ended, 'cancelled');
    assert.equal(shown(again).status, 'open');
    assert.deepEqual(again.errors, []);
  });
});

describe('sales and the end of the show', () => {
  it('[SALE-111] it closes all that go on and keeps what is held, which can still be bought or runs out', async () => {
    const world = await showWorld();
    await openNow(world);
    await schedule(world, { countdownMs: 30_000 });
    await schedule(world);
    const [ann] = [await grabbed(world, 'ann'), await grabbed(world, 'bob')];
    assert.deepEqual(await world.command('show.end'), { ok: true });
    await world.pass(100);
    assert.deepEqual(
      ['sale-1', 'sale-2', 'sale-3'].map((id) => shown(world, id).status),
      ['closed', 'closed', 'closed'],
    );
    assert.equal(codeOf(await world.ledger.confirm({ hold: ann, order: 'o-1' }, world.clock.now())), 'ok');
    await world.pass(50);
    assert.deepEqual(numbers(world), { status: 'closed', left: 1, held: 1, sold: 1 });
    await world.pass(11_000);
    assert.deepEqual(numbers(world), { status: 'closed', left: 2, held: 0, sold: 1 });
  });

  it('[SALE-111] a show that starts again can sell again, and what was closed stays closed', async () => {
    const world = await showWorld();
    await openNow(world);
    await world.command('show.end');
    await world.command('show.start');
    await world.pass(100);
    assert.equal(shown(world).status, 'closed');
    assert.equal(codeOf(await world.command('sale.open', { sale: 'sale-1' })), 'sale/ended');
    await openNow(world);
    assert.equal(shown(world, 'sale-2').status, 'open');
  });

  it('[SALE-111] in a rehearsal it cancels what was rehearsed and closes what is real', async () => {
    const world = await showWorld();
    await openNow(world);
    await world.command('rehearsal.start', { bots: 3 });
    await openNow(world);
    const hold = await grabbed(world, 'ann');
    await grabbed(world, 'ann', { sale: 'sale-2' });
    await world.command('show.end');
    await world.pass(100);
    assert.deepEqual([(await inLedger(world)).ended, (await inLedger(world, 'sale-2')).ended], ['closed', 'cancelled']);
    assert.equal(codeOf(await world.ledger.confirm({ hold, order: 'o-1' }, world.clock.now())), 'ok');
    assert.deepEqual(
      world.panel().sales.map(({ id }) => id),
      ['sale-1'],
    );
    assert.equal(codeOf(await world.ledger.totals(refOf('sale-1'))), 'ok');
  });
});
