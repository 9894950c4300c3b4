/** Which flash sale is on air. */
import assert from 'node:assert/strict';
import type { ShowJson } from '../../../shared/state/show-state.ts';
import type { SaleJson } from '../../../web/kit/sale-now.ts';
import { unheardMs } from '../../../web/overlay/model/scene.ts';
import { backMs, farewellMs, isBelieved, saleOnAir, seeSales, turnsOnAir } from '../../../web/overlay/model/sale-scene.ts';
import type { Seen } from '../../../web/overlay/model/sale-scene.ts';
import { closesAt, opensAt, saleJson } from '../../support/web-sale.ts';

const now = opensAt + 1000;

function show(sales: SaleJson[], change: Partial<ShowJson> = {}): ShowJson {
  const base = { show: 'demo', title: 'Demo', status: 'live', viewers: 3, tick: 1, startsAt: 0, rehearsal: false, likes: 0 };
  return { ...base, pinned: '', notices: [], sales: Object.fromEntries(sales.map((sale) => [sale.id, sale])), ...change };
}

/** What is on air after the page has seen one state after the other, the last one at `at`. */
function air(states: ShowJson[], at = now) {
  let seen: Seen = new Map();
  for (const state of states) seen = seeSales(seen, state, { now: at, isSure: true });
  return { scene: saleOnAir(states.at(-1)!, seen, at), seen };
}
const idOnAir = (states: ShowJson[], at = now): string | undefined => air(states, at).scene?.sale.id;

const open = saleJson({ id: 'open' });
const soon = saleJson({ id: 'soon', status: 'countdown', opensAt: now + 5000 });
const next = saleJson({ id: 'next', status: 'countdown', opensAt: now + 9000 });
const soldOut = saleJson({ id: 'soldOut', left: 0 });
const scheduled = saleJson({ id: 'scheduled', status: 'scheduled', opensAt: 0 });

describe('overlay sale', () => {
  it('[PAGE-88] what is open is on air, else what opens next, else what is sold out; nothing that is only planned', () => {
    assert.equal(idOnAir([show([scheduled, soldOut, next, soon, open])]), 'open');
    const numbersOnly = saleJson({ id: 'numbers', queue: true, left: 0, held: 9, opensAt: opensAt - 9 });
    assert.equal(idOnAir([show([numbersOnly, open])]), 'open', 'what is left goes before what only takes numbers');
    assert.equal(idOnAir([show([numbersOnly, soon])]), 'numbers');
    assert.equal(idOnAir([show([scheduled, soldOut, next, soon])]), 'soon');
    assert.equal(idOnAir([show([scheduled, soldOut])]), 'soldOut');
    assert.equal(idOnAir([show([scheduled])]), undefined);
    assert.equal(idOnAir([show([open], { status: 'ended' })]), undefined);
    assert.equal(saleOnAir(null, new Map(), now), null);
  });

  it('[PAGE-88] it goes on air open at the moment of the opening, without word from the server', () => {
    const state = show([saleJson({ status: 'countdown' })]);
    assert.equal(air([state], opensAt - 1).scene?.status, 'countdown');
    assert.equal(air([state], opensAt).scene?.status, 'open');
    assert.ok(turnsOnAir(state, new Map()).includes(opensAt));
  });

  it('[PAGE-88] units that come back and a sale that ends have their moment, and a reload does not repeat it', () => {
    const back = show([saleJson({ id: 'soldOut', left: 2 })]);
    const { scene, seen } = air([show([soldOut]), back]);
    assert.equal(scene?.isBack, true);
    assert.equal(saleOnAir(back, seen, now + backMs)?.isBack, false);
    assert.equal(air([back]).scene?.isBack, false);

    const closed = show([saleJson({ id: 'open', status: 'closed' })]);
    const after = air([show([open]), closed]);
    assert.equal(after.scene?.status, 'closed');
    assert.ok(turnsOnAir(closed, after.seen).includes(now + farewellMs));
    assert.equal(saleOnAir(closed, after.seen, now + farewellMs), null);
    assert.equal(idOnAir([closed], closesAt), undefined);
  });

  it('[PAGE-88] a sale of a rehearsal is on air during the rehearsal only', () => {
    const rehearsed = saleJson({ rehearsal: true });
    assert.equal(idOnAir([show([rehearsed])]), undefined);
    assert.equal(idOnAir([show([rehearsed], { rehearsal: true })]), 'mug');
  });

  it('[PAGE-93] a sale that a fault has stopped leaves the air at once', () => {
    const stopped = saleJson({ id: 'open', status: 'closed', stopped: 'ledger-lost' });
    assert.equal(idOnAir([show([open]), show([stopped])]), undefined);
    assert.equal(idOnAir([show([open]), show([stopped, soldOut])]), 'soldOut');
  });

  it('[PAGE-89] while the line is down stock is believed for ten seconds, a countdown until it is over', () => {
    assert.equal(isBelieved({ status: 'open' }, unheardMs - 1), true);
    assert.equal(isBelieved({ status: 'open' }, unheardMs), false);
    assert.equal(isBelieved({ status: 'sold-out' }, unheardMs), false);
    assert.equal(isBelieved({ status: 'countdown' }, 10 * unheardMs), true);
  });
});
