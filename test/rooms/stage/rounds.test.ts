/** Rounds: how one begins, keeps to its deadlines, is hurried, stretched, cancelled, and leaves its receipt. */
import assert from 'node:assert/strict';
import type { RoundReceipt } from '../../../rooms/stage/core-events.ts';
import { seededRandom } from '../../../shared/game-kit/index.ts';
import type { AnyGame } from '../../../shared/game-kit/index.ts';
import { soundGame } from '../../support/broken-game.ts';
import { showWorld } from '../../support/show-world.ts';
import type { ShowWorld } from '../../support/show-world.ts';

const race = (durationSeconds = 10) => ({ game: 'tap-race', settings: { durationSeconds } });

async function receiptOf(world: ShowWorld, round: number): Promise<RoundReceipt> {
  return (await world.journal.receipt('demo', 'round', String(round))) as RoundReceipt;
}

/** When each phase was first seen to run, to the millisecond. */
async function phasesSeen(world: ShowWorld, ms: number): Promise<Record<string, number>> {
  const from = world.clock.now();
  const seen: Record<string, number> = {};
  for (let i = 0; i <= ms; i++) {
    const phase = world.shows.summary('demo')!.round?.phase ?? 'over';
    seen[phase] ??= world.clock.now() - from;
    await world.pass(1);
  }
  return seen;
}

/** The sound game, with these phases settling. */
function settledBy(settling: readonly string[]): AnyGame {
  const phases = Object.entries(soundGame.phases as Record<string, object>).map(([name, phase]) => {
    const { settles: _settles, ...rest } = phase as { settles?: true };
    return [name, settling.includes(name) ? { ...rest, settles: true } : rest];
  });
  return { ...soundGame, phases: Object.fromEntries(phases) as AnyGame['phases'] };
}

describe('a round', () => {
  it('[ROOM-25] keeps to absolute deadlines: each phase begins to the millisecond when the one before it ends', async () => {
    const world = await showWorld();
    world.join('ann');
    const at = world.clock.now();
    await world.command('round.start', race(5));
    assert.deepEqual(await phasesSeen(world, 16_100), { ready: 0, race: 3000, result: 8000, over: 16_000 });
    const receipt = await receiptOf(world, 1);
    assert.deepEqual([receipt.startedAt, receipt.endedAt], [at, at + 8000]);
  });

  it('[ROOM-25] the state carries when the phase began and when it ends, in server time', async () => {
    const world = await showWorld();
    const at = world.clock.now();
    await world.command('round.start', race(5));
    await world.pass(3050);
    const { id, game, phase, startedAt, endsAt } = world.json().round!;
    assert.deepEqual(
      { id, game, phase, startedAt, endsAt },
      { id: 1, game: 'tap-race', phase: 'race', startedAt: at + 3000, endsAt: at + 8000 },
    );
  });

  it('[ROOM-26] with a time in the future it waits in phase `soon`, and then begins on time', async () => {
    const world = await showWorld();
    const ann = world.join('ann');
    const at = world.clock.now() + 5000;
    await world.command('round.start', { ...race(5), at });
    await world.pass(100);
    assert.deepEqual([world.json().round?.phase, world.json().round?.endsAt], ['soon', at]);
    const early = await world.input(ann, { type: 'join', payload: { team: 0 } });
    assert.equal('code' in early && early.code, 'round/wrong-phase');
    assert.deepEqual(await phasesSeen(world, 8000), { soon: 0, ready: 4900, race: 7900 });
    await world.pass(20_000);
    const receipt = await receiptOf(world, 1);
    assert.deepEqual([receipt.outcome, receipt.missingShards], ['settled', []]);
  });

  it('[ROOM-26] a time in the past means now, and one in `soon` can be hurried or cancelled', async () => {
    const world = await showWorld();
    await world.command('round.start', { ...race(5), at: world.clock.now() - 60_000 });
    assert.equal(world.shows.summary('demo')!.round?.phase, 'ready');
    await world.command('round.cancel');
    await world.command('round.start', { ...race(5), at: world.clock.now() + 60_000 });
    await world.command('round.next');
    await world.pass(10);
    assert.equal(world.shows.summary('demo')!.round?.phase, 'ready');
    await world.command('round.cancel');
    await world.command('round.start', { ...race(5), at: world.clock.now() + 60_000 });
    assert.deepEqual(await world.command('round.cancel'), { ok: true });
    const outcomes = (await world.journal.receipts('demo', 'round', 10)) as RoundReceipt[];
    assert.deepEqual(
      outcomes.map(({ outcome }) => outcome),
      ['cancelled', 'cancelled', 'cancelled'],
    );
  });

  it('[ROOM-27] extend moves the deadline of the running phase for everybody', async () => {
    const world = await showWorld();
    const ann = world.join('ann');
    await world.command('round.start', race(5));
    await world.pass(7900);
    const { endsAt } = world.json().round!;
    assert.deepEqual(await world.command('round.extend', { ms: 4000 }), { ok: true });
    await world.pass(50);
    assert.equal(world.json().round?.endsAt, endsAt + 4000);
    await world.pass(3000);
    assert.deepEqual(await world.input(ann, { type: 'tap', payload: { count: 1 } }), { accepted: true });
    await world.pass(1060);
    assert.equal(world.json().round?.phase, 'result');
    const late = await world.command('round.extend', { ms: 4000 });
    assert.deepEqual(late, { ok: true }, 'the phase of the result can be stretched like any other');
  });

  it('[ROOM-27] next ends the running phase at once, with everything that was accepted before', async () => {
    const world = await showWorld();
    const ann = world.join('ann', 'Ann');
    await world.command('round.start', race(60));
    await world.pass(5000);
    await world.input(ann, { type: 'tap', payload: { count: 7 } });
    const at = world.clock.now();
    assert.deepEqual(await world.command('round.next'), { ok: true });
    const late = await world.input(ann, { type: 'tap', payload: { count: 1 } });
    assert.equal('code' in late && late.code, 'round/too-late');
    await world.pass(1);
    assert.equal(world.shows.summary('demo')?.round?.phase, 'result');
    const receipt = await receiptOf(world, 1);
    assert.deepEqual([receipt.endedAt, receipt.missingShards], [at, []]);
    assert.deepEqual(receipt.result?.winners, [{ viewer: 'ann', name: 'Ann', rank: 1 }]);
  });

  it('[ROOM-27] an order given while the end of a phase is being written acts on the phase that follows', async () => {
    const world = await showWorld({ commitMs: 30 });
    await world.command('round.start', race(5));
    await world.pass(200);
    const raceAt = world.json().round!.endsAt;
    await world.pass(raceAt - world.clock.now());
    assert.deepEqual(await world.command('round.extend', { ms: 1000 }), { ok: true });
    await world.pass(200);
    const { phase, startedAt, endsAt: extended } = world.json().round!;
    assert.deepEqual([phase, startedAt, extended], ['race', raceAt, raceAt + 6000]);
  });

  it('[ROOM-28] cancel ends it without a result, blocks nothing, and says so in the receipt', async () => {
    const world = await showWorld();
    const ann = world.join('ann');
    await world.command('round.start', race());
    await world.pass(5000);
    await world.input(ann, { type: 'tap', payload: { count: 1 } });
    assert.deepEqual(await world.command('round.cancel'), { ok: true });
    assert.deepEqual(await world.command('round.start', race()), { ok: true, round: 2 });
    await world.pass(100);
    const { outcome, result, winners } = (await receiptOf(world, 1)) as RoundReceipt & { winners?: unknown };
    assert.deepEqual({ outcome, result, winners }, { outcome: 'cancelled', result: null, winners: undefined });
    assert.equal(world.json().round?.id, 2);
    assert.deepEqual(world.json().round?.view['teams'], [
      { name: 'Red', taps: 0, members: 0 },
      { name: 'Blue', taps: 0, members: 0 },
    ]);
    assert.deepEqual(world.panel().winners, []);
    assert.equal(world.counted.get('drumroll_rounds_total{tap-race,cancelled}'), 1);
  });

  it('[ROOM-29] ids are 1, 2, 3 … per show, also after crashes', async () => {
    let world = await showWorld();
    for (let round = 1; round <= 6; round++) {
      assert.deepEqual(await world.command('round.start', race()), { ok: true, round });
      await world.pass(500);
      if (round % 2 === 0) world = await world.crash({ downMs: 700 });
      await world.command('round.cancel');
    }
    const receipts = (await world.journal.receipts('demo', 'round', 10)) as RoundReceipt[];
    assert.deepEqual(
      receipts.map(({ round }) => round),
      [6, 5, 4, 3, 2, 1],
    );
  });

  it('[ROOM-30] its receipt has all that is needed to check it: settings, seed, times, result', async () => {
    const world = await showWorld();
    const members = Array.from({ length: 12 }, (_, i) => world.join(`v${i}`));
    const at = world.clock.now();
    await world.command('round.start', { game: 'lucky-draw', settings: { entrySeconds: 5, winners: 2 } });
    await world.pass(3500);
    for (const member of members.slice(0, 9)) void world.input(member, { type: 'enter', payload: {} });
    await world.pass(9000);
    const receipt = (await receiptOf(world, 1)) as RoundReceipt & { entries: string[] };
    const { result, seed, entries, ...rest } = receipt;
    assert.deepEqual(rest, {
      kind: 'round',
      show: 'demo',
      round: 1,
      game: 'lucky-draw',
      settings: { entrySeconds: 5, winners: 2, keyword: 'lucky', prize: { name: '', amount: 1 } },
      startedAt: at,
      endedAt: at + 11_000,
      outcome: 'settled',
      missingShards: [],
      rehearsal: false,
    });
    assert.deepEqual(
      entries,
      members
        .slice(0, 9)
        .map(({ viewer }) => viewer)
        .toSorted(),
    );
    assert.ok(result);
    assert.equal(result.winners.length, 2);
    assert.equal((result.summary as { seed: string }).seed, seededRandom(seed).hex(32), 'all luck comes from the seed');
  });

  it('[ROOM-30] it leaves exactly one receipt, whether its game names a settling phase, none, or two', async () => {
    for (const [settling, settledAtMs] of [
      [['done'], 3000],
      [[], 4000],
      [['shut', 'done'], 2000],
    ] as const) {
      const world = await showWorld({ games: { sound: settledBy(settling) } });
      const at = world.clock.now();
      await world.command('round.start', { game: 'sound' });
      await world.pass(6000);
      const written = world.journal.handed.flatMap(({ receipts = [] }) => receipts.map(({ body }) => body as RoundReceipt));
      assert.deepEqual(
        written.map(({ outcome, endedAt }) => [outcome, endedAt - at]),
        [['settled', settledAtMs]],
      );
      await world.command('round.start', { game: 'sound' });
      await world.pass(settledAtMs + 100);
      await world.command('round.cancel');
      assert.equal(world.journal.handed.filter(({ receipts }) => receipts).length, 2);
    }
  });

  it('[ROOM-30] every round has its own luck', async () => {
    const world = await showWorld();
    for (let i = 0; i < 5; i++) {
      await world.command('round.start', { game: 'lucky-draw' });
      await world.command('round.cancel');
    }
    const again = await world.crash();
    await again.command('round.start', { game: 'lucky-draw' });
    await again.command('round.cancel');
    const receipts = (await again.journal.receipts('demo', 'round', 10)) as RoundReceipt[];
    assert.equal(new Set(receipts.map(({ seed }) => seed)).size, 6);
  });
});
