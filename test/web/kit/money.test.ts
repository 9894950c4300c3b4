/** Prices and checkout addresses. */
import assert from 'node:assert/strict';
import { formatPrice } from '../../../web/kit/money.ts';
import { payUrl } from '../../../web/kit/pay-url.ts';

const plain = (text: string): string => text.replaceAll(/\s/g, ' ');
const en = (minor: number, currency: string): string => plain(formatPrice(minor, { currency, lang: 'en' }));

describe('prices', () => {
  it('[PAGE-74] are whole minor units, as many to one as the currency has', () => {
    assert.equal(en(1200, 'JPY'), '¥1,200');
    assert.equal(en(2900, 'EUR'), '€29.00');
    assert.equal(en(5, 'USD'), '$0.05');
    assert.equal(en(12_345, 'KWD'), 'KWD 12.345');
    assert.equal(en(0, 'EUR'), '€0.00');
  });

  it('[PAGE-74] are written as the language does, the largest exactly, and unknown currencies by their letters', () => {
    assert.equal(plain(formatPrice(12_900, { currency: 'CNY', lang: 'zh-CN' })), '¥129.00');
    assert.equal(en(1_000_000_000_000, 'USD'), '$10,000,000,000.00');
    assert.equal(en(999_999_999_999, 'KWD'), 'KWD 999,999,999.999');
    assert.equal(en(150, 'ZZZ'), 'ZZZ 1.50');
  });
});

describe('checkout address', () => {
  const hold = 'demo.mug.00ff';

  it('[PAGE-75] has the hold’s id in every place that is kept for it, encoded', () => {
    assert.equal(payUrl('/checkout?hold={hold}', hold), '/checkout?hold=demo.mug.00ff');
    assert.equal(payUrl('https://shop.example/{hold}/pay?h={hold}', 'a/b?c'), 'https://shop.example/a%2Fb%3Fc/pay?h=a%2Fb%3Fc');
    assert.equal(payUrl('https://shop.example/{hold}', '$&'), 'https://shop.example/%24%26');
    assert.equal(payUrl('https://shop.example/cart', hold), 'https://shop.example/cart');
  });

  it('[PAGE-75] is opened only when it is https or a path of this server', () => {
    for (const bad of ['', 'javascript:alert(1)', 'http://shop.example', '//evil.example', '/\\evil.example', 'data:text/html,x'])
      assert.equal(payUrl(bad, hold), null, bad);
  });
});
