/** Where webhooks may go, and the secrets that sign them. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { mayReach, networkOf } from '../../../server/webhooks/reach.ts';
import type { Network } from '../../../server/webhooks/reach.ts';
import { isWebhookSecret, newSecret, rotate, signing } from '../../../server/webhooks/secrets.ts';
import { shownOrigin, shownUrl, urlRefusal } from '../../../server/webhooks/url.ts';

const addresses: Record<Network, string[]> = {
  public: [
    '8.8.8.8',
    '1.1.1.1',
    '93.184.216.34',
    '172.15.255.255',
    '172.32.0.0',
    '11.0.0.0',
    '2606:4700::1111',
    '2a00:1450:4001::200e',
  ],
  loopback: ['127.0.0.1', '127.255.255.254', '::1', '0:0:0:0:0:0:0:1'],
  private: ['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', '100.64.0.1', 'fd12:3456::1', 'fc00::1'],
  never: [
    '0.0.0.0',
    '169.254.169.254',
    '100.100.100.200',
    '168.63.129.16',
    '192.0.0.192',
    '192.0.2.1',
    '198.18.0.1',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    '::ffff:8.8.8.8',
    '::ffff:127.0.0.1',
    '::127.0.0.1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    '2001:0:7f00:1::',
    '2001:db8::1',
    'fe80::1',
    'fe80::1%eth0',
    'fd00:ec2::254',
    'fec0::1',
    'ff02::1',
    'shop.example',
    '',
  ],
};

const modes = {
  production: { demo: false, privateToo: false },
  demo: { demo: true, privateToo: false },
  inside: { demo: false, privateToo: true },
};

function reach(mode: keyof typeof modes): string[] {
  return Object.entries(addresses).flatMap(([network, [address = '']]) =>
    ['http:', 'https:']
      .filter((protocol) => mayReach(protocol, address, modes[mode]))
      .map((protocol) => `${protocol} ${network}`),
  );
}

function secretOf(bytes: number): string {
  return `whsec_${Buffer.alloc(bytes, 7).toString('base64')}`;
}

describe('webhook addresses', () => {
  for (const [network, list] of Object.entries(addresses))
    it(`[HOOK-23] these addresses are ${network}`, () => {
      for (const address of list) assert.equal(networkOf(address), network, address);
    });

  it('[HOOK-23] an IPv4 address inside an IPv6 one opens no door', () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        for (const wrapped of [`::ffff:${address}`, `::${address}`, `64:ff9b::${address}`])
          assert.equal(networkOf(wrapped), 'never', wrapped);
      }),
    );
  });

  it('[HOOK-23] who may be reached, and how, depends on what the server is for', () => {
    assert.deepEqual(reach('production'), ['https: public']);
    assert.deepEqual(reach('demo'), ['https: public', 'http: loopback', 'https: loopback']);
    assert.deepEqual(reach('inside'), ['https: public', 'http: loopback', 'https: loopback', 'http: private', 'https: private']);
  });

  it('[HOOK-24] an address is refused by its text as far as that can say it', () => {
    const takes = (mode: keyof typeof modes, url: string) => urlRefusal(url, modes[mode]) === null;
    const table: [url: string, production: boolean, demo: boolean, inside: boolean][] = [
      ['https://shop.example/hooks?key=1', true, true, true],
      ['https://shop.example:8443/', true, true, true],
      ['http://shop.example/', false, false, true],
      ['http://localhost:4000/', false, true, true],
      ['http://LOCALHOST./', false, true, true],
      ['http://shop.localhost/', false, true, true],
      ['https://localhost/', false, true, true],
      ['http://127.0.0.1:4000/', false, true, true],
      ['http://[::1]/', false, true, true],
      ['https://2130706433/', false, true, true],
      ['https://10.0.0.1/', false, false, true],
      ['https://8.8.8.8/', true, true, true],
      ['https://[::ffff:10.0.0.1]/', false, false, false],
      ['http://169.254.169.254/latest', false, false, false],
      ['https://user:pass@shop.example/', false, false, false],
      ['https://user@shop.example/', false, false, false],
      ['ftp://shop.example/', false, false, false],
      ['file:///etc/passwd', false, false, false],
      ['javascript:alert(1)', false, false, false],
      ['//shop.example/', false, false, false],
      ['shop.example', false, false, false],
      ['', false, false, false],
    ];
    for (const [url, ...wanted] of table)
      assert.deepEqual([takes('production', url), takes('demo', url), takes('inside', url)], wanted, url);
    assert.equal(urlRefusal('http://shop.example/', modes.production)?.code, 'webhook/bad-url');
  });

  it('[HOOK-24] what may be a key in an address is not shown', () => {
    assert.equal(shownUrl('https://shop.example:8443/hooks?key=hunter2#x'), 'https://shop.example:8443/hooks?…');
    assert.equal(shownUrl('https://shop.example/hooks'), 'https://shop.example/hooks');
    assert.equal(shownOrigin('https://shop.example/services/T0/hunter2'), 'https://shop.example');
    assert.deepEqual([shownUrl('nonsense'), shownOrigin('nonsense')], ['', '']);
  });

  it('[HOOK-25] a secret is whsec_ and the base64 of 24 to 64 bytes; one that is made is', () => {
    assert.deepEqual(
      [23, 24, 64, 65].map((bytes) => isWebhookSecret(secretOf(bytes))),
      [false, true, true, false],
    );
    for (const bad of [
      '',
      'whsec_',
      secretOf(32).slice(6),
      `${secretOf(32)} `,
      secretOf(32).replace('=', ''),
      `whsec_${'é'.repeat(32)}`,
    ])
      assert.equal(isWebhookSecret(bad), false, bad);
    assert.ok(isWebhookSecret(newSecret()));
    assert.notEqual(newSecret(), newSecret());
  });

  it('[HOOK-25] at most the newest of the old secrets goes on signing, and for a day', () => {
    const day = 24 * 3600_000;
    const one = rotate([], 'a', 0);
    assert.deepEqual(one, [{ secret: 'a', until: null }]);
    const two = rotate(one, 'b', 1000);
    assert.deepEqual(two, [
      { secret: 'b', until: null },
      { secret: 'a', until: day + 1000 },
    ]);
    const three = rotate(two, 'c', 2000);
    assert.deepEqual(
      three.map(({ secret }) => secret),
      ['c', 'b'],
    );
    assert.deepEqual(rotate(three, 'c', 3000)[0], { secret: 'c', until: null });
    assert.deepEqual(
      signing(three, day + 2000).map(({ secret }) => secret),
      ['c'],
    );
  });
});
