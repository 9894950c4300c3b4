/** Who calls: behind proxies the address is what ours wrote, never what the caller did. */
import assert from 'node:assert/strict';
import type { AuthContext } from '@colyseus/core';
import { clientAddress } from '../../../server/http/client-address.ts';
import { testFront } from '../../support/front.ts';

const peer = '10.0.0.9';

function addressOf(forwarded: string | null, hops: number): string {
  return clientAddress({ ip: peer, headers: forwarded === null ? {} : { 'x-forwarded-for': forwarded } }, hops);
}

/** The address that a join is judged by. */
async function joinedFrom(headers: Record<string, string>, hops: number): Promise<string | undefined> {
  const contexts: AuthContext[] = [];
  const { call } = testFront({
    env: { DRUMROLL_PROXY_HOPS: String(hops) },
    deps: {
      matchmaking: async (_method, _room, { context }) => {
        contexts.push(context);
        return { name: 'crowd', sessionId: 's', roomId: 'r', processId: 'p' };
      },
    },
  });
  const { status } = await call('POST', '/matchmake/joinOrCreate/crowd', { body: { show: 'demo' }, headers, ip: peer });
  assert.equal(status, 200);
  return contexts[0]?.ip;
}

describe('the caller’s address', () => {
  it('[SALE-150] without a proxy of ours is the peer’s, whatever headers claim', () => {
    assert.equal(addressOf(null, 0), peer);
    assert.equal(addressOf('198.51.100.1', 0), peer);
  });

  it('[SALE-150] with n proxies is the n-th last entry: what stands before was written by the caller', () => {
    assert.equal(addressOf('198.51.100.1', 1), '198.51.100.1');
    assert.equal(addressOf('6.6.6.6, 198.51.100.1', 1), '198.51.100.1');
    assert.equal(addressOf('6.6.6.6,198.51.100.1 , 10.0.0.8', 2), '198.51.100.1');
    assert.equal(addressOf('2001:db8::7', 1), '2001:db8::7');
    assert.equal(addressOf('198.51.100.1:4711', 1), '198.51.100.1');
    assert.equal(addressOf('[2001:db8::7]:4711', 1), '2001:db8::7');
  });

  it('[SALE-150] is the peer’s when fewer proxies were passed, or no address stands there', () => {
    for (const forwarded of [null, '', '198.51.100.1', 'unknown, 10.0.0.8', '1.2.3, 10.0.0.8', '[]:80, 10.0.0.8'])
      assert.equal(addressOf(forwarded, 2), peer, String(forwarded));
  });

  it('[SALE-150] joins are judged by it, and by no header that a caller may write', async () => {
    const claims = { 'x-real-ip': '6.6.6.6', 'x-client-ip': '6.6.6.6', 'x-forwarded-for': '6.6.6.6' };
    assert.equal(await joinedFrom(claims, 0), peer);
    assert.equal(await joinedFrom({ ...claims, 'x-forwarded-for': '6.6.6.6, 198.51.100.1' }, 1), '198.51.100.1');
  });
});
