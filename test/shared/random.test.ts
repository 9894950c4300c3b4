/** Luck from a seed: pinned for ever, even, and nothing but the seed. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { compareText, seededRandom, shuffled } from '../../shared/game-kit/index.ts';

const block = (n: number): string => createHash('sha256').update(`a seed:${n}`).digest('hex');

describe('seeded random', () => {
  it('[GAME-85] the same seed gives the same luck for ever: fixed vectors', () => {
    const random = seededRandom('drumroll');
    assert.deepEqual(
      [random.next(), random.next(), random.int(6), random.int(1000), random.hex(8)],
      [0.6882956317622622, 0.06854171560066646, 1, 223, 'c18a41dbfced9852'],
    );
    assert.deepEqual(shuffled(seededRandom('drumroll'), ['a', 'b', 'c', 'd', 'e', 'f', 'g']), [
      'd',
      'g',
      'c',
      'f',
      'b',
      'a',
      'e',
    ]);
  });

  it('[GAME-85] its n-th block is SHA-256 of seed, colon and n', () => {
    assert.equal(seededRandom('a seed').hex(96), block(0) + block(1) + block(2));
  });

  it('[GAME-86] numbers lie in their range, and none is favoured', () => {
    const random = seededRandom('even');
    const seen = Array.from({ length: 6 }, () => 0);
    for (let i = 0; i < 12_000; i++) seen[random.int(6)]! += 1;
    // 2,000 each with a standard deviation of 41: six of those either way.
    for (const count of seen) assert.ok(Math.abs(count - 2000) < 250, seen.join(' '));
    for (let i = 0; i < 1000; i++) {
      const next = random.next();
      assert.ok(next >= 0 && next < 1);
    }
  });

  it('[GAME-87] a shuffle keeps every item, leaves its argument alone, and every order is as likely', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.string()), (seed, items) => {
        const before = [...items];
        const order = shuffled(seededRandom(seed), items);
        assert.deepEqual(items, before);
        assert.deepEqual(order.toSorted(compareText), before.toSorted(compareText));
      }),
    );
    const random = seededRandom('orders');
    const seen = new Map<string, number>();
    for (let i = 0; i < 6000; i++) {
      const order = shuffled(random, ['a', 'b', 'c']).join('');
      seen.set(order, (seen.get(order) ?? 0) + 1);
    }
    assert.equal(seen.size, 6);
    for (const [order, count] of seen) assert.ok(Math.abs(count - 1000) < 180, `${order}: ${count}`);
  });
});
