/** A whole flash sale with five hundred viewers, honest and other, and a server that dies in the middle of it. */
import assert from 'node:assert/strict';
import { brokenIn, checkHistory } from '../../loadtest/sale-history.ts';
import { createMemoryLedger } from '../../server/memory/ledger.ts';
import { isRefusal } from '../../shared/protocol/index.ts';
import { showWorld } from '../support/show-world.ts';
import type { ShowWorld, WorldOptions } from '../support/show-world.ts';
import { SimShoppers } from './sim-shoppers.ts';

const lamp = { product: 'sku-lamp', title: 'A lamp', price: 4900, currency: 'EUR', holdMs: 8000, durationMs: 40_000 };

interface Plan {
  seed: string;
  viewers: number;
  stock: number;
  perViewer?: number;
  queue?: { perStep: number; stepMs: number };
  /** When the server dies, ms after the opening. */
  crashesMs?: readonly number[];
}

/** Plays the sale from its countdown to its end, and everything that is held to its own. */
async function play({ seed, viewers, stock, perViewer = 1, queue, crashesMs = [] }: Plan) {
  const ledger = createMemoryLedger();
  const options: WorldOptions = { seed, ledger, ledgerMs: 4, commitMs: 2 };
  let world: ShowWorld = await showWorld(options);
  const scheduled = await world.command('sale.schedule', { ...lamp, stock, perViewer, queue, countdownMs: 2000 });
  assert.ok(scheduled.ok, JSON.stringify(scheduled));
  await world.pass(100);
  const sale = scheduled.sale!;
  const shoppers = new SimShoppers(sale, { count: viewers, seed });
  const errors: string[] = [];
  shoppers.enter(world);
  const { opensAt, closesAt } = world.json().sales[sale]!;
  let underWay = 0;
  for (const crashMs of crashesMs) {
    await world.pass(opensAt + crashMs - world.clock.now());
    errors.push(...world.errors);
    underWay += shoppers.records.filter(({ answer }) => answer === 'unknown').length;
    world = await world.crash({ downMs: 300 });
    shoppers.enter(world);
  }
  await world.pass(closesAt + lamp.holdMs + 5000 - world.clock.now());
  errors.push(...world.errors);
  const lines = await ledger.tail(null, 1_000_000);
  const verdicts = checkHistory({ records: shoppers.records, lines, until: closesAt + lamp.holdMs });
  return { world, sale, shoppers, errors, lines, broken: brokenIn(verdicts), underWay };
}

describe('a flash sale', function () {
  this.timeout(60_000);

  it('[SALE-145] sells out to five hundred viewers of all kinds: nothing twice, nothing lost, everybody told the truth', async () => {
    const { world, sale, shoppers, errors, broken, lines } = await play({ seed: 'sale one', viewers: 500, stock: 120 });
    assert.equal(broken, null);
    assert.deepEqual(errors, []);
    const { left, held, sold, status } = world.json().sales[sale]!;
    assert.deepEqual([left + held + sold, status], [120, 'closed']);
    assert.ok(sold > 60, `${sold} are sold`);
    const answers = new Set(
      shoppers.records.map(({ answer }) => (answer === 'unknown' ? answer : isRefusal(answer) ? answer.code : 'ok')),
    );
    for (const expected of [
      'ok',
      'sold-out',
      'not-open',
      'key-reused',
      'sale/limit',
      'bad-request',
      'hold/unknown',
      'rate-limited',
      'sale/ended',
    ])
      assert.ok(answers.has(expected as never), `somebody is answered ${expected}: ${[...answers].join(' ')}`);
    assert.equal(answers.has('unknown'), false);
    // Units came back, and were sold again.
    assert.ok(lines.filter(({ kind }) => kind === 'hold').length > 120);
    await allAreTold(world, sale, shoppers);
  });

  it('[SALE-145] goes on where it was after the server has died four times: every answered grab stands, none counts twice', async () => {
    for (const seed of ['crash one', 'crash two']) {
      const plan = { seed, viewers: 300, stock: 150, perViewer: 2, crashesMs: [-20, 3, 150, 9000] };
      const { world, sale, shoppers, errors, broken, underWay } = await play(plan);
      assert.equal(broken, null, seed);
      assert.deepEqual(errors, [], seed);
      assert.ok(underWay > 0, 'something was under way');
      assert.ok(world.json().sales[sale]!.sold > 75, seed);
      await allAreTold(world, sale, shoppers);
    }
  });

  it('[SALE-145] with a queue everybody is served in the order of their numbers, also over a crash', async () => {
    const plan = { seed: 'queue', viewers: 200, stock: 60, queue: { perStep: 5, stepMs: 500 }, crashesMs: [2000] };
    const { world, sale, shoppers, errors, broken, lines } = await play(plan);
    assert.equal(broken, null);
    assert.deepEqual(errors, []);
    const admitted = lines.flatMap((line) => (line.kind === 'hold' ? [line.number!] : []));
    assert.deepEqual(
      admitted,
      admitted.toSorted((a, b) => a - b),
    );
    assert.ok(admitted.length >= 60);
    await allAreTold(world, sale, shoppers);
  });
});

/** What each viewer was told last is what the ledger has of them. */
async function allAreTold(world: ShowWorld, sale: string, shoppers: SimShoppers): Promise<void> {
  const holds = await world.ledger.holds({ show: 'demo', sale });
  for (const member of shoppers.members) {
    const has = holds.filter(({ viewer, status }) => viewer === member.viewer && status !== 'queued');
    const told = member.own!.holds.map(({ hold, status }) => `${hold} ${status}`).toSorted();
    assert.deepEqual(
      told,
      has
        .slice(-20)
        .map(({ hold, status }) => `${hold} ${status}`)
        .toSorted(),
      member.viewer,
    );
    assert.deepEqual(member.own!.queue, []);
  }
}
