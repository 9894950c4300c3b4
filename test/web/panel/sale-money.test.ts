/** Prices: typed in major units, counted in minor ones, whatever the currency. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { formatMoney, minorDigits, readPrice, totalOf, typedPrice } from '../../../web/panel/sales/money.ts';

describe('prices', () => {
  it('[PAGE-105] are read by the digits of their currency', () => {
    assert.deepEqual(readPrice('24.90', 'EUR'), { minor: 2490 });
    assert.deepEqual(readPrice('24,9', 'EUR'), { minor: 2490 });
    assert.deepEqual(readPrice(' 24 ', 'EUR'), { minor: 2400 });
    assert.deepEqual(readPrice('24.', 'EUR'), { minor: 2400 });
    assert.deepEqual(readPrice('500', 'JPY'), { minor: 500 });
    assert.deepEqual(readPrice('1.234', 'KWD'), { minor: 1234 });
    assert.deepEqual(readPrice('０．５', 'CNY'), { minor: 50 });
    assert.deepEqual(readPrice('0', 'EUR'), { minor: 0 });
  });

  it('[PAGE-105] are not guessed: no sign, no exponent, no grouping', () => {
    for (const text of ['', '-1', '+1', '1e3', '1 000', '1,000.00', '.5', '€5', 'NaN', '9'.repeat(16)])
      assert.deepEqual(readPrice(text, 'EUR'), { wrong: 'notPrice' }, text);
    assert.deepEqual(readPrice('1,999', 'EUR'), { wrong: 'tooFine', digits: 2 });
    assert.deepEqual(readPrice('1.5', 'JPY'), { wrong: 'tooFine', digits: 0 });
  });

  it('[PAGE-105] written into the form and read again they are the same', () => {
    const minor = fc.integer({ min: 0, max: 1_000_000_000_000 });
    fc.assert(
      fc.property(minor, fc.constantFrom('EUR', 'JPY', 'KWD', 'CNY', 'ZZZ'), (price, currency) => {
        assert.deepEqual(readPrice(typedPrice(price, currency), currency), { minor: price });
      }),
    );
    assert.equal(minorDigits('nonsense'), 2);
  });

  it('[PAGE-106] a total is exact, however large', () => {
    assert.equal(totalOf(999_999_999_999, 1_000_000), 999_999_999_999_000_000n);
    assert.equal(formatMoney(totalOf(999_999_999_999, 1_000_000), 'EUR', 'en'), '€9,999,999,999,990,000.00');
    assert.equal(formatMoney(5, 'EUR', 'en'), '€0.05');
    assert.equal(formatMoney(500, 'JPY', 'en'), '¥500');
    assert.equal(formatMoney(1990, 'CNY', 'zh-CN'), '¥19.90');
    assert.equal(formatMoney(1990, '', 'en'), '19.90');
  });
});
