/** Edits of a settings form. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Json } from '../../../web/panel/forms/fields.ts';
import { rowsAt, valueAt, withRow, withRowMoved, withValue, withoutRow } from '../../../web/panel/forms/values.ts';

const settings: Json = { teams: ['Red', 'Blue'], prize: { name: '' }, questions: [{ text: 'a' }, { text: 'b' }, { text: 'c' }] };

function texts(value: Json): unknown[] {
  return rowsAt(value, ['questions']).map((row) => valueAt(row, ['text']));
}

describe('settings edits', () => {
  it('[PAGE-44] an edit changes its own place only, and leaves the former value as it was', () => {
    const before = structuredClone(settings);
    const next = withValue(settings, ['questions', 1, 'text'], 'B');
    assert.equal(valueAt(next, ['questions', 1, 'text']), 'B');
    assert.deepEqual(settings, before);
    assert.deepEqual(withValue(next, ['questions', 1, 'text'], 'b'), before);
  });

  it('[PAGE-44] rows are added at the end, removed where they stand and moved by one', () => {
    assert.deepEqual(texts(withRow(settings, ['questions'], { text: 'd' })), ['a', 'b', 'c', 'd']);
    assert.deepEqual(texts(withoutRow(settings, ['questions'], 1)), ['a', 'c']);
    assert.deepEqual(texts(withRowMoved(settings, ['questions'], { from: 2, by: -1 })), ['a', 'c', 'b']);
    assert.deepEqual(
      texts(withRowMoved(settings, ['questions'], { from: 0, by: -1 })),
      ['a', 'b', 'c'],
      'at the end nothing moves',
    );
    assert.deepEqual(texts(withRowMoved(settings, ['questions'], { from: 2, by: 1 })), ['a', 'b', 'c']);
  });

  it('[PAGE-44] a name can be taken out, and a missing group grows when something is put into it', () => {
    assert.deepEqual(withValue({ a: 1, b: 2 }, ['b'], undefined), { a: 1 });
    assert.deepEqual(withValue({}, ['prize', 'name'], 'Mug'), { prize: { name: 'Mug' } });
  });

  it('[PAGE-44] moving a row and moving it back is no edit', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 2 }), fc.nat(), (rows, pick) => {
        const from = pick % (rows.length - 1);
        const there = withRowMoved({ rows }, ['rows'], { from, by: 1 });
        assert.deepEqual(withRowMoved(there, ['rows'], { from: from + 1, by: -1 }), { rows });
      }),
    );
  });
});
