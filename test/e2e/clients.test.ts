/** Stock clients on both transports: however they come, stay away and come back, they see what the stage shows. */
import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import type { SdkViewer } from '../../loadtest/sdk-viewer.ts';
import type { ShowJson } from '../../shared/state/index.ts';
import { RawRelay } from '../support/raw-relay.ts';
import { join, joinRefusal, requestRefusal } from '../support/sdk-join.ts';
import { ServerProcess, tokenFor } from '../support/server-process.ts';
import { poll, within } from '../support/within.ts';

/** What a viewer is told about their own taps. */
function tapsOf(viewer: SdkViewer): number | undefined {
  return (viewer.own?.round?.own as { taps: number } | undefined)?.taps;
}

for (const transport of ['uws', 'ws'] as const) {
  describe(`stock clients over ${transport}`, function () {
    this.timeout(30_000);
    let server: ServerProcess;
    before(async () => {
      server = await ServerProcess.start({ transport });
    });
    after(() => server.dispose());
    /** Every test finds the show without a running round. */
    afterEach(() => server.command('round.cancel'));

    async function shows(...viewers: SdkViewer[]): Promise<void> {
      let state: unknown;
      const allShowIt = async () => {
        state = await server.state();
        return viewers.every((viewer) => isDeepStrictEqual(viewer.json(), state));
      };
      await poll('they show what the stage shows', allShowIt).catch(() => undefined);
      for (const viewer of viewers) assert.deepEqual(viewer.json(), state);
    }

    const heads = async (count: number) =>
      poll(`${count} viewers are counted`, async () => (await server.state()).viewers === count);

    /** Starts a race and gives its number. */
    async function race(settings: object = {}): Promise<number> {
      const started = await server.command('round.start', { game: 'tap-race', settings: { durationSeconds: 60, ...settings } });
      assert.ok(started.ok && started.round);
      await server.command('round.next');
      const { round } = started;
      const runs = ({ round: shown }: ShowJson) => shown?.id === round && shown.phase === 'race';
      await poll('the race runs', async () => runs(await server.state()));
      return round;
    }

    it('[NET-10] the first one to join sees the stage’s state, and what is its own', async () => {
      const ann = await join(server, 'ann', { name: 'Ann' });
      await heads(1);
      await shows(ann);
      assert.deepEqual(ann.own, { viewer: 'ann', name: 'Ann', muted: false, round: null, holds: [], queue: [], votesLeft: [] });
      await ann.leave();
      await heads(0);
    });

    it('[NET-11] a running round’s view has typed fields that the client learned from the server', async () => {
      const ann = await join(server, 'ann');
      const round = await race({ teams: ['Fire', 'Water', 'Earth'] });
      await ann.request('input', { round, type: 'tap', payload: { count: 3 }, key: 'first' });
      await ann.until('the taps show', () => JSON.stringify(ann.json()).includes('"taps":3'));
      const { view } = (ann.room.state as unknown as { round: { view: Record<string, unknown> } }).round;
      assert.equal(typeof view['winner'], 'number');
      assert.equal(view['choose'], false);
      const teams = [...(view['teams'] as Iterable<{ name: string; taps: number; members: number }>)];
      assert.deepEqual(
        teams.map(({ name }) => name),
        ['Fire', 'Water', 'Earth'],
      );
      assert.deepEqual(
        teams.map(({ taps }) => taps).toSorted((a, b) => a - b),
        [0, 0, 3],
      );
      await ann.leave();
    });

    it('[NET-12] who joins in the middle of a round gets the running cue and the whole state, and every patch after it', async () => {
      const ann = await join(server, 'ann');
      const round = await race();
      for (let n = 0; n < 30; n++) {
        await ann.request('input', { round, type: 'tap', payload: { count: 1 }, key: `tap-${n}` }).catch(() => undefined);
        if (n % 10 !== 5) continue;
        const late = await join(server, `late-${n}`);
        await late.until('the cue', () => late.cues.length > 0);
        assert.deepEqual(late.cues, [ann.cues.at(-1)]);
        await shows(ann, late);
        await late.leave();
      }
      await shows(ann);
      await ann.leave();
    });

    it('[NET-13] a client whose line breaks takes its session up again, with all that happened meanwhile', async () => {
      const relay = await RawRelay.to(server.url);
      const [ann, bob] = [await join(relay, 'ann'), await join(server, 'bob')];
      const { sessionId } = ann.room;
      // The stock client waits five seconds of a session before it trusts it enough to mend it.
      Object.assign(ann.room.reconnection, { minUptime: 0, minDelay: 10, maxDelay: 50 });
      const round = await race();
      await ann.request('input', { round, type: 'tap', payload: { count: 2 }, key: 'before' });
      for (let cuts = 0; cuts < 3; cuts++) {
        const back = new Promise<void>((resolve) => ann.room.onReconnect(() => resolve()));
        const gone = new Promise<void>((resolve) => ann.room.onDrop(() => resolve()));
        relay.cut();
        await within(5000, 'it notices', gone);
        await bob.request('input', { round, type: 'tap', payload: { count: 5 }, key: `while-${cuts}` });
        await within(5000, 'it is back', back);
        await bob.request('input', { round, type: 'tap', payload: { count: 1 }, key: `after-${cuts}` });
        await shows(ann, bob);
      }
      assert.equal(ann.room.sessionId, sessionId);
      await ann.request('input', { round, type: 'tap', payload: { count: 2 }, key: 'again' });
      await ann.until('its own taps', () => tapsOf(ann) === 4);
      await heads(2);
      await Promise.all([ann.leave(), bob.leave()]);
      await relay.close();
    });

    it('[NET-14] who leaves and joins anew goes on where they were', async () => {
      const ann = await join(server, 'ann');
      const round = await race();
      await ann.request('input', { round, type: 'tap', payload: { count: 7 }, key: 'first' });
      await ann.leave();
      const again = await join(server, 'ann');
      assert.equal(tapsOf(again), 7);
      // A key that was answered before means the same input still.
      assert.deepEqual(await again.request('input', { round, type: 'tap', payload: { count: 7 }, key: 'first' }), {
        accepted: true,
      });
      const reused = again.request('input', { round, type: 'tap', payload: { count: 8 }, key: 'first' });
      assert.equal((await requestRefusal(reused)).code, 'key-reused');
      assert.equal(tapsOf(again), 7);
      await shows(again);
      await again.leave();
    });

    it('[NET-15] of two connections of one viewer the newer stays; the older is told why it ends', async () => {
      const older = await join(server, 'ann');
      const other = await join(server, 'bob');
      const newer = await join(server, 'ann');
      const code = await within(5000, 'the older one ends', older.left);
      assert.deepEqual([code, older.byes], [4000, ['signed-in-elsewhere']]);
      await heads(2);
      await shows(newer, other);
      assert.deepEqual([newer.byes, other.byes], [[], []]);
      await Promise.all([newer.leave(), other.leave()]);
    });

    it('[NET-16] overlays watch, as many as there are: they are not counted and may not act', async () => {
      const overlays = await Promise.all([1, 2, 3].map(() => join(server, 'studio-pc', { role: 'overlay' })));
      const ann = await join(server, 'ann');
      const round = await race();
      await heads(1);
      const [overlay] = overlays as [SdkViewer];
      const acts = [
        overlay.request('input', { round, type: 'tap', payload: { count: 1 }, key: 'k' }),
        overlay.request('chat', { text: 'hello', key: 'k' }),
        overlay.request('like', { count: 1 }),
        overlay.request('name', { name: 'Overlay' }),
      ];
      for (const act of acts) assert.equal((await requestRefusal(act)).code, 'auth/wrong-role');
      assert.ok(Math.abs((await overlay.request('clock', {})).now - Date.now()) < 1000);
      await ann.request('input', { round, type: 'tap', payload: { count: 1 }, key: 'k' });
      await shows(ann, ...overlays);
      assert.ok(overlays.every(({ byes }) => byes.length === 0));
      await Promise.all([ann, ...overlays].map((viewer) => viewer.leave()));
    });

    it('[NET-17] the streamer’s door shows the same state and takes orders; viewers find it closed, and streamers the crowd’s', async () => {
      const ann = await join(server, 'ann');
      const desk = await join(server, 'streamer-1', { room: 'stage', role: 'streamer' });
      const help = await join(server, 'helper-1', { room: 'stage', role: 'moderator' });
      await desk.until('the panel’s state', () => desk.others.some(({ type }) => type === 'panel.state'));
      const order = { id: 'start-1', name: 'round.start', args: { game: 'tap-race' } };
      const started = await desk.room.request('command', order);
      assert.equal((started as { ok: boolean }).ok, true);
      assert.deepEqual(await desk.room.request('command', order), started);
      const denied = await help.room.request('command', { id: 'start-2', name: 'round.start', args: {} });
      assert.equal((denied as { code: string }).code, 'auth/wrong-role');
      await shows(ann, desk, help);
      await desk.until('the audit line', () => desk.others.some(({ type }) => type === 'panel.audit'));
      assert.ok(ann.others.every(({ type }) => !type.startsWith('panel.')));
      assert.equal(await joinRefusal(join(server, 'ann', { room: 'stage' })), 'auth/wrong-role');
      assert.equal(await joinRefusal(join(server, 'o', { room: 'stage', role: 'overlay' })), 'auth/wrong-role');
      assert.equal(await joinRefusal(join(server, 'streamer-1', { role: 'streamer' })), 'auth/wrong-role');
      await Promise.all([ann, desk, help].map((viewer) => viewer.leave()));
    });

    it('[NET-18] what one viewer writes reaches everybody once, under the writer’s name', async () => {
      const [ann, bob] = [await join(server, 'ann', { name: 'Ann' }), await join(server, 'bob')];
      const said = await ann.request('chat', { text: '  你好   Bob ', key: 'k' });
      assert.deepEqual(await ann.request('chat', { text: '  你好   Bob ', key: 'k' }), said);
      await Promise.all([ann, bob].map((viewer) => viewer.until('the line', () => viewer.chat.length > 0)));
      for (const viewer of [ann, bob]) {
        assert.deepEqual(
          viewer.chat.map(({ name, text, id }) => ({ name, text, id })),
          [{ name: 'Ann', text: '你好 Bob', id: said.id }],
        );
      }
      const token = await tokenFor('streamer-1', { role: 'streamer' });
      const pinned = await server.post(
        '/api/v1/shows/demo/commands',
        { id: 'p', name: 'chat.pin', args: { line: said.id } },
        token,
      );
      assert.deepEqual(pinned.body, { ok: true });
      await Promise.all([ann, bob].map((viewer) => viewer.until('the pin', () => viewer.json()?.pinned === 'Ann: 你好 Bob')));
      await shows(ann, bob);
      await Promise.all([ann, bob].map((viewer) => viewer.leave()));
    });
  });
}
