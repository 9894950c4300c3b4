/** The packer of the README's pictures, read back by hand. */
import assert from 'node:assert/strict';
import { inflateSync } from 'node:zlib';
import * as fc from 'fast-check';
import { shadeStep, smallPng } from '../../scripts/small-png.ts';
import type { Pixels } from '../../scripts/small-png.ts';

const pixels: fc.Arbitrary<Pixels> = fc
  .record({ width: fc.integer({ min: 1, max: 9 }), height: fc.integer({ min: 1, max: 9 }) })
  .chain(({ width, height }) =>
    fc.uint8Array({ minLength: width * height * 4, maxLength: width * height * 4 }).map((rgba) => ({ width, height, rgba })),
  );

describe('small PNG', () => {
  it('[SHOWN-60] a packed picture has its size, and every colour within half a step', () => {
    fc.assert(
      fc.property(pixels, (picture) => {
        const { width, height, rgba } = picture;
        const file = smallPng(picture);
        assert.deepEqual([file.readUInt32BE(16), file.readUInt32BE(20)], [width, height]);
        const length = file.readUInt32BE(33);
        assert.equal(file.toString('latin1', 37, 41), 'IDAT');
        const rows = inflateSync(file.subarray(41, 41 + length));
        for (let i = 0; i < width * height; i++) {
          for (let channel = 0; channel < 3; channel++) {
            const [x, y] = [i % width, Math.floor(i / width)];
            let value = 0;
            for (let k = 0; k <= x; k++) value = (value + rows[y * (1 + width * 3) + 1 + k * 3 + channel]!) % 256;
            assert.ok(Math.abs(value - rgba[i * 4 + channel]!) <= shadeStep / 2);
          }
        }
      }),
    );
  });
});
