/** Panels know whether the ledger answers, from what the stage asks of it anyway. */
import assert from 'node:assert/strict';
import type { PanelState } from '../../../shared/protocol/index.ts';
import { decodingViewer } from '../../support/decoding-viewer.ts';
import { showWorld } from '../../support/show-world.ts';
import { codeOf, cup, openNow } from '../../support/stage-sales.ts';

async function watched() {
  const world = await showWorld();
  const panel = decodingViewer(world.shows.get('demo')!.crowd.feed, { panel: true });
  const told = () =>
    panel.messages.filter(({ type }) => type === 'panel.state').map(({ payload }) => (payload as PanelState).ledger);
  return { world, told };
}

describe('panels and the ledger', () => {
  it('[SALE-212] are told within moments that the ledger does not answer, once, and that it does again', async () => {
    const { world, told } = await watched();
    await openNow(world);
    const before = told().length;
    world.ledger.refusing = () => 'ledger-unavailable';
    await world.pass(1200);
    assert.deepEqual(told().slice(before), ['unavailable']);
    await world.pass(10_000);
    assert.deepEqual(told().slice(before), ['unavailable'], 'nothing new');
    world.ledger.refusing = () => null;
    await world.pass(1200);
    assert.deepEqual(told().slice(before), ['unavailable', 'ok']);
    assert.equal(world.panel().ledger, 'ok');
  });

  it('[SALE-212] also by an order that the ledger refuses for want of itself; any other refusal is an answer', async () => {
    const { world, told } = await watched();
    world.ledger.refusing = () => 'ledger-unavailable';
    assert.equal(codeOf(await world.command('sale.schedule', cup)), 'ledger-unavailable');
    await world.pass(100);
    assert.deepEqual([told().at(-1), world.panel().ledger], ['unavailable', 'unavailable']);
    world.ledger.refusing = () => 'sale/exists';
    assert.equal(codeOf(await world.command('sale.schedule', cup)), 'sale/exists');
    await world.pass(100);
    assert.deepEqual([told().at(-1), world.panel().ledger], ['ok', 'ok']);
  });

  it('[SALE-212] also when it does not answer at all; a ledger that is gone has answered', async () => {
    const { world } = await watched();
    await openNow(world);
    world.ledger.hanging = () => 'before';
    await world.pass(3500);
    assert.equal(world.panel().ledger, 'unavailable');
    world.ledger.hanging = () => null;
    world.ledger.refusing = () => 'ledger-lost';
    await world.pass(4000);
    assert.deepEqual([world.panel().ledger, world.panel().sales[0]!.stopped], ['ok', 'ledger-lost']);
  });
});
