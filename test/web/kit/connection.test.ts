/** A page's line to a show, with the server played by hand and time driven by hand. */
import assert from 'node:assert/strict';
import { refuse, joinRefusalText, isRefusal } from '../../../shared/protocol/errors.ts';
import type { Refusal } from '../../../shared/protocol/errors.ts';
import { connectShow } from '../../../web/kit/connection.ts';
import type { Connection } from '../../../web/kit/connection.ts';
import { fakeRoom, settled } from '../../support/fake-room.ts';
import type { FakeRoom } from '../../support/fake-room.ts';
import { manualClock } from '../../support/manual-clock.ts';
import type { ManualClock } from '../../support/manual-clock.ts';

interface Stand {
  time: ManualClock;
  page: Connection;
  rooms: FakeRoom[];
  /** What the next joins are answered with; a room when the list is empty. */
  refusals: Error[];
  tokensAsked: (Refusal | null)[];
  pass: (ms: number) => Promise<void>;
}

let opened: Connection | null = null;

async function stand(refusals: Error[] = []): Promise<Stand> {
  const time = manualClock();
  const rooms: FakeRoom[] = [];
  const tokensAsked: (Refusal | null)[] = [];
  const page = connectShow({
    room: 'crowd',
    show: 'demo',
    token: (refused) => {
      tokensAsked.push(refused);
      return Promise.resolve('token');
    },
    join: () => {
      const refusal = refusals.shift();
      if (refusal !== undefined) return Promise.reject(refusal);
      const room = fakeRoom(() => time.now() + 5000);
      rooms.push(room);
      return Promise.resolve(room);
    },
    timers: time,
    random: () => 0.5,
  });
  opened = page;
  const pass = async (ms: number): Promise<void> => {
    // In steps, so that what a timer began can go on before the next one is due.
    for (let left = ms; left > 0; left -= 100) {
      time.advance(Math.min(100, left));
      await settled();
    }
  };
  await settled();
  return { time, page, rooms, refusals, tokensAsked, pass };
}

const joinRefused = (code: Parameters<typeof refuse>[0]): Error => new Error(joinRefusalText(refuse(code)));

describe('connection', () => {
  afterEach(() => opened?.close());

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

  it('[PAGE-11] a refusal of a request is its value, never a throw', async () => {
    const { page, rooms } = await stand();
    rooms[0]!.patch({});
    const answer = page.request('chat', { text: 'x', key: 'k' });
    rooms[0]!.asked[0]!.reject(Object.assign(new Error('request rejected'), { reason: refuse('chat/muted') }));
    assert.deepEqual(await answer, refuse('chat/muted'));
  });

  it('[PAGE-12] a request with a key is asked again over a reconnect, with the same key', async () => {
    const { page, rooms, pass } = await stand();
    rooms[0]!.patch({});
    const answer = page.request('input', { round: 1, type: 'answer', payload: { choice: 2 }, key: 'k1' });
    await settled();
    rooms[0]!.asked[0]!.reject(new Error('connection closed before a response was received.'));
    rooms[0]!.end(4003);
    await pass(3000);
    assert.deepEqual(rooms[1]!.asked[0]!.payload, { round: 1, type: 'answer', payload: { choice: 2 }, key: 'k1' });
    rooms[1]!.asked[0]!.resolve({ accepted: true });
    assert.deepEqual(await answer, { accepted: true });
  });

  it('[PAGE-12] a request without a key is asked once: lost means busy', async () => {
    const { page, rooms, pass } = await stand();
    rooms[0]!.patch({});
    const answer = page.request('name', { name: 'Mei' });
    rooms[0]!.asked[0]!.reject(new Error('connection closed before a response was received.'));
    await pass(1000);
    const value = await answer;
    assert.ok(isRefusal(value) && value.code === 'busy');
    assert.equal(rooms[0]!.asked.length, 1);
  });

  it('[PAGE-12] with no line a request waits for one, but not for ever', async () => {
    const { page, pass } = await stand(Array.from({ length: 20 }, () => new TypeError('Failed to fetch')));
    const answer = page.request('chat', { text: 'x', key: 'k' });
    await pass(16_000);
    const value = await answer;
    assert.ok(isRefusal(value) && value.code === 'busy');
  });

  it('[PAGE-13] what is sent while the line is down is dropped, not sent later', async () => {
    const { page, rooms } = await stand();
    rooms[0]!.patch({});
    page.send('like', { count: 1 });
    rooms[0]!.drop();
    page.send('like', { count: 2 });
    rooms[0]!.resume();
    assert.deepEqual(rooms[0]!.sent, [{ type: 'like', payload: { count: 1 } }]);
  });

  it('[PAGE-14] a command travels under an id of its own, and its refusal reads like an answer', async () => {
    const { page, rooms } = await stand();
    rooms[0]!.patch({});
    const first = page.command('round.next', {});
    const second = page.command('round.next', {});
    const [a, b] = rooms[0]!.asked as unknown as [FakeRoom['asked'][0], FakeRoom['asked'][0]];
    const ids = [a, b].map(({ payload }) => (payload as { id: string }).id);
    assert.notEqual(ids[0], ids[1]);
    a.resolve({ ok: true, round: 3 });
    b.reject(Object.assign(new Error('request rejected'), { reason: refuse('round/none') }));
    assert.deepEqual(await first, { ok: true, round: 3 });
    assert.deepEqual(await second, { ok: false, ...refuse('round/none') });
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

  it('[PAGE-17] own, cue and chat messages are kept as signals, and any type can be listened to', async () => {
    const { page, rooms } = await stand();
    const heard: unknown[] = [];
    const stop = page.on('panel.state', (payload) => heard.push(payload));
    rooms[0]!.message('own', { viewer: 'v', name: 'Mei', muted: false, round: null, holds: [] });
    rooms[0]!.message('cue', { round: 1, phase: 'question', startsAt: 1, endsAt: 2, content: { text: '?' } });
    rooms[0]!.message('chat', { lines: [{ id: '1', name: 'A', text: 'hi', at: 1 }], skipped: 3 });
    rooms[0]!.message('panel.state', 1);
    stop();
    rooms[0]!.message('panel.state', 2);
    assert.equal(page.own.value?.name, 'Mei');
    assert.equal(page.cue.value?.phase, 'question');
    assert.deepEqual(
      page.chat.value.map((entry) => entry.kind),
      ['line', 'gap'],
    );
    assert.deepEqual(heard, [1]);
  });

  it('[PAGE-35] a chat line that was taken is shown to its writer at once, and once only', async () => {
    const { page, rooms } = await stand();
    rooms[0]!.patch({});
    rooms[0]!.message('own', { viewer: 'v', name: 'Mei', muted: false, round: null, holds: [] });
    const said = page.request('chat', { text: ' hello ', key: 'k' });
    rooms[0]!.asked[0]!.resolve({ id: '0:1' });
    await said;
    rooms[0]!.message('chat', { lines: [{ id: '0:1', name: 'Mei', text: 'hello', at: 1 }], skipped: 0 });
    assert.deepEqual(
      page.chat.value.map((entry) => (entry.kind === 'line' ? [entry.name, entry.text] : entry.skipped)),
      [['Mei', 'hello']],
    );
  });
});

describe('a page that nobody looks at', () => {
  const before = Object.getOwnPropertyDescriptor(globalThis, 'document');
  const windowBefore = Object.getOwnPropertyDescriptor(globalThis, 'window');
  afterEach(() => {
    opened?.close();
    for (const [name, descriptor] of [
      ['document', before],
      ['window', windowBefore],
    ] as const)
      if (descriptor) Object.defineProperty(globalThis, name, descriptor);
      else Reflect.deleteProperty(globalThis, name);
  });

  it('[PAGE-36] keeps its line, shows the newest state once on return, and asks for the time anew', async () => {
    const tab = { visibilityState: 'visible', callbacks: [] as (() => void)[] };
    const target = {
      addEventListener: (_type: string, callback: () => void) => tab.callbacks.push(callback),
      removeEventListener: () => undefined,
    };
    const put = { configurable: true, writable: true };
    Object.defineProperty(globalThis, 'document', {
      ...put,
      value: Object.defineProperty({ ...target }, 'visibilityState', { get: () => tab.visibilityState }),
    });
    Object.defineProperty(globalThis, 'window', {
      ...put,
      value: { addEventListener: () => undefined, removeEventListener: () => undefined },
    });
    const { page, rooms, pass } = await stand();
    rooms[0]!.patch({ viewers: 1 });
    await pass(2000);
    let renewed = -1;
    const stop = page.state.subscribe(() => renewed++);

    tab.visibilityState = 'hidden';
    for (let viewers = 2; viewers < 50; viewers++) rooms[0]!.patch({ viewers });
    assert.equal(renewed, 0);
    assert.equal(page.state.value?.viewers, 1);

    rooms[0]!.mute = true;
    tab.visibilityState = 'visible';
    for (const callback of tab.callbacks) callback();
    assert.equal(renewed, 1);
    assert.equal(page.state.value?.viewers, 49);
    assert.equal(page.status.value, 'live');
    assert.equal(rooms[0]!.asked.filter(({ type }) => type === 'clock').length, 1, 'the first of a burst of questions');
    stop();
  });
});
