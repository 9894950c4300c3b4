/** The bots of sales: they do what such viewers do, and nothing but luck and what they see decides it. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { seededRandom } from '../../shared/game-kit/index.ts';
import { viewerRequests } from '../../shared/protocol/index.ts';
import type { OwnHold } from '../../shared/protocol/index.ts';
import { buyer, cheater, refresher } from '../../shared/sale-bots/index.ts';
import type { LastGrab, SaleBot, SaleSight } from '../../shared/sale-bots/index.ts';

const opensAt = 1_800_000_000_000;

function sees(over: Partial<SaleSight> = {}, sale: Partial<SaleSight['sale']> = {}): SaleSight {
  return {
    show: 'demo',
    viewer: 'v1',
    now: opensAt,
    sale: { id: 'lamp', opensAt, closesAt: opensAt + 60_000, left: 5, perViewer: 1, isOver: false, ...sale },
    own: { holds: [], queue: [] },
    last: null,
    grabs: 0,
    ...over,
  };
}

const unit = { hold: 'demo.lamp.0123456789abcdef', sale: 'lamp', quantity: 1, at: opensAt };
const held: OwnHold = { ...unit, status: 'held', expiresAt: opensAt + 60_000 };
const paid: OwnHold = { ...unit, status: 'confirmed', order: 'order-1' };

const lastGrab = (over: Partial<LastGrab>): LastGrab => ({
  key: 'grab-1',
  quantity: 1,
  outcome: 'sold-out',
  at: opensAt,
  ...over,
});

/** What a buyer does after its last grab. */
const next = (last: LastGrab, atMs: number) => buyer(seededRandom('x'), sees({ last, grabs: 1, now: opensAt + atMs }));

/** What a bot asks in the course of a time in which nothing else happens. */
function asksOf(bot: SaleBot, { seed, fromMs, toMs }: { seed: string; fromMs: number; toMs: number }) {
  const random = seededRandom(seed);
  const asks: { atMs: number; quantity: number; key: string }[] = [];
  let last: LastGrab | null = null;
  for (let atMs = fromMs; atMs < toMs;) {
    const { ask, thinkMs } = bot(random, sees({ now: opensAt + atMs, last, grabs: asks.length }));
    if (ask?.kind === 'grab') {
      asks.push({ atMs, ...ask });
      last = lastGrab({ ...ask, at: opensAt + atMs });
    }
    atMs += thinkMs;
  }
  return asks;
}

describe('bots of sales', () => {
  it('[SALE-146] the same luck and the same sight give the same move, and every move takes time', () => {
    for (const bot of [buyer, refresher, cheater]) {
      fc.assert(
        fc.property(fc.string(), fc.integer({ min: -5000, max: 70_000 }), fc.nat(5), (seed, atMs, grabs) => {
          const sight = sees({ now: opensAt + atMs, grabs });
          const move = bot(seededRandom(seed), sight);
          assert.deepEqual(bot(seededRandom(seed), sight), move);
          assert.ok(move.thinkMs >= 1);
        }),
      );
    }
  });

  it('[SALE-146] a buyer presses around the opening: some a moment early, none long before, all within a second', () => {
    const first = Array.from({ length: 300 }, (_, i) => asksOf(buyer, { seed: `b${i}`, fromMs: -4000, toMs: 2000 })[0]!.atMs);
    assert.ok(Math.min(...first) >= -60 && Math.min(...first) < 0, `${Math.min(...first)}`);
    assert.ok(Math.max(...first) <= 900);
  });

  it('[SALE-146] a buyer whose grab may have come to something, or was too soon, asks the very same again once it is time', () => {
    const same = { kind: 'grab', sale: 'lamp', quantity: 1, key: 'grab-1' };
    for (const outcome of ['ledger-unavailable', 'busy', 'internal', 'not-open'] as const)
      assert.deepEqual(next(lastGrab({ outcome }), 100).ask, same, outcome);
    const limited = lastGrab({ outcome: 'rate-limited', retryAfterMs: 400 });
    assert.deepEqual(next(limited, 100), { ask: null, thinkMs: 300 });
    assert.deepEqual(next(limited, 400).ask, same);
    assert.equal(next(lastGrab({ outcome: 'waiting' }), 100).ask, null);
  });

  it('[SALE-146] whoever has a unit, waits in a queue, or sees that it is over, grabs no more; most buyers pay', () => {
    const done: Partial<SaleSight>[] = [
      { own: { holds: [paid], queue: [] } },
      { own: { holds: [], queue: [{ ...unit, number: 4 }] } },
      { sale: { ...sees().sale, isOver: true } },
    ];
    for (const bot of [buyer, refresher])
      for (const over of done) for (let i = 0; i < 50; i++) assert.equal(bot(seededRandom(`${i}`), sees(over)).ask, null);
    const own = { holds: [held], queue: [] };
    const kinds = (bot: SaleBot) =>
      Array.from({ length: 200 }, (_, i) => bot(seededRandom(`${i}`), sees({ own, viewer: `v${i}` })).ask?.kind ?? 'none');
    const ofBuyers = kinds(buyer);
    for (const kind of ['pay', 'release', 'none'] as const) assert.ok(ofBuyers.includes(kind), kind);
    assert.ok(ofBuyers.filter((kind) => kind === 'pay').length > 60);
    assert.deepEqual(new Set(kinds(refresher)), new Set(['pay']));
  });

  it('[SALE-146] a refresher presses before the opening already, and on and on, each time anew', () => {
    const asks = asksOf(refresher, { seed: 'r', fromMs: -5000, toMs: 5000 });
    assert.ok(asks.length > 5 && asks[0]!.atMs < 0);
    assert.equal(new Set(asks.map(({ key }) => key)).size, asks.length);
  });

  it('[SALE-146] a cheater tries what no page would send: odd quantities, used keys, holds of others, any time', () => {
    const random = seededRandom('cheat');
    const asks = Array.from({ length: 500 }, () => cheater(random, sees({ grabs: 3, now: opensAt - 60_000 })).ask);
    const grabs = asks.flatMap((ask) => (ask?.kind === 'grab' ? [ask] : []));
    const odd = grabs.filter((ask) => !viewerRequests.grab.safeParse(ask).success);
    assert.ok(odd.some(({ quantity }) => quantity < 0) && odd.some(({ quantity }) => !Number.isInteger(quantity)));
    assert.ok(grabs.some(({ key, quantity }) => key === 'grab-2' && quantity === 2));
    assert.ok(grabs.some(({ quantity }) => quantity === 2 && quantity > sees().sale.perViewer));
    assert.ok(asks.some((ask) => ask?.kind === 'release'));
  });
});
