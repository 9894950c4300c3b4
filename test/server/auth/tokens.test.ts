/** Tokens: what is minted is read back, and everything else is refused with a typed code. */
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { mkdtempSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { openSecret } from '../../../server/auth/secret.ts';
import { createTokens } from '../../../server/auth/tokens.ts';
import { isRefusal, roles } from '../../../shared/protocol/index.ts';

const secret = 'a-secret-that-is-long-enough-for-a-test';
const at = Date.UTC(2030, 0, 1);
const tokens = createTokens({ secret, now: () => at });
const exp = at / 1000 + 600;
const good = { sub: 'v1', role: 'viewer', show: 'demo', exp };

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token made by hand, so that anything can be wrong with it. */
function forge(payload: object, options: { header?: object; secret?: string; hash?: string } = {}): string {
  const signed = `${part(options.header ?? { alg: 'HS256' })}.${part(payload)}`;
  const mac = createHmac(options.hash ?? 'sha256', options.secret ?? secret).update(signed);
  return `${signed}.${mac.digest('base64url')}`;
}

function signature(token: string): string {
  return token.slice(token.lastIndexOf('.') + 1);
}

async function codeOf(token: string | null | undefined, now = at): Promise<string> {
  const result = await createTokens({ secret, now: () => now }).verify(token);
  return isRefusal(result) ? result.code : 'good';
}

describe('tokens', () => {
  it('[WIRE-20] what is minted is read back, for every role', async () => {
    for (const role of roles) {
      const { token, sub, expiresAt } = await tokens.mint({ sub: 'u-1', role, show: 'demo', name: '小明', ttlSeconds: 600 });
      assert.deepEqual(await tokens.verify(token), { sub, role, show: 'demo', name: '小明', exp });
      assert.equal(expiresAt, exp * 1000);
    }
  });

  it('[WIRE-20] without a subject everybody is somebody else', async () => {
    const made = await Promise.all(Array.from({ length: 50 }, () => tokens.mint({ role: 'viewer', show: '*' })));
    assert.equal(new Set(made.map(({ sub }) => sub)).size, 50);
    const claims = await tokens.verify(made[0]?.token);
    assert.ok(!isRefusal(claims) && claims.sub === made[0]?.sub && !('name' in claims));
  });

  it('[BATTLE-210] a viewer’s level is in the token that was asked for with one, whole and from 0 to 999', async () => {
    for (const level of [0, 1, 999]) {
      const { token } = await tokens.mint({ sub: 'v1', role: 'viewer', show: 'demo', level, ttlSeconds: 600 });
      assert.deepEqual(await tokens.verify(token), { sub: 'v1', role: 'viewer', show: 'demo', level, exp });
    }
    for (const level of [-1, 1000, 1.5, '7', null]) assert.equal(await codeOf(forge({ ...good, level })), 'auth/invalid');
  });

  it('[WIRE-21] no token is auth/missing', async () => {
    assert.deepEqual(await Promise.all([codeOf(null), codeOf(undefined), codeOf('')]), Array(3).fill('auth/missing'));
  });

  const invalid: [what: string, token: string][] = [
    ['not a token', 'hello'],
    ['two parts', 'a.b'],
    ['alg none without a signature', `${part({ alg: 'none' })}.${part(good)}.`],
    ['alg none with the right signature', forge(good, { header: { alg: 'none' } })],
    ['alg HS512', forge(good, { header: { alg: 'HS512' }, hash: 'sha512' })],
    ['alg RS256 signed with the secret as an HMAC', forge(good, { header: { alg: 'RS256' } })],
    ['another secret', forge(good, { secret: `${secret}!` })],
    ['an unknown critical header', forge(good, { header: { alg: 'HS256', crit: ['x'], x: 1 } })],
    ['a payload exchanged', `${part({ alg: 'HS256' })}.${part({ ...good, role: 'service' })}.${signature(forge(good))}`],
    ['no exp', forge({ ...good, exp: undefined })],
    ['exp as text', forge({ ...good, exp: `${exp}` })],
    ['exp more than twelve hours away', forge({ ...good, exp: at / 1000 + 12 * 3600 + 1 })],
    ['not valid yet', forge({ ...good, nbf: at / 1000 + 60 })],
    ['no sub', forge({ ...good, sub: undefined })],
    ['a sub with spaces', forge({ ...good, sub: 'a b' })],
    ['a sub of 65 characters', forge({ ...good, sub: 'x'.repeat(65) })],
    ['an unknown role', forge({ ...good, role: 'admin' })],
    ['no show', forge({ ...good, show: undefined })],
    ['a show that is no id', forge({ ...good, show: '../x' })],
    ['a name that is no text', forge({ ...good, name: { toString: 1 } })],
  ];
  for (const [what, token] of invalid) {
    it(`[WIRE-22] ${what} is auth/invalid`, async () => assert.equal(await codeOf(token), 'auth/invalid'));
  }

  it('[WIRE-22] twelve hours are not too long', async () => {
    assert.equal(await codeOf(forge({ ...good, exp: at / 1000 + 12 * 3600 })), 'good');
  });

  it('[WIRE-22] changing any character of a token makes it invalid', async () => {
    const token = forge(good);
    await fc.assert(
      fc.asyncProperty(fc.nat(token.length - 1), fc.constantFrom('a', 'Z', '9', '_', '-', '.', '='), async (place, letter) => {
        fc.pre(token[place] !== letter);
        const changed = token.slice(0, place) + letter + token.slice(place + 1);
        // The last character of a part carries spare bits that base64url decoders ignore.
        fc.pre(!sameBytes(changed, token));
        assert.equal(await codeOf(changed), 'auth/invalid');
      }),
    );
  });

  it('[WIRE-23] a token is auth/expired from its exp on', async () => {
    const token = forge(good);
    assert.equal(await codeOf(token, exp * 1000 - 1), 'good');
    assert.equal(await codeOf(token, exp * 1000), 'auth/expired');
  });

  it('[OPS-7] a secret is made once, kept for its owner only, and read again after a restart', () => {
    const dataDir = join(mkdtempSync(join(tmpdir(), 'drumroll-')), 'data');
    const made = openSecret({ secret: null, dataDir });
    assert.match(made, /^[0-9a-f]{64}$/);
    assert.equal(statSync(join(dataDir, 'secret')).mode & 0o777, 0o600);
    assert.equal(openSecret({ secret: null, dataDir }), made);
    assert.equal(openSecret({ secret, dataDir }), secret);
  });

  it('[OPS-7] a spoilt secret file is named, not replaced', () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'drumroll-'));
    writeFileSync(join(dataDir, 'secret'), 'short\n');
    assert.throws(() => openSecret({ secret: null, dataDir }), /secret holds no usable secret/);
  });
});

function sameBytes(a: string, b: string): boolean {
  return bytesOf(a) === bytesOf(b);
}

function bytesOf(token: string): string {
  return token
    .split('.')
    .map((piece) => Buffer.from(piece, 'base64url').toString('hex'))
    .join('.');
}
