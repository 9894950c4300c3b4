/** What the form says before the server is asked. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { z } from 'zod';
import { fieldOf } from '../../../web/panel/forms/fields.ts';
import type { Json, JsonSchema } from '../../../web/panel/forms/fields.ts';
import { hintsFor, placeInDetail } from '../../../web/panel/forms/hints.ts';

const schema = z.object({
  seconds: z.int().min(5).max(120),
  ratio: z.number(),
  title: z.string().min(2).max(5),
  teams: z.array(z.string().min(1).max(3)).min(2).max(3),
  mode: z.enum(['a', 'b']),
  note: z.string().min(1).optional(),
});
const form = fieldOf(z.toJSONSchema(schema, { io: 'input' }) as JsonSchema);
const good = { seconds: 20, ratio: 0.5, title: 'abc', teams: ['x', 'y'], mode: 'a' };

function hintAt(change: Record<string, Json>, place: string) {
  return hintsFor(form, { ...good, ...change }).get(place);
}

describe('settings hints', () => {
  it('[PAGE-45] good settings get no hint', () => {
    assert.deepEqual([...hintsFor(form, good)], []);
  });

  it('[PAGE-45] each way of being wrong is named at its own place', () => {
    assert.deepEqual(hintAt({ seconds: 4 }, 'seconds'), { kind: 'tooSmall', count: 5 });
    assert.deepEqual(hintAt({ seconds: 121 }, 'seconds'), { kind: 'tooBig', count: 120 });
    assert.deepEqual(hintAt({ seconds: 5.5 }, 'seconds'), { kind: 'notWhole' });
    assert.deepEqual(hintAt({ seconds: null }, 'seconds'), { kind: 'notNumber' });
    assert.deepEqual(hintAt({ title: '' }, 'title'), { kind: 'needed' });
    assert.deepEqual(hintAt({ title: 'a' }, 'title'), { kind: 'tooShort', count: 2 });
    assert.deepEqual(hintAt({ title: 'abcdef' }, 'title'), { kind: 'tooLong', count: 5 });
    assert.deepEqual(hintAt({ teams: ['x'] }, 'teams'), { kind: 'tooFewRows', count: 2 });
    assert.deepEqual(hintAt({ teams: ['x', 'y', 'z', 'w'] }, 'teams'), { kind: 'tooManyRows', count: 3 });
    assert.deepEqual(hintAt({ teams: ['x', ''] }, 'teams.1'), { kind: 'needed' });
    assert.deepEqual(hintAt({ mode: 'c' }, 'mode'), { kind: 'needed' });
    assert.deepEqual(hintAt({ note: '' }, 'note'), { kind: 'needed' });
  });

  it('[PAGE-45] settings without a hint are settings that the schema takes', () => {
    const anything = fc.record({
      seconds: fc.oneof(fc.integer({ min: 0, max: 200 }), fc.double({ noNaN: true })),
      ratio: fc.double({ noNaN: true, noDefaultInfinity: true }),
      title: fc.string({ maxLength: 7 }),
      teams: fc.array(fc.string({ maxLength: 4 }), { maxLength: 4 }),
      mode: fc.constantFrom('a', 'b', 'c'),
    });
    fc.assert(
      fc.property(anything, (value) => {
        const silent = hintsFor(form, value).size === 0;
        assert.equal(silent, schema.safeParse(value).success);
      }),
    );
  });

  it('[PAGE-46] a refusal’s detail is shown at the field it begins with, if the form has it', () => {
    assert.equal(placeInDetail('seconds: Too big', form), 'seconds');
    assert.equal(placeInDetail('teams.1: Too short', form), 'teams.1');
    assert.equal(placeInDetail('teams[1]: Too short', form), 'teams.1');
    assert.equal(placeInDetail('nothing: here', form), null);
    assert.equal(placeInDetail('seconds.deeper: here', form), null);
  });
});
