/** Cues: what viewers are shown when a phase begins, and who gets it when. */
import assert from 'node:assert/strict';
import type { EdgeOrder } from '../../../rooms/stage-wire.ts';
import type { CueMessage } from '../../../shared/protocol/index.ts';
import { createMemoryWire } from '../../../server/memory/wire.ts';
import { createMemoryJournal } from '../../../server/memory/journal.ts';
import { brokenGame } from '../../support/broken-game.ts';
import { decodingViewer } from '../../support/decoding-viewer.ts';
import type { DecodingViewer } from '../../support/decoding-viewer.ts';
import { showWorld } from '../../support/show-world.ts';
import type { ShowWorld } from '../../support/show-world.ts';
import { tappedWire } from '../../support/tapped-wire.ts';

const quiz = { game: 'quick-quiz', settings: { count: 2, windowSeconds: 3, revealSeconds: 2 } };

const watch = (world: ShowWorld) => decodingViewer(world.shows.get('demo')!.crowd.feed);
const cuesOf = (viewer: DecodingViewer) =>
  viewer.messages.filter(({ type }) => type === 'cue').map(({ payload }) => payload as CueMessage);

describe('cues', () => {
  it('[CUE-1] every phase begins with one for everybody, with its times and what it shows', async () => {
    const world = await showWorld();
    const viewers = [watch(world), watch(world)];
    const at = world.clock.now();
    await world.command('round.start', quiz);
    await world.pass(30_000);
    const [cues, others] = viewers.map(cuesOf);
    assert.deepEqual(cues, others);
    assert.deepEqual(
      cues!.map(({ round, phase, startsAt, endsAt }) => [round, phase, startsAt - at, endsAt - at]),
      [
        [1, 'question', 0, 3000],
        [1, 'locked', 3000, 4500],
        [1, 'reveal', 4500, 6500],
        [1, 'question', 6500, 9500],
        [1, 'locked', 9500, 11_000],
        [1, 'reveal', 11_000, 13_000],
        [1, 'board', 13_000, 25_000],
      ],
    );
    const shown = cues!.map(({ content }) => content as { question: number; answer?: number } | null);
    assert.deepEqual(
      shown.map((content) => content && [content.question, content.answer !== undefined]),
      [[1, false], [1, false], [1, true], [2, false], [2, false], [2, true], null],
    );
  });

  it('[CUE-1] it comes in the same window as the state of its phase', async () => {
    const world = await showWorld();
    const viewer = watch(world);
    await world.command('round.start', quiz);
    const phasesAtCue: [string, string | undefined][] = [];
    let seen = 0;
    for (let i = 0; i < 26_000; i += 50) {
      await world.pass(50);
      const cues = cuesOf(viewer);
      for (; seen < cues.length; seen++) {
        phasesAtCue.push([cues[seen]!.phase, (viewer.json() as { round?: { phase: string } }).round?.phase]);
      }
    }
    assert.equal(phasesAtCue.length, 7);
    for (const [ofCue, ofState] of phasesAtCue) assert.equal(ofCue, ofState);
  });

  it('[CUE-2] who joins late gets the whole state and then the running cue; after the round there is none', async () => {
    const world = await showWorld();
    await world.command('round.start', quiz);
    for (const afterMs of [100, 3000, 1500, 2000]) {
      await world.pass(afterMs);
      const late = watch(world);
      await world.pass(0);
      const [cue] = cuesOf(late);
      assert.equal(cue?.phase, world.json().round?.phase);
      assert.deepEqual(late.json(), world.json());
      assert.equal(late.attached, 1);
      late.leave();
    }
    await world.pass(30_000);
    const late = watch(world);
    await world.pass(10);
    assert.equal(world.json().round?.phase, 'over');
    assert.deepEqual(cuesOf(late), []);
  });

  it('[CUE-2] a cancelled round takes its cue with it', async () => {
    const world = await showWorld();
    await world.command('round.start', quiz);
    await world.pass(500);
    await world.command('round.cancel');
    await world.pass(200);
    const late = watch(world);
    await world.pass(10);
    assert.deepEqual(cuesOf(late), []);
  });

  it('[CUE-2] one that comes back gets the cue again, after the state', async () => {
    const world = await showWorld();
    const viewer = watch(world);
    await world.command('round.start', quiz);
    await world.pass(500);
    viewer.leave();
    await world.pass(4500);
    viewer.resume();
    await world.pass(200);
    assert.equal(cuesOf(viewer).at(-1)?.phase, 'reveal');
    assert.deepEqual(viewer.json(), world.json());
  });

  it('[CUE-3] after a crash everybody who joins gets the cue of the running phase, as it was', async () => {
    for (const [crashAtMs, phase] of [
      [500, 'question'],
      [3500, 'locked'],
      [5000, 'reveal'],
      [14_000, 'board'],
    ] as const) {
      const world = await showWorld();
      const viewer = watch(world);
      await world.command('round.start', quiz);
      await world.pass(crashAtMs);
      const again = await world.crash();
      const early = watch(again);
      await again.pass(100);
      const late = watch(again);
      await again.pass(10);
      const running = cuesOf(viewer).at(-1)!;
      assert.equal(running.phase, phase);
      assert.deepEqual([cuesOf(early), cuesOf(late)], [[running], [running]]);
    }
  });

  it('[CUE-3] a round that waits in `soon` has none, also after a crash', async () => {
    const world = await showWorld();
    const viewer = watch(world);
    await world.command('round.start', { ...quiz, at: world.clock.now() + 10_000 });
    await world.pass(500);
    const again = await world.crash();
    const late = watch(again);
    await again.pass(500);
    assert.deepEqual([cuesOf(viewer), cuesOf(late)], [[], []]);
  });

  it('[CUE-4] when a phase is stretched its cue is sent again with the new end, and scores nobody twice', async () => {
    const world = await showWorld();
    const viewer = watch(world);
    const members = [0, 1, 2, 3].map((i) => world.join(`v${i}`));
    await world.command('round.start', quiz);
    await world.pass(100);
    for (const [i, member] of members.entries())
      void world.input(member, { type: 'answer', payload: { question: 1, choice: i } });
    await world.pass(4500);
    const before = cuesOf(viewer).at(-1)!;
    assert.equal(before.phase, 'reveal');
    const scores = members.map((member) => member.own?.round?.own);
    await world.command('round.extend', { ms: 4000 });
    await world.pass(100);
    assert.deepEqual(cuesOf(viewer).at(-1), { ...before, endsAt: before.endsAt + 4000 });
    const late = watch(world);
    await world.pass(10);
    assert.deepEqual(cuesOf(late), [{ ...before, endsAt: before.endsAt + 4000 }]);
    assert.deepEqual(
      members.map((member) => member.own?.round?.own),
      scores,
    );
  });

  it('[CUE-5] also in a game that would score it twice: after repeated orders, a stretched phase, and crashes', async () => {
    const counting = brokenGame('onCue', {
      instead: (tally: { scored: number }, _mine: unknown, cue: { final: boolean }) => void (tally.scored += cue.final ? 1 : 0),
    });
    const journal = createMemoryJournal();
    let world = await showWorld({ games: { broken: counting }, journal });
    await world.command('round.start', { game: 'broken' });
    await world.pass(100);
    const answers = ['ann', 'bob', 'cid'].map((name) => world.input(world.join(name), { type: 'press', payload: {}, key: 'k' }));
    await world.pass(100);
    assert.deepEqual(
      await Promise.all(answers),
      answers.map(() => ({ accepted: true })),
    );
    await world.pass(1900);
    for (let i = 0; i < 3; i++) {
      await world.command('round.extend', { ms: 2000 });
      await world.pass(500);
      world = await world.crash({ downMs: 100 });
      await world.pass(400);
    }
    await world.pass(10_000);
    const receipt = (await journal.receipt('demo', 'round', '1')) as { result: { summary: unknown } };
    assert.deepEqual(receipt.result.summary, { pressed: 3, scored: 3 });
  });

  it('[CUE-5] shards score a cue once, however often the order that carries it comes, and ignore older orders', async () => {
    const orders: EdgeOrder[] = [];
    const again: ((order: EdgeOrder) => void)[] = [];
    const inner = createMemoryWire();
    const keep = tappedWire(inner, {
      order: (order, deliver) => {
        orders.push(order);
        deliver();
        // Every order so far comes again, the newest last and the oldest after it.
        for (const old of [...orders, ...orders.toReversed()]) again.at(-1)?.(old);
      },
    });
    const world = await showWorld({
      wire: () => ({
        lead: (show, stage) => keep.lead(show, stage),
        follow: (show, crowd) => {
          again.push((order) => crowd.onOrder(order));
          return keep.follow(show, crowd);
        },
      }),
    });
    const members = [0, 1, 2, 3].map((i) => world.join(`v${i}`));
    await world.command('round.start', quiz);
    await world.pass(100);
    for (const [i, member] of members.entries()) {
      const answer = world.input(member, { type: 'answer', payload: { question: 1, choice: i }, key: 'k' });
      await world.pass(20);
      assert.deepEqual(await answer, { accepted: true });
    }
    await world.pass(30_000);
    const receipt = (await world.journal.receipt('demo', 'round', '1')) as {
      result: { summary: { players: number; board: { points: number }[] } };
      missingShards: number[];
    };
    const { players, board } = receipt.result.summary;
    assert.deepEqual([players, board.length, receipt.missingShards], [4, 1, []]);
    assert.equal(board[0]!.points, 1000);
    assert.deepEqual(world.errors, []);
  });
});
