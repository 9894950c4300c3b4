/** How attempts are signed, as the Standard Webhooks library verifies it. */
import assert from 'node:assert/strict';
import { Webhook } from 'standardwebhooks';
import { secret, status, webhookWorld } from '../../support/webhook-world.ts';
import type { Heard, WebhookWorld } from '../../support/webhook-world.ts';

const minute = 60_000;

describe('webhook signatures', () => {
  let world: WebhookWorld;
  beforeEach(async () => {
    world = await webhookWorld();
  });
  afterEach(() => world.relay.stop());

  it('[HOOK-18] every attempt is signed at its time, as the Standard Webhooks library verifies it', async () => {
    const real = Date.now;
    Date.now = () => world.clock.now();
    try {
      const sale = await world.sale();
      world.answer = () => status(500);
      await sale.grab('v1');
      await world.pass(10 * minute);
      assert.equal(world.heard.length, 3);
      const stamps = world.heard.map(({ headers }) => Number(headers['webhook-timestamp']));
      assert.equal(new Set(stamps).size, 3);
      const last = world.heard.at(-1)!;
      Date.now = () => Number(last.headers['webhook-timestamp']) * 1000;
      assert.deepEqual(new Webhook(secret).verify(last.body, last.headers), last.event);
      assert.throws(() => new Webhook(secret).verify(last.body.replace('v1', 'v2'), last.headers), /No matching signature/);
      assert.throws(() => new Webhook(secret).verify(world.heard[0]!.body, world.heard[0]!.headers), /too old/);
    } finally {
      Date.now = real;
    }
  });

  it('[HOOK-19] a new secret signs beside the old one for a day, then alone', async () => {
    await world.relay.stop();
    await world.restart({ configured: null });
    const first = await world.relay.desk.set('demo', { url: 'https://a.example/' });
    const second = await world.relay.desk.set('demo', { url: 'https://a.example/' });
    assert.ok('secret' in first && 'secret' in second);
    assert.equal(first.id, second.id);
    assert.notEqual(first.secret, second.secret);
    assert.match(second.secret, /^whsec_[A-Za-z0-9+/]{43}=$/);
    const sale = await world.sale({ stock: 10, closesAt: world.clock.now() + 48 * 60 * minute });
    await sale.grab('v1');
    await world.pass(1000);
    await skip(world, 24 * 60 * minute);
    await sale.grab('v2');
    const [early, late] = world.heard as [Heard, Heard];
    assert.deepEqual([signs(early, first.secret), signs(early, second.secret)], [true, true]);
    assert.deepEqual([signs(late, first.secret), signs(late, second.secret)], [false, true]);
  });
});

function signs({ headers, body }: Heard, by: string): boolean {
  const at = new Date(Number(headers['webhook-timestamp']) * 1000);
  return headers['webhook-signature']!.split(' ').includes(new Webhook(by).sign(headers['webhook-id']!, at, body));
}

/** Lets time pass up to a moment of the monotonic clock with few looks in between. */
async function skip(world: WebhookWorld, untilMs: number): Promise<void> {
  const left = untilMs - world.clock.monotonic();
  if (left > 0) world.clock.advance(left);
  await world.pass(1000);
}
