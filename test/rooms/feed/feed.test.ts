/** The feed step by step: where a connection starts, what a gap does, and what another stage means for those who watch. */
import assert from 'node:assert/strict';
import { Protocol } from '@colyseus/core';
import { ShowState } from '../../../shared/state/index.ts';
import { GameView, schema, t } from '../../../shared/game-kit/index.ts';
import { Feed } from '../../../rooms/feed/feed.ts';
import { FeedEncoder } from '../../../rooms/feed/feed-encoder.ts';
import type { FeedFrame } from '../../../rooms/stage-wire.ts';
import { Outbox } from '../../../rooms/stage/outbox.ts';
import { Publisher } from '../../../rooms/stage/publisher.ts';
import { decodingViewer } from '../../support/decoding-viewer.ts';
import { recordingFanout } from '../../support/recording-fanout.ts';
import { settled } from '../../support/show-world.ts';

const order = { epoch: 1, rev: 1, status: 'live', muted: [], banned: [], bots: 0, phase: null, sales: [], ballots: [] } as const;
const metrics = { count: () => {}, set: () => {}, observe: () => {} };
const log = { info: () => {}, warn: () => {}, error: () => {} };

const likes = (viewer: { json(): unknown }) => (viewer.json() as { likes: number }).likes;

/** A stage's side and a feed that follows it. */
function pair(epoch = 1) {
  const state = new ShowState();
  const publisher = new Publisher(epoch, state, metrics);
  const outbox = new Outbox();
  const fanout = recordingFanout();
  let wanted = 0;
  const want = () => {
    wanted++;
    publisher.wantKeyframe();
  };
  const feed = new Feed('demo', { fanout, metrics, log }, want);
  feed.onHello(publisher.hello(order));
  /** The frame in which `likes` has become `to`. */
  const next = (to: number): FeedFrame => {
    state.likes = to;
    return publisher.frame(outbox)!;
  };
  return { state, publisher, outbox, fanout, feed, next, wanted: () => wanted };
}

describe('the feed', () => {
  it('[FEED-3] a new connection gets the whole state, then every patch once; a repeated or older frame changes nothing', () => {
    const { feed, next, fanout, outbox, wanted } = pair();
    for (let n = 1; n <= 5; n++) feed.onFrame(next(n));
    const viewer = decodingViewer(feed);
    assert.equal(likes(viewer), 5);
    outbox.toAll('bye', { reason: 'draining' });
    const frame = next(6);
    feed.onFrame(frame);
    const before = fanout.published.length;
    feed.onFrame(frame);
    feed.onFrame({ ...frame, seq: frame.seq - 1 });
    feed.onFrame({ ...frame, epoch: 7, seq: 99 });
    assert.equal(fanout.published.length, before);
    assert.deepEqual([likes(viewer), viewer.messages.length, wanted()], [6, 1, 0]);
  });

  it('[FEED-3] a tail is short: a keyframe comes at least every twenty patches', () => {
    const { feed, next } = pair();
    for (let n = 1; n <= 200; n++) {
      feed.onFrame(next(n));
      const viewer = decodingViewer(feed);
      assert.ok(viewer.frames.length <= 20, `${viewer.frames.length} frames after ${n} patches`);
      viewer.leave();
    }
  });

  it('[FEED-4] after a gap nothing of the state is published until a keyframe has come, and messages go on', () => {
    const { feed, next, outbox, wanted } = pair();
    const viewer = decodingViewer(feed);
    feed.onFrame(next(1));
    next(2);
    outbox.toAll('bye', { reason: 'draining' });
    feed.onFrame(next(3));
    assert.equal(wanted(), 1);
    assert.equal(likes(viewer), 1, 'a patch whose predecessor is missing is not applied');
    assert.equal(viewer.messages.at(-1)?.type, 'bye');
    feed.onFrame(next(4));
    assert.equal(likes(viewer), 4);
    feed.onFrame(next(5));
    assert.equal(likes(viewer), 5);
  });

  it('[FEED-4] it asks again at every hole, in case the keyframe was what was lost', () => {
    const { feed, next, wanted } = pair();
    const viewer = decodingViewer(feed);
    feed.onFrame(next(1));
    next(2);
    feed.onFrame(next(3));
    next(4);
    feed.onFrame(next(5));
    assert.equal(wanted(), 2);
    feed.onFrame(next(6));
    assert.equal(likes(viewer), 6);
  });

  it('[FEED-5] who joins within a gap gets what is known, and the whole state with the others', () => {
    const { feed, next } = pair();
    feed.onFrame(next(1));
    next(2);
    feed.onFrame(next(3));
    const late = decodingViewer(feed);
    assert.equal(likes(late), 1);
    feed.onFrame(next(4));
    assert.equal(likes(late), 4);
  });

  it('[FEED-6] a connection that could not keep up misses nothing in the end: fresh state, its cue, and whatever is its own', async () => {
    const { feed, next, outbox, fanout } = pair();
    const viewer = decodingViewer(feed);
    const other = decodingViewer(feed);
    await settled();
    outbox.cue({ round: 1, phase: 'race', startsAt: 0, endsAt: 1, content: null });
    feed.onFrame(next(1));
    await settled();
    fanout.stall(viewer.member.connection);
    feed.onFrame(next(2));
    feed.onFrame(next(3));
    fanout.drain(viewer.member.connection);
    assert.equal(likes(viewer), 1);
    feed.onFrame(next(4));
    assert.deepEqual([likes(viewer), likes(other)], [4, 4]);
    assert.equal(viewer.messages.filter(({ type }) => type === 'cue').length, 2);
    assert.equal(viewer.attached, 2);
    feed.onFrame(next(5));
    assert.deepEqual([likes(viewer), likes(other)], [5, 5]);
  });

  it('[FEED-6] one that leaves while it waits gets nothing more', async () => {
    const { feed, next, fanout } = pair();
    const viewer = decodingViewer(feed);
    await settled();
    fanout.stall(viewer.member.connection);
    feed.onFrame(next(1));
    fanout.drain(viewer.member.connection);
    viewer.leave();
    const frames = viewer.frames.length;
    feed.onFrame(next(2));
    assert.equal(viewer.frames.length, frames);
    assert.equal(viewer.attached, 1);
  });

  it('[FEED-6] nor one that has left when its line drains at last', async () => {
    const { feed, next, fanout, wanted } = pair();
    const viewer = decodingViewer(feed);
    await settled();
    fanout.stall(viewer.member.connection);
    feed.onFrame(next(1));
    viewer.leave();
    fanout.drain(viewer.member.connection);
    const frames = viewer.frames.length;
    feed.onFrame(next(2));
    assert.deepEqual([viewer.frames.length, viewer.attached, wanted()], [frames, 1, 0]);
  });

  it('[FEED-6] one that left before it was greeted is not', async () => {
    const { feed } = pair();
    const viewer = decodingViewer(feed);
    viewer.leave();
    await settled();
    assert.equal(viewer.attached, 0);
  });

  it('[FEED-7] panels also get what is for panels, after the same state; viewers never do', () => {
    const { feed, next, outbox } = pair();
    const [viewer, panel] = [decodingViewer(feed), decodingViewer(feed, { panel: true })];
    outbox.toPanels('panel.chat', { lines: [] });
    feed.onFrame(next(1));
    assert.deepEqual(viewer.json(), panel.json());
    assert.deepEqual(
      panel.messages.map(({ type }) => type),
      ['panel.chat'],
    );
    assert.deepEqual(viewer.messages, []);
    panel.leave();
    outbox.toPanels('panel.chat', { lines: [] });
    feed.onFrame(next(2));
    assert.equal(panel.messages.length, 1);
  });

  it('[FEED-8] when another stage takes over everybody has to join anew, and then sees its state alone', () => {
    const { feed, next } = pair();
    const old = decodingViewer(feed);
    let lost = '';
    feed.attach({ ...old.member, connection: {}, raw: () => {}, onLost: (reason) => void (lost = reason) });
    feed.onFrame(next(1));
    const second = pair(2);
    second.next(70);
    const frames = old.frames.length;
    feed.onHello(second.publisher.hello({ ...order, epoch: 2 }));
    assert.equal(lost, 'stage');
    feed.onFrame(next(2));
    feed.onFrame(second.next(71));
    assert.equal(old.frames.length, frames, 'not a byte more for the decoder of the stage before');
    const viewer = decodingViewer(feed);
    assert.equal(likes(viewer), 71);
    feed.onFrame(next(3));
    feed.onFrame(second.next(72));
    assert.equal(likes(viewer), 72);
  });

  it('[FEED-9] nobody is let in before a stage has begun', () => {
    const feed = new Feed('demo', { fanout: recordingFanout(), metrics, log }, () => {});
    assert.throws(() => feed.handshake(), /has not begun/);
    assert.throws(() => decodingViewer(feed), /has not begun/);
  });
});

describe('the feed’s encoder', () => {
  it('[FEED-10] gives each change once, and no keyframe between a change and its patch', () => {
    const state = new ShowState();
    const encoder = new FeedEncoder(state);
    encoder.patch();
    assert.equal(encoder.patch(), null);
    state.likes = 1;
    assert.throws(() => encoder.keyframe(), /between a change and its patch/);
    const patch = encoder.patch()!;
    assert.equal(patch[0], Protocol.ROOM_STATE_PATCH);
    assert.equal(encoder.patch(), null);
    assert.equal(encoder.keyframe()[0], Protocol.ROOM_STATE);
  });

  it('[FEED-10] what it gave stays as it was, however large the state becomes', () => {
    const Row = schema({ text: t.string() }, 'FeedTestRow');
    const View = GameView.extend({ rows: t.array(Row) }, 'FeedTestView');
    const view = new View();
    const encoder = new FeedEncoder(view);
    encoder.patch();
    const first = encoder.keyframe();
    const copy = Buffer.from(first);
    for (let i = 0; i < 5000; i++) {
      const row = new Row();
      row.text = `row ${i} `.repeat(10);
      view.rows.push(row);
    }
    const patch = encoder.patch()!;
    const patchCopy = Buffer.from(patch);
    const large = encoder.keyframe();
    assert.ok(large.length > 200_000);
    assert.equal(large[0], Protocol.ROOM_STATE);
    encoder.keyframe();
    assert.ok(copy.equals(first) && patchCopy.equals(patch));
  });
});
