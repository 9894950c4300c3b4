/** One person, one network: all of an IPv4 address, the first half of an IPv6 address, however it is written. */
import assert from 'node:assert/strict';
import { networkOf } from '../../rooms/network.ts';

describe('the network of an address', () => {
  it('[SALE-151] is the whole IPv4 address, also where it is written as IPv6', () => {
    for (const same of ['203.0.113.7', '::ffff:203.0.113.7', '0:0:0:0:0:ffff:203.0.113.7', '::FFFF:cb00:7107'])
      assert.equal(networkOf(same), '203.0.113.7', same);
    assert.equal(networkOf('0000:0000:0000:0000:0000:ffff:cb00:7107'), '203.0.113.7');
    assert.notEqual(networkOf('203.0.113.8'), '203.0.113.7');
  });

  it('[SALE-151] is the first 64 bits of an IPv6 address, so that nobody has endless many', () => {
    const written = ['2001:db8:0:7::1', '2001:0DB8:0000:0007:0000:0000:0000:0001', '2001:db8:0:7:ffff:ffff:ffff:ffff'];
    for (const same of written) assert.equal(networkOf(same), '2001:db8:0:7::/64', same);
    assert.equal(networkOf('2001:db8:0:8::1'), '2001:db8:0:8::/64');
    assert.equal(networkOf('::1'), '0:0:0:0::/64');
    assert.equal(networkOf('fe80::'), 'fe80:0:0:0::/64');
  });

  it('[SALE-151] of what is no address is that itself', () => {
    assert.equal(networkOf(''), '');
  });
});
