/** The sale form: whatever it lets through is a schedule that the server takes. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { z } from 'zod';
import { saleSchedule } from '../../../shared/protocol/sales.ts';
import { demoSale } from '../../../shared/demo-sale.ts';
import { blankDraft, draftOf, localTime } from '../../../web/panel/sales/draft.ts';
import type { DraftField, SaleDraft } from '../../../web/panel/sales/draft.ts';
import { bounds, fieldInDetail, inFormOrder, isAddress, readDraft } from '../../../web/panel/sales/read-draft.ts';

const now = Date.UTC(2026, 10, 22, 20);
const good: SaleDraft = { ...blankDraft, product: 'MUG', title: 'Mug', price: '19.90' };

function wrongIn(change: Partial<SaleDraft>): Partial<Record<DraftField, string>> {
  const { schedule, wrong } = readDraft({ ...good, ...change }, now);
  assert.equal(schedule === null, wrong.size > 0);
  return Object.fromEntries([...wrong].map(([field, hint]) => [field, hint.kind]));
}

/** A text as people type it: mostly plain, now and then anything. */
const typed = fc.oneof(
  fc.string({ maxLength: 140 }),
  fc.constantFrom('', ' ', '🥁 Trommel', '<b>x</b>', '/a', '//b', 'https://c.de/{hold}'),
);
const number = fc.option(fc.oneof(fc.integer({ min: -5, max: 2_000_000 }), fc.double({ noNaN: true })));
const fields: { [Name in DraftField]: fc.Arbitrary<SaleDraft[Name]> } = {
  product: typed,
  title: typed,
  image: typed,
  checkoutUrl: typed,
  price: fc.oneof(typed, fc.constantFrom('0', '24.90', '24,9', '-1', '1e9', '１９．９', '99999999999999', '10000000000.01')),
  currency: fc.constantFrom('EUR', 'JPY', 'KWD', 'CNY', 'eur', 'XXY', ''),
  stock: number,
  perViewer: number,
  holdSeconds: number,
  opening: fc.constantFrom('countdown' as const, 'at' as const, 'hand' as const),
  countdownSeconds: number,
  opensAt: fc.constantFrom('', 'soon', '2020-01-01T10:00:00', '2031-01-01T10:00:00', '2031-13-01T10:00'),
  durationSeconds: number,
  queue: fc.boolean(),
  perStep: number,
  stepSeconds: number,
};
/** A good draft in which a few fields were typed into: enough of them stay good. */
const anyDraft = fc
  .tuple(fc.record(fields), fc.subarray(Object.keys(fields) as DraftField[], { maxLength: 3 }))
  .map(([typedInto, names]): SaleDraft => ({ ...good, ...Object.fromEntries(names.map((name) => [name, typedInto[name]])) }));

describe('sale form', () => {
  it('[PAGE-102] a draft without a hint is a schedule that the server takes as it is', () => {
    let passed = 0;
    fc.assert(
      fc.property(anyDraft, (draft) => {
        const { schedule, wrong } = readDraft(draft, now);
        assert.equal(schedule === null, wrong.size > 0);
        if (schedule === null) return;
        passed++;
        assert.deepEqual(saleSchedule.parse(schedule), schedule);
      }),
      { numRuns: 2000 },
    );
    assert.ok(passed > 200, `only ${passed} drafts were good`);
  });

  it('[PAGE-121] what is wrong is named in the order of the form, every field of it', () => {
    const { wrong } = readDraft({ ...good, title: '', price: 'x', checkoutUrl: 'http://x', stock: 0 }, now);
    assert.deepEqual(inFormOrder(wrong), ['title', 'price', 'stock', 'checkoutUrl']);
    const all = Object.keys(blankDraft) as DraftField[];
    assert.deepEqual(inFormOrder(new Map(all.map((field) => [field, { kind: 'needed' }]))).toSorted(), all.toSorted());
  });

  it('[PAGE-102] its bounds are the schema’s', () => {
    const { properties } = z.toJSONSchema(saleSchedule, { io: 'input' }) as { properties: Record<string, Bound> };
    const range = ({ minimum, maximum }: Bound) => ({ min: minimum, max: maximum });
    for (const name of ['price', 'stock', 'perViewer', 'holdMs', 'countdownMs', 'durationMs'] as const)
      assert.deepEqual(range(properties[name]!), bounds[name], name);
    for (const name of ['perStep', 'stepMs'] as const)
      assert.deepEqual(range(properties['queue']!.properties![name]!), bounds[name]);
    assert.equal(properties['title']!.maxLength, bounds.title.maxLength);
    assert.equal(properties['product']!.maxLength, bounds.product.maxLength);
    assert.equal(properties['image']!.maxLength, bounds.address.maxLength);
  });

  it('[PAGE-102] what is an address here is one to the server', () => {
    const address = fc.oneof(
      fc.webUrl({ validSchemes: ['http', 'https', 'ftp'] }),
      fc.string().map((rest) => `/${rest}`),
      fc.string().map((rest) => `https://${rest}`),
      fc.constantFrom('//evil.de', '/\\evil.de', 'https://', 'javascript:alert(1)', 'HTTPS://a.de', 'https://a.de/{hold}'),
    );
    fc.assert(
      fc.property(address, (text) => {
        assert.equal(isAddress(text), saleSchedule.shape.image.safeParse(text).success, text);
      }),
      { numRuns: 1000 },
    );
  });

  const table: [what: string, change: Partial<SaleDraft>, expected: Partial<Record<DraftField, string>>][] = [
    ['nothing', {}, {}],
    ['an emoji title', { title: '🥁🥁🥁 半价' }, {}],
    ['a title of blanks', { title: '   ' }, { title: 'needed' }],
    ['a title that is too long', { title: 'x'.repeat(121) }, { title: 'tooLong' }],
    ['no price', { price: ' ' }, { price: 'needed' }],
    ['a negative price', { price: '-5' }, { price: 'notPrice' }],
    ['a price in words', { price: '5 euro' }, { price: 'notPrice' }],
    ['a huge price', { price: '99999999999' }, { price: 'tooBig' }],
    ['a price finer than the currency', { price: '1.999' }, { price: 'tooFine' }],
    ['a fraction of a currency without one', { price: '1.5', currency: 'JPY' }, { price: 'tooFine' }],
    ['no stock', { stock: 0 }, { stock: 'tooSmall' }],
    ['half a unit', { stock: 1.5 }, { stock: 'notWhole' }],
    ['too much stock', { stock: 1_000_001 }, { stock: 'tooBig' }],
    ['no number', { perViewer: null }, { perViewer: 'notNumber' }],
    ['a currency of two letters', { currency: 'EU' }, { currency: 'notCurrency' }],
    ['a moment to pay', { holdSeconds: 1 }, { holdSeconds: 'tooSmall' }],
    ['a countdown of two hours', { countdownSeconds: 7200 }, { countdownSeconds: 'tooBig' }],
    ['a countdown that does not count', { countdownSeconds: null, opening: 'hand' }, {}],
    ['a past time', { opening: 'at', opensAt: localTime(now - 1000) }, { opensAt: 'past' }],
    ['no time', { opening: 'at', opensAt: '' }, { opensAt: 'notTime' }],
    ['an address that is none', { image: 'http://a.de/x.png' }, { image: 'notAddress' }],
    ['another site by a path', { checkoutUrl: '//evil.de/pay' }, { checkoutUrl: 'notAddress' }],
    ['an empty queue', { queue: true, perStep: 0, stepSeconds: null }, { perStep: 'tooSmall', stepSeconds: 'notNumber' }],
    ['a queue that is not wanted', { queue: false, perStep: null }, {}],
  ];
  for (const [what, change, expected] of table) {
    it(`[PAGE-103] what is wrong is named at its own field: ${what}`, () => assert.deepEqual(wrongIn(change), expected));
  }

  it('[PAGE-104] a schedule put back into the form is the same schedule', () => {
    assert.deepEqual(readDraft(draftOf(demoSale), now).schedule, demoSale);
    const opensAt = now + 3_600_000;
    const { countdownMs: _, ...timed } = {
      ...demoSale,
      opensAt,
      queue: { perStep: 5, stepMs: 1500 },
      currency: 'JPY',
      price: 500,
    };
    assert.deepEqual(readDraft(draftOf(timed), now).schedule, timed);
    const { opensAt: __, ...byHand } = timed;
    assert.deepEqual(readDraft(draftOf(byHand), now).schedule, byHand);
  });

  it('[PAGE-104] what an item of the rundown does not say is as usual, and asks for what is missing', () => {
    const { wrong } = readDraft(draftOf({ title: 'Mug', price: 500 }), now);
    assert.deepEqual([...wrong.keys()], ['product']);
  });

  it('[PAGE-103] a refusal’s detail is shown at the field it begins with', () => {
    assert.equal(fieldInDetail('price: too big'), 'price');
    assert.equal(fieldInDetail('durationMs: Too small'), 'durationSeconds');
    assert.equal(fieldInDetail('opensAt has passed'), 'opensAt');
    assert.equal(fieldInDetail('queue.stepMs: Too small'), 'stepSeconds');
    assert.equal(fieldInDetail('toString: what'), null);
    assert.equal(fieldInDetail(''), null);
  });
});

interface Bound {
  minimum?: number;
  maximum?: number;
  maxLength?: number;
  properties?: Record<string, Bound>;
}
