/** What a form says of its places: its own reading first, then the server's refusal. */
import assert from 'node:assert/strict';
import { refuse } from '../../../shared/protocol/errors.ts';
import { chooseLang } from '../../../web/kit/i18n.ts';
import { refusalText } from '../../../web/kit/refusal-text.ts';
import { faultsOf } from '../../../web/panel/forms/faults.ts';
import type { FaultsOptions } from '../../../web/panel/forms/faults.ts';

type Place = 'price' | 'holdSeconds';
const placeIn = (detail: string): Place | null => (detail.startsWith('price:') ? 'price' : null);
const form = (given: Partial<FaultsOptions<Place>>) => faultsOf<Place>({ wrong: new Map(), refusal: null, placeIn, ...given });

describe('faults of a form', () => {
  before(() => chooseLang('en'));

  it('[PAGE-103] a field that the form reads as wrong says so, and a bound of a span is told as a span', () => {
    const faults = form({ wrong: new Map([['holdSeconds', { kind: 'tooBig', count: 90 }] as const]) });
    assert.equal(faults.at('holdSeconds'), 'At most 1 min 30 s.');
    assert.equal(faults.at('price'), '');
    assert.equal(faults.refused, '');
  });

  it('[PAGE-103] a refusal’s reason stands at the field it begins with, once', () => {
    const refusal = { ...refuse('bad-request'), detail: 'price: expected number' };
    const faults = form({ refusal });
    assert.equal(faults.at('price'), 'expected number');
    assert.equal(faults.at('holdSeconds'), '');
    assert.equal(faults.refused, refusalText(refusal));
  });

  it('[PAGE-103] a reason that names no field is told with the refusal', () => {
    const refusal = { ...refuse('bad-request'), detail: 'colour: unknown' };
    assert.equal(form({ refusal }).refused, `${refusalText(refusal)} colour: unknown`);
  });

  it('[PAGE-103] what the form reads now outweighs what the server said of the last try', () => {
    const refusal = { ...refuse('bad-request'), detail: 'price: expected number' };
    assert.equal(form({ refusal, wrong: new Map([['price', { kind: 'needed' }] as const]) }).at('price'), 'This is needed.');
  });
});
