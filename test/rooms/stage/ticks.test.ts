/** Ticks: when what has changed leaves, and that it leaves as one. */
import assert from 'node:assert/strict';
import { Protocol } from '@colyseus/core';
import { createMemoryWire } from '../../../server/memory/wire.ts';
import { tappedWire } from '../../support/tapped-wire.ts';
import { decodingViewer } from '../../support/decoding-viewer.ts';
import { claimsOf, showWorld } from '../../support/show-world.ts';
import type { ShowWorld, TestInput } from '../../support/show-world.ts';

const tap: TestInput = { type: 'tap', payload: { count: 1 } };

/** How often `act` made something leave to viewers while `ms` passed, and when, ms after the start. */
async function publishedAt(world: ShowWorld, ms: number, act?: { everyMs: number; what: () => void }): Promise<number[]> {
  const { published } = world.fanout;
  const at: number[] = [];
  for (let i = 0; i < ms; i++) {
    if (act && i % act.everyMs === 0) act.what();
    const before = published.length;
    await world.pass(1);
    if (published.slice(before).some(({ topic }) => topic === 'show/demo')) at.push(i);
  }
  return at;
}

async function quietWorld(): Promise<ShowWorld> {
  const world = await showWorld();
  await world.pass(3000);
  return world;
}

async function racing(viewers: number) {
  const world = await quietWorld();
  const members = Array.from({ length: viewers }, (_, i) => world.join(`v${i}`));
  await world.pass(2000);
  await world.command('round.start', { game: 'tap-race', settings: { durationSeconds: 60 } });
  await world.pass(4000);
  return { world, members };
}

describe('ticks', () => {
  it('[ROOM-39] after quiet the first change leaves at once', async () => {
    const { world, members } = await racing(1);
    assert.deepEqual(await publishedAt(world, 1, { everyMs: 1, what: () => void world.input(members[0]!, tap) }), [0]);
  });

  it('[ROOM-39] so does the very first one of a show, and the one after a like', async () => {
    const world = await showWorld();
    const ann = world.join('ann');
    assert.deepEqual(await publishedAt(world, 1, { everyMs: 1, what: () => void world.chat(ann, 'first!') }), [0]);
    await world.pass(5500);
    const after = await publishedAt(world, 1, {
      everyMs: 1,
      what: () => {
        world.shard(ann).like(ann, { count: 3 });
        void world.chat(ann, 'liked it');
      },
    });
    assert.deepEqual(after, [0]);
  });

  it('[ROOM-40] while inputs are taken there are 20 ticks a second, however much changes', async () => {
    const { world, members } = await racing(8);
    let n = 0;
    const at = await publishedAt(world, 990, { everyMs: 5, what: () => void world.input(members[n++ % 8]!, tap) });
    assert.equal(at.length, 20);
    assert.ok(
      at.slice(1).every((ms, i) => ms === 49 + i * 50),
      at.join(' '),
    );
  });

  it('[ROOM-40] and 10 when none are', async () => {
    const world = await quietWorld();
    const members = Array.from({ length: 200 }, (_, i) => world.join(`v${i}`));
    await world.pass(2000);
    let n = 0;
    const at = await publishedAt(world, 990, { everyMs: 5, what: () => void world.chat(members[n++ % 200]!, 'hi') });
    assert.equal(at.length, 10);
    assert.ok(
      at.slice(1).every((ms, i) => ms === 99 + i * 100),
      at.join(' '),
    );
  });

  it('[ROOM-41] everything of one tick leaves in one publish: patch, result, cue and chat', async () => {
    const world = await showWorld({ commitMs: 30 });
    const ann = world.join('ann');
    const viewer = decodingViewer(world.shows.get('demo')!.crowd.feed);
    await world.command('round.start', { game: 'tap-race', settings: { durationSeconds: 5 } });
    await world.pass(3100);
    await world.input(ann, tap);
    await world.pass(world.json().round!.endsAt - world.clock.now());
    const before = world.fanout.published.length;
    // The end of the race is being written.
    await world.chat(ann, 'phew');
    await world.pass(90);
    const windows = world.fanout.published.slice(before).filter(({ topic }) => topic === 'show/demo');
    const kinds = windows.map(({ frames }) => frames.map((frame) => frame[0]));
    assert.deepEqual(kinds, [[Protocol.ROOM_STATE_PATCH, Protocol.ROOM_DATA, Protocol.ROOM_DATA]]);
    assert.deepEqual(
      viewer.messages.slice(-2).map(({ type }) => type),
      ['cue', 'chat'],
    );
    assert.equal(world.json().round?.phase, 'result');
    assert.deepEqual(viewer.json(), world.json());
    assert.equal(world.json().notices.length, 1);
  });

  it('[ROOM-41] never more than one window per tick to a viewer, in a whole round with chat and commands', async () => {
    const { world, members } = await racing(6);
    let n = 0;
    const ticks = world.counted.get('drumroll_ticks_total')!;
    const before = world.fanout.published.length;
    for (let i = 0; i < 400; i++) {
      await world.input(members[n++ % 6]!, tap);
      if (i % 7 === 0) await world.chat(members[n % 6]!, `line ${i}`);
      if (i % 40 === 0) await world.command('viewer.mute', { viewer: `someone-${i}` });
      await world.pass(25);
    }
    const toViewers = world.fanout.published.slice(before).filter(({ topic }) => topic === 'show/demo');
    assert.ok(toViewers.length <= world.counted.get('drumroll_ticks_total')! - ticks);
    assert.ok(
      toViewers.every(({ frames }) => frames.length > 0),
      'no empty windows',
    );
  });

  it('[ROOM-42] nothing leaves when nothing has changed', async () => {
    const { world: playing } = await racing(3);
    for (const world of [await quietWorld(), playing]) {
      await world.pass(1000);
      const ticks = world.counted.get('drumroll_ticks_total');
      assert.deepEqual(await publishedAt(world, 10_000), []);
      world.join('somebody');
      assert.deepEqual(await publishedAt(world, 200), [], 'a head more is shown with the next sample');
      assert.equal(world.counted.get('drumroll_ticks_total'), ticks, 'no empty frames either');
    }
  });

  it('[ROOM-42] a shard says once that something has changed, until it is asked', async () => {
    let said = 0;
    const world = await showWorld({
      wire: () =>
        tappedWire(createMemoryWire(), {
          dirty: (deliver) => {
            said++;
            deliver();
          },
        }),
    });
    const members = Array.from({ length: 30 }, (_, i) => world.join(`v${i}`));
    await world.pass(2000);
    said = 0;
    for (const member of members) await world.chat(member, 'now');
    assert.equal(said, 2, 'each of the two shards once');
    await world.pass(200);
    await world.chat(members[0]!, 'later');
    assert.equal(said, 3);
  });

  it('[ROOM-42] what changes nothing that is shown makes nothing leave: refused inputs, muting, the rundown', async () => {
    const { world, members } = await racing(3);
    await world.pass(1000);
    const refused: TestInput[] = [
      { type: 'fly', payload: {} },
      { type: 'tap', payload: {} },
      { round: 9, ...tap },
    ];
    let n = 0;
    const at = await publishedAt(world, 500, { everyMs: 20, what: () => void world.input(members[0]!, refused[n++ % 3]!) });
    assert.deepEqual(at, []);
    await world.command('viewer.mute', { viewer: 'nobody' });
    await world.command('rundown.set', { items: [] });
    assert.deepEqual(await publishedAt(world, 500), []);
  });

  it('[ROOM-43] heads and likes are shown at most once a second, however fast they change', async () => {
    const world = await quietWorld();
    const members = Array.from({ length: 50 }, (_, i) => world.join(`v${i}`));
    await world.pass(1500);
    assert.equal(world.json().viewers, 50);
    let n = 50;
    const at = await publishedAt(world, 3000, {
      everyMs: 10,
      what: () => {
        world.join(`v${n++}`);
        world.shard(members[0]!).like(members[0]!, { count: 2 });
      },
    });
    assert.ok(at.length >= 2 && at.length <= 3, at.join(' '));
    await world.pass(1100);
    assert.deepEqual([world.json().viewers, world.json().likes], [350, 600]);
    for (const member of members) world.shard(member).leave(member);
    await world.pass(1100);
    assert.equal(world.json().viewers, 300);
  });

  it('[ROOM-44] the tick moves by one with each patch, and not with messages alone', async () => {
    const { world, members } = await racing(1);
    await world.pass(2000);
    const { tick } = world.json();
    await world.chat(members[0]!, 'hello');
    await world.pass(200);
    assert.equal(world.json().tick, tick);
    for (let i = 1; i <= 5; i++) {
      await world.input(members[0]!, tap);
      await world.pass(100);
      assert.equal(world.json().tick, tick + i);
    }
  });

  for (const givers of [1, 3]) {
    it(`[ROOM-80] ${givers} who give command after command hold up neither ticks nor deadlines`, async () => {
      const world = await showWorld({ commitMs: 5 });
      const ann = world.join('ann');
      await world.command('round.start', { game: 'tap-race', settings: { durationSeconds: 5 } });
      await world.pass(3500);
      let given = 0;
      const enough = new AbortController();
      const giveOn = async (): Promise<void> => {
        while (!enough.signal.aborted) {
          const envelope = { id: `on-${given++}`, name: 'viewer.mute', args: { viewer: `v${given % 9}` } };
          await world.shows.command('demo', envelope, claimsOf('moderator'));
        }
      };
      const giving = Array.from({ length: givers }, () => giveOn());
      const { tick } = world.json();
      for (let i = 0; i < 20; i++) {
        await world.input(ann, { type: 'tap', payload: { count: 1 } });
        await world.pass(100);
      }
      assert.equal(world.json().tick - tick, 20);
      await world.pass(2700);
      assert.equal(world.json().round?.phase, 'result');
      await world.pass(8300);
      assert.equal(world.json().round?.phase, 'over');
      enough.abort();
      await world.pass(200);
      await Promise.all(giving);
      assert.ok(given > 1000, String(given));
    });
  }

  it('[ROOM-80] the end of a phase that waits behind commands does not end the round they began', async () => {
    const world = await showWorld({ commitMs: 50 });
    await world.command('round.start', { game: 'tap-race', settings: { durationSeconds: 5 } });
    await world.pass(world.json().round!.endsAt - world.clock.now() - 20);
    const orders = ['round.cancel', 'round.start', 'viewer.mute'].map((name, i) =>
      world.shows.command('demo', { id: `late-${i}`, name, args: argsOf[name] }, claimsOf('streamer', 's', '*')),
    );
    await world.pass(500);
    assert.deepEqual(
      (await Promise.all(orders)).map(({ ok }) => ok),
      [true, true, true],
    );
    assert.deepEqual([world.json().round?.id, world.json().round?.phase], [2, 'ready']);
  });
});

const argsOf: Record<string, object> = { 'round.start': { game: 'tap-race' }, 'viewer.mute': { viewer: 'v' } };
