/** The fan-out's contract, over real sockets, for both transports. */
import assert from 'node:assert/strict';
import type { Client } from '@colyseus/core';
import type { Subscriber } from '../../rooms/services.ts';
import { openProbe, transportKinds } from '../support/probe-transport.ts';
import type { Probe } from '../support/probe-transport.ts';
import type { RawSocket } from '../support/raw-socket.ts';
import { turn, until } from '../support/until.ts';

/** A frame that says its number, `size` bytes long. */
function numbered(n: number, size = 8): Buffer {
  const frame = Buffer.alloc(size, n & 0xff);
  frame.writeUInt32BE(n, 0);
  return frame;
}

function numbersIn({ frames }: RawSocket): number[] {
  return frames.map((frame) => frame.readUInt32BE(0));
}

/** What the server has not yet been able to send to this connection. */
function bufferedBy(client: Client): number {
  const socket = client.ref as unknown as { bufferedAmount?: number; ws?: { getBufferedAmount(): number } };
  return socket.bufferedAmount ?? socket.ws?.getBufferedAmount() ?? Number.NaN;
}

/** A subscriber that keeps account of what it is told. */
function follower(client: Client, hooks: Partial<Subscriber> = {}): Subscriber & { told: string[] } {
  const told: string[] = [];
  return {
    told,
    raw: (frame) => client.raw(frame),
    onDrained: () => (told.push('drained'), hooks.onDrained?.()),
    onGivenUp: () => (told.push('given-up'), hooks.onGivenUp?.()),
  };
}

for (const kind of transportKinds) {
  describe(`fan-out over ${kind}`, () => {
    let probe: Probe;
    beforeEach(async () => {
      probe = await openProbe(kind, { env: { DRUMROLL_STALE_KILL_MS: '20000' } });
    });
    afterEach(() => probe.close());

    /** Publishes numbered frames from `from` on, four a turn, until a connection is stale; returns the next number. */
    async function overflow(topic: string, { from, size }: { from: number; size: number }): Promise<number> {
      let n = from;
      await until('a connection has fallen behind', () => {
        if (probe.fanout.stale() > 0) return true;
        probe.fanout.publish(
          topic,
          [n, n + 1, n + 2, n + 3].map((each) => numbered(each, size)),
        );
        n += 4;
        return false;
      });
      return n;
    }

    it('[WIRE-50] everybody on a topic gets its frames, one message each and in order; nobody else does', async () => {
      const here = await Promise.all([probe.connect(), probe.connect(), probe.connect()]);
      const other = await probe.connect();
      for (const { client } of here) probe.fanout.subscribe('a', client, follower(client));
      probe.fanout.subscribe('b', other.client, follower(other.client));
      probe.fanout.publish('a', [numbered(1), numbered(2, 30_000), numbered(3)]);
      await turn();
      probe.fanout.publish('a', [numbered(4)]);
      probe.fanout.publish('b', [numbered(9)]);
      probe.fanout.publish('nobody', [numbered(8)]);
      await until('all arrived', () => [...here, other].every(({ socket }) => [4, 9].includes(numbersIn(socket).at(-1) ?? 0)));
      for (const { socket } of here) assert.deepEqual(numbersIn(socket), [1, 2, 3, 4]);
      assert.deepEqual(
        here[0]?.socket.frames.map((frame) => frame.length),
        [8, 30_000, 8, 8],
      );
      assert.deepEqual(numbersIn(other.socket), [9]);
    });

    it('[WIRE-51] a subscriber gets nothing that was published before it came or after it left', async () => {
      const { client, socket } = await probe.connect();
      const staying = await probe.connect();
      probe.fanout.subscribe('a', staying.client, follower(staying.client));
      probe.fanout.publish('a', [numbered(1)]);
      probe.fanout.subscribe('a', client, follower(client));
      probe.fanout.publish('a', [numbered(2)]);
      await until('it arrived', () => socket.frames.length > 0);
      probe.fanout.unsubscribe('a', client);
      probe.fanout.publish('a', [numbered(3)]);
      client.raw(numbered(99));
      await until('all arrived', () => numbersIn(socket).includes(99) && numbersIn(staying.socket).includes(3));
      assert.deepEqual(numbersIn(socket), [2, 99]);
      assert.deepEqual(numbersIn(staying.socket), [1, 2, 3]);
    });

    it('[WIRE-51] frames written to one connection keep their place among the published ones', async () => {
      const { client, socket } = await probe.connect();
      const subscriber = follower(client);
      subscriber.raw(numbered(1));
      probe.fanout.subscribe('a', client, subscriber);
      probe.fanout.publish('a', [numbered(2), numbered(3)]);
      subscriber.raw(numbered(4));
      probe.fanout.publish('a', [numbered(5)]);
      subscriber.raw(numbered(6, 20_000));
      probe.fanout.publish('a', [numbered(7)]);
      await until('all arrived', () => numbersIn(socket).includes(7));
      assert.deepEqual(numbersIn(socket), [1, 2, 3, 4, 5, 6, 7]);
    });

    it('[WIRE-51] a frame is what it was when it was published, whatever its owner writes into it later', async () => {
      const { client, socket } = await probe.connect();
      probe.fanout.subscribe('a', client, follower(client));
      socket.stall();
      const shared = Buffer.alloc(60_000);
      let n = 0;
      await until('the kernel takes no more', () => {
        if (probe.fanout.stale() > 0) return true;
        shared.writeUInt32BE(++n, 0);
        probe.fanout.publish('a', [shared]);
        shared.writeUInt32BE(0xffffffff, 0);
        return false;
      });
      socket.resume();
      // The last one found the buffer full.
      await until('what was buffered arrived', () => socket.frames.length === n - 1);
      assert.deepEqual(
        numbersIn(socket),
        Array.from({ length: n - 1 }, (_, i) => i + 1),
      );
    });

    for (const size of [500, 8000, 40_000]) {
      it(`[WIRE-52] who falls behind (frames of ${size} bytes) gets nothing more until it has drained, then the whole state and every later frame; nobody else notices`, async () => {
        const slow = await probe.connect();
        const quick = await probe.connect();
        probe.fanout.subscribe('a', quick.client, follower(quick.client));
        let published = 0;
        let resyncedAt = 0;
        const keyframe = 1_000_000;
        const subscriber = follower(slow.client, {
          onDrained: () => {
            assert.equal(bufferedBy(slow.client), 0);
            resyncedAt = published;
            subscriber.raw(numbered(keyframe));
            probe.fanout.subscribe('a', slow.client, subscriber);
          },
        });
        probe.fanout.subscribe('a', slow.client, subscriber);
        slow.socket.stall();
        published = (await overflow('a', { from: 1, size })) - 1;
        assert.equal(probe.fanout.stale(), 1);
        assert.deepEqual(subscriber.told, []);

        slow.socket.resume();
        // It goes on while the buffer empties: these are lost for the slow one, although there is room for them.
        await until('it has drained', () => {
          if (subscriber.told.length > 0) return true;
          probe.fanout.publish('a', [numbered(++published), numbered(++published)]);
          return false;
        });
        assert.equal(probe.fanout.stale(), 0);
        probe.fanout.publish('a', [numbered(++published), numbered(++published)]);
        await until('all arrived', () => [slow, quick].every(({ socket }) => numbersIn(socket).at(-1) === published));

        assert.deepEqual(subscriber.told, ['drained']);
        assert.deepEqual(
          numbersIn(quick.socket),
          Array.from({ length: published }, (_, i) => i + 1),
        );
        const got = numbersIn(slow.socket);
        const whole = got.indexOf(keyframe);
        assert.ok(whole > 0 && whole < resyncedAt, `the keyframe is number ${whole} of ${got.length}`);
        assert.deepEqual(
          got.slice(0, whole),
          Array.from({ length: whole }, (_, i) => i + 1),
        );
        assert.deepEqual(
          got.slice(whole + 1),
          Array.from({ length: published - resyncedAt }, (_, i) => resyncedAt + i + 1),
        );
      });
    }

    it('[WIRE-52] a connection that is flooded by its own frames falls behind as well, until the last byte has left', async () => {
      const { client, socket } = await probe.connect();
      let published = 0;
      let buffered = -1;
      const subscriber = follower(client, {
        onDrained: () => {
          buffered = bufferedBy(client);
          published = 0;
          probe.fanout.subscribe('a', client, subscriber);
        },
      });
      probe.fanout.subscribe('a', client, subscriber);
      socket.stall();
      // Far more than the kernel takes at once: it leaves in pieces. The second one may be dropped or kept.
      subscriber.raw(numbered(1_000_000, 16_000_000));
      subscriber.raw(numbered(1_000_001, 200_000));
      await turn();
      probe.fanout.publish('a', [numbered(++published)]);
      await until('it has fallen behind', () => probe.fanout.stale() === 1);
      socket.resume();
      await until('it has drained', () => {
        probe.fanout.publish('a', [numbered(++published)]);
        return subscriber.told.length > 0;
      });
      probe.fanout.publish('a', [numbered(++published)]);
      await until('the rest arrived', () => numbersIn(socket).at(-1) === published);
      assert.deepEqual([subscriber.told, buffered, probe.fanout.stale()], [['drained'], 0, 0]);
      const [first, ...rest] = numbersIn(socket).filter((n) => n !== 1_000_001);
      assert.equal(first, 1_000_000);
      assert.deepEqual(
        rest,
        Array.from({ length: published }, (_, i) => i + 1),
      );
    });

    it('[WIRE-53] who stays behind too long is given up and closed', async () => {
      const { client, socket } = await probe.connect();
      const subscriber = follower(client);
      probe.fanout.subscribe('a', client, subscriber);
      probe.fanout.subscribe('panel', client, subscriber);
      socket.stall();
      await overflow('a', { from: 1, size: 40_000 });
      probe.site.clock.advance(19_999);
      probe.fanout.sweep();
      assert.deepEqual(subscriber.told, []);
      probe.site.clock.advance(1);
      probe.fanout.sweep();
      assert.deepEqual(subscriber.told, ['given-up']);
      socket.resume();
      await until('it is closed', () => socket.isClosed() && probe.fanout.stale() === 0);
      probe.fanout.sweep();
      assert.deepEqual(subscriber.told, ['given-up']);
    });

    it('[WIRE-53] whoever is told may close the connection itself', async () => {
      const { client, socket } = await probe.connect();
      const subscriber = follower(client, { onGivenUp: () => client.leave(4000) });
      probe.fanout.subscribe('a', client, subscriber);
      socket.stall();
      await overflow('a', { from: 1, size: 40_000 });
      probe.site.clock.advance(20_000);
      probe.fanout.sweep();
      socket.resume();
      await until('it is closed', () => socket.isClosed() && probe.fanout.stale() === 0);
    });

    it('[WIRE-54] a closed connection is forgotten, behind or not, and taking it off afterwards does no harm', async () => {
      const gone = await probe.connect();
      const staying = await probe.connect();
      const told: string[][] = [];
      // Rooms listen before anything is subscribed.
      const left = new Promise((resolve) => {
        gone.client.ref.on('close', () => resolve(probe.fanout.unsubscribe('a', gone.client)));
      });
      for (const { client } of [gone, staying]) {
        const subscriber = follower(client);
        told.push(subscriber.told);
        probe.fanout.subscribe('a', client, subscriber);
      }
      gone.socket.stall();
      await overflow('a', { from: 1, size: 40_000 });
      gone.socket.close();
      await left;
      await until('it is forgotten', () => probe.fanout.stale() === 0);
      probe.fanout.publish('a', [numbered(7_000_000)]);
      probe.site.clock.advance(60_000);
      probe.fanout.sweep();
      await until('the others go on', () => numbersIn(staying.socket).includes(7_000_000));
      assert.deepEqual(told, [[], []]);
    });
  });
}
