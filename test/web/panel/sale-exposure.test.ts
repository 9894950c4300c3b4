/** The look before firing: what it says is what will happen. */
import assert from 'node:assert/strict';
import type { Schedule } from '../../../web/panel/sales/draft.ts';
import { exposureOf, queueAdvice, queueFrom } from '../../../web/panel/sales/exposure.ts';
import type { Scene, Warning } from '../../../web/panel/sales/exposure.ts';

const mug: Schedule = {
  product: 'MUG',
  title: 'Mug',
  image: '/mug.svg',
  price: 1990,
  currency: 'EUR',
  stock: 50,
  perViewer: 2,
  holdMs: 120_000,
  countdownMs: 30_000,
  durationMs: 300_000,
};
const scene: Scene = { now: 1_000_000, viewers: 40, live: true, rehearsal: false };

function warnings(change: Partial<Schedule>, at: Partial<Scene> = {}): Warning[] {
  return exposureOf({ ...mug, ...change }, { ...scene, ...at }).warnings;
}

describe('exposure of a sale', () => {
  it('[PAGE-106] says units, money, times and demand before anything is sent', () => {
    const { warnings: none, ...told } = exposureOf(mug, scene);
    assert.deepEqual(none, []);
    assert.deepEqual(told, {
      units: 50,
      price: 1990,
      currency: 'EUR',
      total: 99_500n,
      perViewer: 2,
      holdMs: 120_000,
      durationMs: 300_000,
      opensAt: 1_030_000,
      closesAt: 1_330_000,
      countdownMs: 30_000,
      queue: undefined,
      viewers: 40,
      demand: 0.8,
      rehearsal: false,
    });
  });

  it('[PAGE-106] a sale at a time has that time; one by hand has none yet', () => {
    const { countdownMs: _, ...byHand } = mug;
    const timed = exposureOf({ ...byHand, opensAt: 2_000_000 }, scene);
    assert.deepEqual([timed.opensAt, timed.closesAt, timed.countdownMs], [2_000_000, 2_300_000, null]);
    const waiting = exposureOf(byHand, { ...scene, rehearsal: true });
    assert.deepEqual([waiting.opensAt, waiting.closesAt, waiting.rehearsal], [null, null, true]);
  });

  it('[PAGE-107] a queue is advised when the crowd is a multiple of the stock, and not for an empty house', () => {
    assert.equal(queueAdvice(0, 50), null);
    assert.equal(queueAdvice(50 * queueFrom - 1, 50), 'queue-needless');
    assert.equal(queueAdvice(50 * queueFrom, 50), 'queue-advised');
    assert.deepEqual(warnings({}, { viewers: 5000 }), ['queue-advised']);
    assert.deepEqual(warnings({ queue: { perStep: 10, stepMs: 1000 } }, { viewers: 5000 }), []);
    assert.deepEqual(warnings({ queue: { perStep: 10, stepMs: 1000 } }), ['queue-needless']);
  });

  it('[PAGE-107] what is worth a second look is named', () => {
    const { image: _, ...bare } = mug;
    assert.deepEqual(exposureOf(bare, scene).warnings, ['no-image']);
    assert.deepEqual(warnings({}, { live: false }), ['not-live']);
    assert.deepEqual(warnings({ price: 0 }), ['free']);
    assert.deepEqual(warnings({ perViewer: 51 }), ['above-stock']);
    assert.deepEqual(warnings({ checkoutUrl: 'https://shop.example/pay' }), ['no-hold']);
    assert.deepEqual(warnings({ checkoutUrl: 'https://shop.example/pay?hold={hold}' }), []);
    const slow = { queue: { perStep: 1, stepMs: 60_000 } };
    assert.deepEqual(warnings(slow, { viewers: 5000 }), ['queue-slow']);
  });
});
