/** What a page's first load weighs. */
import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { firstLoadFiles, weigh } from '../../../scripts/check-size.ts';

describe('first load', () => {
  it('[PAGE-33] counts a chunk, its imports and its style sheets once each, whatever the ways to them', () => {
    const manifest = {
      'a.html': { file: 'a.js', imports: ['b', 'c'], css: ['a.css'] },
      b: { file: 'b.js', imports: ['c', 'a.html'] },
      c: { file: 'c.js', css: ['c.css', 'a.css'] },
      later: { file: 'later.js' },
    };
    assert.deepEqual(firstLoadFiles(manifest, ['a.html']).toSorted(), ['a.css', 'a.js', 'b.js', 'c.css', 'c.js']);
    assert.throws(() => firstLoadFiles(manifest, ['missing']), /missing/);
  });

  for (const weight of weigh(fileURLToPath(new URL('../../../dist/web', import.meta.url)))) {
    it(`[PAGE-33] the ${weight.page} page’s first load is within its limit`, () => {
      assert.ok(weight.files.length >= 4, 'the build looks too small to be whole');
      assert.ok(weight.bytes <= weight.limitBytes, `${weight.bytes} of ${weight.limitBytes} bytes gzipped`);
    });
  }
});
