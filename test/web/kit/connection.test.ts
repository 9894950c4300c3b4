/** A page's line to a show: joining, breaking, coming back, and knowing when not to. */
import assert from 'node:assert/strict';
import { joinRefusalText, refuse } from '../../../shared/protocol/errors.ts';
import { settled } from '../../support/fake-room.ts';
import { closeStand, stand } from '../../support/page-stand.ts';

const joinRefused = (code: Parameters<typeof refuse>[0]): Error => new Error(joinRefusalText(refuse(code)));

describe('connection', () => {
  afterEach(closeStand);

  it('[PAGE-1] is connecting until the first state has come, then live', async () => {
    const { page, rooms } = await stand();
    assert.equal(page.status.value, 'connecting');
    rooms[0]!.patch({ viewers: 7 });
    assert.equal(page.status.value, 'live');
    assert.equal(page.state.value?.viewers, 7);
  });

  it('[PAGE-2] a patch renews the state once, and what it did not touch keeps its identity', async () => {
    const { page, rooms } = await stand();
    rooms[0]!.patch({ notices: [{ id: 1, kind: 'info', text: 'hi', at: 1 }] });
    const before = page.state.value;
    let renewed = 0;
    const stop = page.state.subscribe(() => renewed++);
    rooms[0]!.patch({ viewers: 99 });
    rooms[0]!.patch({ viewers: 99 });
    stop();
    assert.equal(renewed, 2, 'the first call is the subscription itself');
    assert.notEqual(page.state.value, before);
    assert.equal(page.state.value?.notices, before?.notices);
  });

  it('[PAGE-3] a broken line shows reconnecting over the last state, and live again when the SDK mends it', async () => {
    const { page, rooms } = await stand();
    rooms[0]!.patch({ viewers: 7 });
    rooms[0]!.drop();
    assert.equal(page.status.value, 'reconnecting');
    assert.equal(page.state.value?.viewers, 7);
    rooms[0]!.resume();
    assert.equal(page.status.value, 'live');
    assert.equal(rooms.length, 1);
  });

  for (const code of [4001, 4003, 1006]) {
    it(`[PAGE-4] after close code ${code} it joins afresh, with jitter`, async () => {
      const { page, rooms, pass } = await stand();
      rooms[0]!.patch({});
      await pass(6000);
      rooms[0]!.end(code);
      assert.equal(page.status.value, 'reconnecting');
      await pass(500);
      assert.equal(rooms.length, 1, 'not at once');
      await pass(200);
      assert.equal(rooms.length, 2);
      assert.equal(page.status.value, 'live');
    });
  }

  it('[PAGE-4] a room that lets go at once is asked less and less often', async () => {
    const { rooms, pass } = await stand();
    let asked = 0;
    for (let ms = 0; ms < 60_000; ms += 100) {
      await pass(100);
      if (rooms.length > asked) {
        asked = rooms.length;
        rooms.at(-1)!.end(1006);
      }
    }
    assert.ok(asked >= 4 && asked <= 10, `joined ${asked} times in a minute`);
  });

  it('[PAGE-5] what an abandoned room still says is not listened to', async () => {
    const { page, rooms, pass } = await stand();
    rooms[0]!.patch({});
    rooms[0]!.end(4003);
    await pass(2000);
    rooms[1]!.patch({ viewers: 2 });
    rooms[0]!.patch({ viewers: 111 });
    rooms[0]!.message('bye', { reason: 'banned' });
    rooms[0]!.end(4000);
    assert.equal(page.state.value?.viewers, 2);
    assert.equal(page.status.value, 'live');
  });

  for (const reason of ['signed-in-elsewhere', 'banned', 'flood'] as const) {
    it(`[PAGE-6] after the farewell "${reason}" it stays out until the viewer asks to come back`, async () => {
      const { page, rooms, pass } = await stand();
      rooms[0]!.patch({});
      rooms[0]!.message('bye', { reason });
      rooms[0]!.end(4000);
      await pass(60_000);
      assert.equal(rooms.length, 1);
      assert.equal(page.status.value, 'refused');
      assert.equal(page.bye.value?.reason, reason);
      page.rejoin();
      await settled();
      rooms[1]!.patch({});
      assert.equal(page.status.value, 'live');
      assert.equal(page.bye.value, null);
    });
  }

  it('[PAGE-7] told to move, it joins again within the time it was given', async () => {
    const { page, rooms, pass } = await stand();
    rooms[0]!.patch({});
    rooms[0]!.message('moved', { inMs: 4000 });
    await pass(6000);
    rooms[0]!.end(4001);
    await pass(1900);
    assert.equal(rooms.length, 1);
    await pass(200);
    assert.equal(rooms.length, 2);
    assert.equal(page.status.value, 'live');
  });

  it('[PAGE-8] a refused join says why and stays out', async () => {
    const { page, rooms, pass } = await stand([joinRefused('show/unknown')]);
    await pass(30_000);
    assert.equal(page.status.value, 'refused');
    assert.equal(page.refusal.value?.code, 'show/unknown');
    assert.equal(rooms.length, 0);
  });

  it('[PAGE-8] a refusal that may pass, or no server at all, is tried again', async () => {
    const { page, rooms, pass } = await stand([joinRefused('draining'), new TypeError('Failed to fetch')]);
    assert.equal(page.status.value, 'connecting');
    await pass(10_000);
    assert.equal(rooms.length, 1);
  });

  it('[PAGE-9] a token that is not taken is asked for anew, once', async () => {
    const healed = await stand([joinRefused('auth/expired')]);
    assert.deepEqual(
      healed.tokensAsked.map((refused) => refused?.code ?? null),
      [null, 'auth/expired'],
    );
    assert.equal(healed.rooms.length, 1);
    healed.page.close();

    const hopeless = await stand([joinRefused('auth/invalid'), joinRefused('auth/invalid')]);
    assert.equal(hopeless.page.status.value, 'refused');
    assert.equal(hopeless.tokensAsked.length, 2);
  });

  it('[PAGE-10] an ended show is an end, not a lost line; it can start again', async () => {
    const { page, rooms } = await stand();
    rooms[0]!.patch({ status: 'ended' });
    rooms[0]!.message('bye', { reason: 'show-ended' });
    assert.equal(page.status.value, 'ended');
    rooms[0]!.patch({ status: 'live' });
    assert.equal(page.status.value, 'live');
  });

  it('[PAGE-15] a server that stops answering is left for a fresh join, though the socket stays open', async () => {
    const { page, rooms, pass } = await stand();
    rooms[0]!.patch({});
    await pass(2000);
    assert.ok(page.clock.ready.value);
    rooms[0]!.mute = true;
    for (let ms = 0; ms < 20_000 && rooms.length < 2; ms += 1000) {
      await pass(1000);
      for (const question of rooms[0]!.asked.splice(0)) question.reject(new Error('request "clock" timed out'));
    }
    assert.equal(rooms.length, 2);
    assert.ok(rooms[0]!.left);
    assert.equal(page.status.value, 'live');
  });

  it('[PAGE-16] the clock shows server time and is trusted within 1.5 s', async () => {
    const { page, time, pass } = await stand();
    await pass(1500);
    assert.ok(page.clock.ready.value);
    assert.ok(Math.abs(page.clock.serverNow() - (time.now() + 5000)) <= 1);
    assert.ok(page.clock.errorMs.value <= 2);
  });
});
