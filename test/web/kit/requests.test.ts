/** What a page asks and hears: answers and refusals as values, and nothing sent that was meant for a moment gone by. */
import assert from 'node:assert/strict';
import { isRefusal, refuse } from '../../../shared/protocol/errors.ts';
import { settled } from '../../support/fake-room.ts';
import type { FakeRoom } from '../../support/fake-room.ts';
import { closeStand, stand } from '../../support/page-stand.ts';

describe('requests', () => {
  afterEach(closeStand);

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
