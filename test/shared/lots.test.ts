/** The arithmetic of a checkable draw, against a second implementation in node:crypto. */
import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import * as fc from 'fast-check';
import {
  addDigests,
  commitmentTo,
  compareText,
  digestWith,
  emptyDigest,
  keepSmallest,
  lotDrawer,
  mergeLots,
} from '../../shared/game-kit/index.ts';
import type { Lot } from '../../shared/game-kit/index.ts';

const seed = '000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f';
const viewer = fc.stringMatching(/^[\w.:@-]{1,64}$/);
const entries = fc.uniqueArray(viewer, { maxLength: 20 });
const hash = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString('hex'));

const sha256 = (text: string): bigint => BigInt(`0x${createHash('sha256').update(text).digest('hex')}`);
const digestOf = (viewers: readonly string[]): string => viewers.reduce(digestWith, emptyDigest);

describe('lots', () => {
  it('[GAME-88] the commitment is SHA-256 of the seed’s bytes', () => {
    assert.equal(commitmentTo(seed), createHash('sha256').update(Buffer.from(seed, 'hex')).digest('hex'));
    assert.equal(commitmentTo(seed), '630dcd2966c4336691125448bbb25b4ff412a49c732db2c8abc1b8581bd710dd');
  });

  it('[GAME-88] the digest is the sum of SHA-256 over the entries modulo 2^256, in whatever order and grouping', () => {
    fc.assert(
      fc.property(entries, fc.nat(), (viewers, cut) => {
        const at = cut % (viewers.length + 1);
        const sum = viewers.reduce((total, id) => (total + sha256(id)) % 2n ** 256n, 0n);
        const digest = digestOf(viewers);
        assert.equal(digest, sum.toString(16).padStart(64, '0'));
        assert.equal(digestOf(viewers.toReversed()), digest);
        assert.equal(addDigests(digestOf(viewers.slice(0, at)), digestOf(viewers.slice(at))), digest);
      }),
    );
  });

  it('[GAME-88] a digest that runs over 2^256 starts again at 0', () => {
    assert.equal(addDigests('f'.repeat(64), `${'0'.repeat(63)}1`), emptyDigest);
  });

  it('[GAME-88] a lot is HMAC-SHA-256 with the seed as key, over the digest’s bytes and the viewer', () => {
    fc.assert(
      fc.property(hash, hash, viewer, (key, digest, id) => {
        const expected = createHmac('sha256', Buffer.from(key, 'hex'))
          .update(Buffer.from(digest, 'hex'))
          .update(id)
          .digest('hex');
        const lotOf = lotDrawer(key, digest);
        assert.equal(lotOf(id), expected);
        assert.equal(lotOf(id), expected, 'a drawer can be asked again');
      }),
    );
  });

  it('[GAME-89] the k smallest lots are kept exactly, and of two groups as of one', () => {
    fc.assert(
      fc.property(fc.uniqueArray(hash, { maxLength: 30 }), fc.integer({ min: 1, max: 8 }), fc.nat(), (hashes, k, cut) => {
        const all: Lot[] = hashes.map((lot, i) => ({ viewer: `v${i}`, name: `n${i}`, lot }));
        const smallest = (lots: readonly Lot[]): Lot[] => lots.toSorted((a, b) => compareText(a.lot, b.lot)).slice(0, k);
        const kept = (lots: readonly Lot[]): Lot[] => {
          const best: Lot[] = [];
          for (const lot of lots) keepSmallest(best, k, lot);
          return best;
        };
        const at = cut % (all.length + 1);
        const [left, right] = [kept(all.slice(0, at)), kept(all.slice(at))];
        assert.deepEqual(kept(all), smallest(all));
        assert.deepEqual(mergeLots(left, right, k), smallest(all));
        assert.deepEqual(mergeLots(right, left, k), smallest(all));
      }),
    );
  });
});
