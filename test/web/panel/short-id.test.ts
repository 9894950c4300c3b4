/** Ids in tables. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { shortId } from '../../../web/panel/ui/short-id.ts';

describe('long ids in a table', () => {
  it('[PAGE-122] a short id is shown whole, a long one by its beginning and end', () => {
    assert.equal(shortId('viewer-1'), 'viewer-1');
    assert.equal(shortId('abcdefghijklmn'), 'abcdefghijklmn');
    assert.equal(shortId('demo-3f9a2c71-55b0-4e1f'), 'demo-3f…4e1f');
    assert.equal(shortId('👩‍👩‍👧'.repeat(15)), `${'👩‍👩‍👧'.repeat(7)}…${'👩‍👩‍👧'.repeat(4)}`);
  });

  it('[PAGE-122] whatever the id, it stays short and begins as it began', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (id) => {
        const short = shortId(id);
        assert.ok(short.length <= 14 && id.startsWith(short.split('…')[0]!));
      }),
    );
  });
});
