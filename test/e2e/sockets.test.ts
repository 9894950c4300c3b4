/** Real sockets on both transports: a full crowd, stock clients among raw ones, and viewers who stop reading. */
import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import { SdkViewer } from '../../loadtest/sdk-viewer.ts';
import type { ByeMessage } from '../../shared/protocol/index.ts';
import { firstToDiffer, watch, watchMany } from '../support/raw-crowd.ts';
import type { Watcher } from '../support/raw-crowd.ts';
import { RawDecoder } from '../support/raw-decoder.ts';
import { ServerProcess, tokenFor } from '../support/server-process.ts';
import { poll, within } from '../support/within.ts';

const staleKillMs = 4000;
/** So many lines fit into one digest that a viewer who reads stays well within the limit of its buffer. */
const linesPerWave = 32;
const longLine = '鼓'.repeat(2000);

async function sawTheSame(watchers: readonly Watcher[]): Promise<void> {
  await poll('all have seen the same', () => firstToDiffer(watchers) === null).catch(() => undefined);
  const differs = firstToDiffer(watchers);
  assert.equal(differs && watchers.indexOf(differs), null, 'this watcher saw something else');
}

for (const transport of ['uws', 'ws'] as const) {
  describe(`a crowd over ${transport}`, function () {
    this.timeout(60_000);
    let server: ServerProcess;
    const open: { destroy(): Promise<unknown> }[] = [];
    before(async () => {
      const env = {
        DRUMROLL_CHAT_LINES_PER_SECOND: '1000',
        DRUMROLL_CHAT_MAX_LENGTH: '2000',
        DRUMROLL_STALE_KILL_MS: String(staleKillMs),
      };
      server = await ServerProcess.start({ transport, env });
    });
    afterEach(async () => {
      await Promise.all(open.splice(0).map((viewer) => viewer.destroy()));
      await server.command('round.cancel');
      await poll('nobody is there any more', async () => (await server.metric('drumroll_viewers')) === 0);
    });
    after(() => server.dispose());

    const joinSdk = async (name: string): Promise<SdkViewer> => {
      const viewer = await SdkViewer.join({ url: server.url, token: await tokenFor(name), show: 'demo' });
      open.push({ destroy: () => viewer.leave() });
      return viewer;
    };
    const joinRaw = async (count: number, prefix: string): Promise<Watcher[]> => {
      const watchers = await watchMany(count, prefix, { server });
      open.push(...watchers.map(({ viewer }) => viewer));
      return watchers;
    };
    const joinDecoding = async (name: string): Promise<Watcher & { decoder: RawDecoder }> => {
      const decoder = new RawDecoder();
      const watcher = await watch(name, { server, onFrame: decoder.take });
      open.push(watcher.viewer);
      return { ...watcher, decoder };
    };

    /** Resolves once every one of these shows exactly what the stage does. */
    async function showTheStage(viewers: readonly { json(): unknown }[]): Promise<void> {
      let state: unknown;
      const allShowIt = async () => {
        state = await server.state();
        return viewers.every((viewer) => isDeepStrictEqual(viewer.json(), state));
      };
      await poll('everybody shows what the stage shows', allShowIt).catch(() => undefined);
      for (const viewer of viewers) assert.deepEqual(viewer.json(), state);
    }

    it('[NET-1] 500 raw viewers get the same bytes from their joins on, and stock clients show exactly the stage’s state', async () => {
      const watchers = await joinRaw(440, 'raw');
      const sdk = await Promise.all([1, 2, 3].map((n) => joinSdk(`sdk-${n}`)));
      const [first] = sdk as [SdkViewer];
      const [pauser] = watchers as [Watcher];
      const shows = (phase: string) =>
        Promise.all(sdk.map((viewer) => viewer.until(phase, () => viewer.json()?.round?.phase === phase)));

      const started = await server.command('round.start', { game: 'tap-race', settings: { durationSeconds: 60 } });
      assert.deepEqual(started, { ok: true, round: 1 });
      await server.command('round.next');
      await shows('race');
      pauser.viewer.stall();
      let taps = 0;
      for (let wave = 0; wave < 20; wave++) {
        const tick = first.json()?.tick;
        for (const { viewer } of watchers.filter((_, i) => i % 20 === wave)) {
          viewer.tap(1, 2);
          taps += 2;
        }
        watchers[wave]!.viewer.send('chat', { text: `wave ${wave}`, key: 'hello' });
        // Within what one viewer may send in one go.
        if (wave % 2 === 0) {
          const tap = { round: 1, type: 'tap', payload: { count: 1 }, key: `tap-${wave}` };
          await Promise.all(sdk.map((viewer) => viewer.request('input', tap)));
          taps += sdk.length;
        }
        await first.until('the wave shows', () => first.json()?.tick !== tick);
        // Some come in the middle of it.
        if (wave === 6) sdk.push(await joinSdk('sdk-4'), await joinSdk('sdk-5'));
        if (wave === 8) watchers.push(...(await joinRaw(60, 'late')));
      }
      pauser.viewer.resume();
      await showTheStage(sdk);
      await server.command('round.next');
      await shows('result');
      await server.command('round.next');
      await shows('over');
      await showTheStage(sdk);
      await sawTheSame(watchers);

      assert.equal(watchers.length, 500);
      for (const { crcs, viewer } of watchers) {
        assert.ok(crcs.length >= 10, `only ${crcs.length} frames were compared`);
        assert.equal(viewer.counts.keyframes, 1);
      }
      const receipt = await server.receipt(1);
      const teams = receipt?.result?.summary['teams'] as { taps: number }[];
      const counted = teams.reduce((sum, team) => sum + team.taps, 0);
      assert.equal(counted, taps);
      for (const viewer of sdk)
        assert.deepEqual([...new Set(viewer.cues.map(({ phase }) => phase))].slice(-2), ['race', 'result']);
    });

    /** Fills the show with chat that nobody could read, wave after wave, until a viewer has fallen behind. */
    let waves = 0;
    async function floodUntilStale(readers: readonly Watcher[]): Promise<void> {
      for (const end = waves + 100; (await server.metric('drumroll_feed_stale_viewers')) === 0; waves++) {
        assert.ok(waves < end, 'nobody fell behind');
        const goal = readers[0]!.viewer.counts.bytes + linesPerWave * longLine.length * 3;
        // A viewer may write four lines in one go.
        const writers = await joinRaw(linesPerWave / 4, `writer-${waves}`);
        for (const { viewer } of writers) for (const key of ['a', 'b', 'c', 'd']) viewer.send('chat', { text: longLine, key });
        await poll('everybody has read it', () => readers.every(({ viewer }) => viewer.counts.bytes >= goal));
        await Promise.all(writers.map(({ viewer }) => viewer.leave()));
      }
    }

    it('[NET-2] a viewer who stops reading falls behind alone, and is given the whole state when it reads again', async () => {
      const readers = await joinRaw(20, 'reader');
      const { viewer: slow, decoder } = await joinDecoding('slow');
      const resyncs = await server.metric('drumroll_feed_resyncs_total');
      slow.stall();
      await floodUntilStale(readers);
      // What it never gets to see: a round that begins, moves on and changes the shape of the state.
      const started = await server.command('round.start', { game: 'tap-race', settings: { teams: ['A', 'B', 'C'] } });
      await server.command('round.next');
      const phaseIs = async (phase: string) => {
        const { round } = await server.state();
        return started.ok && round?.id === started.round && round?.phase === phase;
      };
      await poll('the race runs', () => phaseIs('race'));
      slow.resume();
      await poll('it has caught up', async () => (await server.metric('drumroll_feed_stale_viewers')) === 0);
      await showTheStage([decoder]);
      await server.command('round.cancel');
      await poll('the race is over', () => phaseIs('over'));
      await showTheStage([decoder]);
      assert.equal((await server.metric('drumroll_feed_resyncs_total')) - resyncs, 1);
      assert.equal(slow.counts.keyframes, 2);
      assert.ok(readers.every(({ viewer }) => viewer.counts.keyframes === 1));
      await sawTheSame(readers);
    });

    it('[NET-3] a viewer who does not read for too long is cut, others are unaffected, and it may join anew', async () => {
      const readers = await joinRaw(20, 'patient');
      const { viewer: stuck, decoder } = await joinDecoding('stuck');
      await poll('all are counted', async () => (await server.metric('drumroll_viewers')) === 21);
      stuck.stall();
      await floodUntilStale(readers);
      await poll('it is cut', async () => (await server.metric('drumroll_viewers')) === 20, staleKillMs * 3);
      assert.equal(await server.metric('drumroll_feed_stale_viewers'), 0);
      stuck.resume();
      const { code } = await within(10_000, 'its connection ends', stuck.ended);
      // Over `ws` the farewell waits behind what was buffered; the native buffer had no room for it.
      const bye = decoder.messages.find(({ type }) => type === 'bye')?.payload as ByeMessage | undefined;
      if (transport === 'ws') assert.deepEqual([code, bye], [4000, { reason: 'too-slow' }]);
      else assert.deepEqual([code, bye], [null, undefined]);
      await sawTheSame(readers);

      await showTheStage([(await joinDecoding('stuck')).decoder]);
    });
  });
}
