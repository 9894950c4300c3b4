/** Structural sharing: equal to the next value, made of the last one's parts. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { share } from '../../../web/kit/share.ts';

describe('share', () => {
  it('[PAGE-2] the shared value always equals the next one, and is the last one when nothing changed', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (last, next) => {
        const before = structuredClone(last);
        assert.deepEqual(share(last, next), next);
        assert.deepEqual(last, before, 'the last value was changed');
        assert.equal(share(last, structuredClone(last)), last);
      }),
    );
  });

  it('[PAGE-2] parts that did not change keep their identity beside those that did', () => {
    const last = { round: { view: { teams: [{ taps: 1 }, { taps: 2 }] } }, notices: [{ id: 1 }] };
    const next = share(last, { round: { view: { teams: [{ taps: 1 }, { taps: 3 }] } }, notices: [{ id: 1 }] });
    assert.equal(next.notices, last.notices);
    assert.equal(next.round.view.teams[0], last.round.view.teams[0]);
    assert.notEqual(next.round.view.teams[1], last.round.view.teams[1]);
  });

  it('[PAGE-2] a key is a key, whatever it is named', () => {
    const odd = JSON.parse('{"__proto__":false,"constructor":{}}') as object;
    assert.deepEqual(share({}, odd), odd);
    assert.deepEqual(share({ round: {} }, { round: odd }), { round: odd });
    assert.equal(share(odd, structuredClone(odd)), odd);
    assert.notEqual(share({}, { constructor: {} }).constructor, Object);
  });
});
