/** What clients may not do, on both transports: each is refused by its code, and nobody else notices. */
import assert from 'node:assert/strict';
import { SignJWT, UnsecuredJWT } from 'jose';
import { RawViewer } from '../../loadtest/raw-viewer.ts';
import { clientOf } from '../../loadtest/sdk-viewer.ts';
import type { SdkViewer } from '../../loadtest/sdk-viewer.ts';
import { clientFrame } from '../../loadtest/wire/client-frames.ts';
import { opcodes } from '../../loadtest/wire/frame-reader.ts';
import { shardOf } from '../../shared/ids.ts';
import type { ErrorCode } from '../../shared/protocol/index.ts';
import { join, joinRefusal, requestRefusal } from '../support/sdk-join.ts';
import { ServerProcess, tokenFor } from '../support/server-process.ts';
import { poll, within } from '../support/within.ts';

const inAnHour = Math.floor(Date.now() / 1000) + 3600;

for (const transport of ['uws', 'ws'] as const) {
  describe(`what clients may not do over ${transport}`, function () {
    this.timeout(30_000);
    let server: ServerProcess;
    /** Somebody who plays by the rules, all the time. */
    let witness: SdkViewer;
    before(async () => {
      server = await ServerProcess.start({ transport, env: { DRUMROLL_LOG_LEVEL: 'error' } });
      witness = await join(server, 'witness');
    });
    after(async () => {
      await witness.leave();
      await server.dispose();
    });
    afterEach('the witness is well', async () => {
      assert.deepEqual([witness.byes, witness.room.connection.isOpen], [[], true]);
      assert.ok((await witness.request('clock', {})).now > 0);
      assert.equal(await server.metric('drumroll_handler_errors_total'), 0);
    });

    const anonymous = (token: string | null, room = 'crowd', show = 'demo') =>
      clientOf(server.url, token).joinOrCreate(room, { show });

    it('[NET-20] a token that is missing, expired, tampered with, unsigned, or for another show or role opens no door', async () => {
      const good = await tokenFor('ann');
      const [head, body, mark] = good.split('.') as [string, string, string];
      const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as object;
      const promoted = Buffer.from(JSON.stringify({ ...claims, sub: 'somebody-else' })).toString('base64url');
      const payload = { role: 'viewer', show: 'demo', sub: 'ann' };
      const sign = (secret: string, exp: number) =>
        new SignJWT(payload).setProtectedHeader({ alg: 'HS256' }).setExpirationTime(exp).sign(Buffer.from(secret));
      const cases: [what: string, token: string | null, code: ErrorCode][] = [
        ['missing', null, 'auth/missing'],
        ['no token at all', 'good-morning', 'auth/invalid'],
        ['expired', await server.sign({ ...payload, exp: 1_700_000_000 }), 'auth/expired'],
        ['without an end', await server.sign(payload), 'auth/invalid'],
        ['with a far end', await server.sign({ ...payload, exp: inAnHour + 13 * 3600 }), 'auth/invalid'],
        ['tampered with', `${head}.${promoted}.${mark}`, 'auth/invalid'],
        ['signed by somebody else', await sign('another secret, just as long as ours is', inAnHour), 'auth/invalid'],
        ['alg none', new UnsecuredJWT(payload).setExpirationTime(inAnHour).encode(), 'auth/invalid'],
        ['of another show', await tokenFor('ann', { show: 'other' }), 'auth/wrong-show'],
        ['of another role', await tokenFor('ann', { role: 'streamer' }), 'auth/wrong-role'],
      ];
      for (const [what, token, code] of cases) {
        assert.equal(await joinRefusal(anonymous(token)), code, what);
        if (code === 'auth/wrong-role') continue;
        const answer = await server.get('/api/v1/shows/demo', token ?? undefined);
        assert.equal(answer.body.error.code, code, `${what}, over HTTP`);
      }
      const ordered = await server.post('/api/v1/shows/demo/commands', { id: 'x', name: 'round.start' }, good);
      assert.deepEqual([ordered.status, ordered.body.code], [403, 'auth/wrong-role']);
    });

    it('[NET-21] nobody makes a show or a room by joining one', async () => {
      const everywhere = await tokenFor('ann', { show: '*' });
      assert.equal(await joinRefusal(anonymous(everywhere, 'crowd', 'no-such-show')), 'show/unknown');
      // Whoever may not see a show is not told whether it exists.
      assert.equal(await joinRefusal(anonymous(await tokenFor('ann'), 'crowd', 'no-such-show')), 'auth/wrong-show');
      assert.equal(await joinRefusal(anonymous(everywhere, 'crowd', '__proto__')), 'show/unknown');
      assert.equal(await joinRefusal(clientOf(server.url, everywhere).joinOrCreate('crowd', {})), 'bad-request');
      assert.equal(await joinRefusal(clientOf(server.url, everywhere).create('crowd', { show: 'demo' })), 'not-found');
      const staff = await tokenFor('streamer-1', { role: 'streamer', show: '*' });
      const listed = (await server.get('/api/v1/shows', staff)).body.shows as { id: string }[];
      assert.deepEqual(
        listed.map(({ id }) => id),
        ['demo'],
      );
      await assert.rejects(anonymous(everywhere, 'lobby'), /lobby/);
    });

    it('[NET-22] a viewer is let into their own shard only, and a seat cannot be made up', async () => {
      const { shards } = (await server.get('/api/v1/shows/demo', await tokenFor('ann'))).body as { shards: number };
      const home = shardOf('witness', shards);
      const stranger = Array.from({ length: 50 }, (_, i) => `viewer-${i}`).find((name) => shardOf(name, shards) !== home)!;
      const client = clientOf(server.url, await tokenFor(stranger));
      assert.equal(await joinRefusal(client.joinById(witness.room.roomId, { show: 'demo' })), 'bad-request');
      const other = clientOf(server.url, await tokenFor(stranger, { show: '*' }));
      assert.equal(await joinRefusal(other.joinById(witness.room.roomId, { show: 'elsewhere' })), 'show/unknown');
      const made = { name: 'crowd', roomId: witness.room.roomId, processId: 'x', sessionId: 'made-up' };
      await assert.rejects(client.consumeSeatReservation(made));
      const theirs = { ...made, sessionId: witness.room.sessionId };
      await assert.rejects(client.consumeSeatReservation(theirs));
    });

    it('[NET-23] a refused request names its code, says whether asking again may help, and changes nothing', async () => {
      const ann = await join(server, 'ann');
      const input = (round: number, rest: object = {}) =>
        ann.request('input', { round, type: 'tap', payload: { count: 1 }, key: crypto.randomUUID(), ...rest });
      assert.deepEqual(await refused(input(1)), ['round/none', false]);
      const started = await server.command('round.start', { game: 'tap-race', settings: { durationSeconds: 60 } });
      assert.ok(started.ok && started.round);
      const round = started.round;
      await ann.until('the round', () => ann.json()?.round?.id === round);
      assert.deepEqual(await refused(input(round)), ['round/wrong-phase', true]);
      await server.command('round.next');
      await ann.until('the race', () => ann.json()?.round?.phase === 'race');
      assert.deepEqual(await refused(input(round + 1)), ['round/stale', false]);
      assert.deepEqual(await refused(input(round, { type: 'fly' })), ['unknown-type', false]);
      assert.deepEqual(await refused(input(round, { type: 'constructor' })), ['unknown-type', false]);
      assert.deepEqual(await refused(input(round, { payload: { count: 1e9 } })), ['bad-request', false]);
      assert.deepEqual(await refused(input(round, { payload: null })), ['bad-request', false]);
      assert.deepEqual(await refused(ann.room.request('input', 'not an object')), ['bad-request', false]);
      assert.deepEqual(await refused(ann.room.request('input', { round: 'one' })), ['bad-request', false]);
      assert.deepEqual(await refused(ann.room.request('grab-everything', {})), ['unknown-type', false]);
      assert.deepEqual(await refused(ann.room.request('toString', {})), ['unknown-type', false]);
      assert.deepEqual(await refused(ann.request('chat', { text: ' \u200b ', key: 'k' })), ['chat/empty', false]);
      assert.deepEqual(await refused(ann.request('chat', { text: 'x'.repeat(201), key: 'k' })), ['chat/too-long', false]);
      assert.deepEqual(await refused(ann.request('name', { name: '\u202e' })), ['viewer/bad-name', false]);
      assert.equal(ann.own?.round, null);
      assert.deepEqual(await input(round), { accepted: true });
      await ann.until('the tap', () => JSON.stringify(ann.json()).includes('"taps":1'));
      await server.command('round.cancel');
      await ann.leave();
    });

    it('[NET-24] messages that nobody asked an answer for are dropped when they make no sense; their sender stays', async () => {
      const ann = await join(server, 'ann');
      const before = await server.metric('drumroll_refusals_total');
      ann.room.send('no-such-message', { a: 1 });
      ann.room.send('__proto__', { a: 1 });
      ann.room.send(7, { a: 1 });
      ann.room.send('input', { round: -1 });
      ann.room.send('chat');
      ann.room.sendBytes('chat', Buffer.from('hello'));
      assert.ok((await ann.request('clock', {})).now > 0);
      assert.deepEqual([ann.byes, ann.chat], [[], []]);
      await poll('they are counted', async () => (await server.metric('drumroll_refusals_total')) >= before + 4);
      await ann.leave();
    });

    const raw = async (name: string) =>
      RawViewer.join({ url: server.url, token: await tokenFor(name), show: 'demo', room: 'crowd' });

    it('[NET-25] a message above the limit, or bytes that make no message, end their sender’s connection and nothing else', async () => {
      const oneMebibyte = Buffer.of(0x82, 0xff, 0, 0, 0, 0, 0, 0x10, 0, 0, 1, 2, 3, 4);
      const endings: Record<string, Buffer> = {
        'larger than 64 KiB': Buffer.concat([oneMebibyte, Buffer.alloc(100_000)]),
        'not WebSocket frames': Buffer.from('GET / HTTP/1.1\r\n\r\n'),
        'more after the payload': clientFrame(opcodes.binary, Buffer.alloc(60_000, 13)),
        // `chat`, and a packed map that breaks off.
        'a payload that breaks off': clientFrame(opcodes.binary, Buffer.from('\x0d\xa4chat\xdf\xff\xff\xff\xff', 'latin1')),
      };
      for (const [what, bytes] of Object.entries(endings)) {
        const viewer = await raw('careless');
        viewer.write(bytes);
        await within(5000, `${what}: its connection ends`, viewer.ended);
      }
    });

    it('[NET-28] room frames of every kind, empty, short or plain bytes, do no harm', async () => {
      const viewer = await raw('curious');
      const leaveRoom = 12;
      const packed = 13;
      for (let kind = 0; kind < 32; kind++) {
        if (kind === leaveRoom) continue;
        viewer.write(clientFrame(opcodes.binary, Buffer.of(kind)));
        if (kind !== packed) viewer.write(clientFrame(opcodes.binary, Buffer.of(kind, 1, 2, 3)));
        // Every kind there may ever be: to a type that there is, and to one that there is not.
        if (kind !== packed) viewer.write(clientFrame(opcodes.binary, Buffer.from([kind, 0xa4, ...Buffer.from('like'), 1, 2])));
        if (kind !== packed) viewer.write(clientFrame(opcodes.binary, Buffer.from([kind, 0xa4, ...Buffer.from('lick'), 1, 2])));
      }
      viewer.write(clientFrame(opcodes.binary, Buffer.alloc(0)));
      viewer.write(clientFrame(1, Buffer.from('a text')));
      viewer.send('like', { count: 1 });
      await poll('it is still heard', async () => (await server.state()).likes > 0);
      await viewer.leave();
    });

    it('[NET-26] who floods is slowed first, then cut and kept out for a while; others are unaffected', async () => {
      const flooder = await join(server, 'flooder');
      const codes = new Map<string, number>();
      let asked = 0;
      while (flooder.byes.length === 0 && asked < 2000) {
        const answers = Array.from({ length: 40 }, () => flooder.request('clock', {}).then(() => 'ok', codeOf));
        asked += answers.length;
        for (const code of await Promise.all(answers)) codes.set(code, (codes.get(code) ?? 0) + 1);
        assert.ok((await witness.request('clock', {})).now > 0);
      }
      assert.equal(await within(5000, 'it is out', flooder.left), 4000);
      assert.deepEqual(flooder.byes, ['flood']);
      assert.ok((codes.get('ok') ?? 0) >= 100, 'a burst passes');
      assert.ok((codes.get('rate-limited') ?? 0) >= 50, 'then it is refused for a while');
      assert.equal(await joinRefusal(join(server, 'flooder')), 'rate-limited');
    });

    it('[NET-27] the library’s own doors are not there', async () => {
      const paths = [
        '/colyseus',
        '/monitor',
        '/playground',
        '/matchmake',
        '/__playground',
        '/room/call',
        '/api',
        '/.env',
        '/..%2f..%2fetc/passwd',
      ];
      for (const path of paths) {
        const { status, body } = await server.get(path);
        assert.deepEqual([path, status, body.error?.code], [path, 404, 'not-found']);
      }
      for (const method of ['create', 'getAvailableRooms', 'remoteRoomCall', 'constructor', '__proto__']) {
        const { status, body } = await server.post(`/matchmake/${method}/crowd`, { show: 'demo' }, await tokenFor('ann'));
        assert.deepEqual([method, status], [method, 404]);
        assert.match(body.message, /^not-found /);
      }
    });
  });
}

/** What a refused request reads: its code, and whether asking again may help. */
async function refused(asking: Promise<unknown>): Promise<[ErrorCode, boolean]> {
  const { code, retry, message } = await requestRefusal(asking);
  assert.ok(message.length > 10);
  return [code, retry];
}

function codeOf(error: unknown): string {
  return (error as { reason?: { code: string } }).reason?.code ?? 'closed';
}
