/** How often one caller may ask over HTTP. */
import assert from 'node:assert/strict';
import { testFront } from '../../support/front.ts';

describe('HTTP callers', () => {
  it('[WIRE-64] a viewer who asks too often is told to wait, others are served, and it passes', async () => {
    const { call, token, clock } = testFront();
    const [eager, other] = [await token('viewer'), await token('viewer')];
    const ask = async (who: string) => (await call('GET', '/api/v1/shows/demo', { token: who })).status;
    for (let i = 0; i < 60; i++) assert.equal(await ask(eager), 200);
    const refused = await call('GET', '/api/v1/shows/demo', { token: eager });
    assert.equal(refused.status, 429);
    assert.equal(refused.json.error.code, 'rate-limited');
    assert.equal(refused.headers['retry-after'], '1');
    assert.equal(await ask(other), 200);
    clock.advance(refused.json.error.retryAfterMs);
    assert.equal(await ask(eager), 200);
  });

  it('[WIRE-64] staff and back ends are not slowed', async () => {
    const { call, token } = testFront();
    for (const role of ['streamer', 'moderator', 'service'] as const) {
      const trusted = await token(role);
      for (let i = 0; i < 200; i++) assert.equal((await call('GET', '/api/v1/shows', { token: trusted })).status, 200, role);
    }
  });
});
