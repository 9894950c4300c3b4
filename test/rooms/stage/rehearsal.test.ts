/** A rehearsal: bots play along, everything is marked, and nothing of it stays but the receipts. */
import assert from 'node:assert/strict';
import type { RoundReceipt } from '../../../rooms/stage/core-events.ts';
import { games } from '../../../shared/games/index.ts';
import { decodingViewer } from '../../support/decoding-viewer.ts';
import { showWorld, streamer } from '../../support/show-world.ts';
import type { ShowWorld } from '../../support/show-world.ts';

/** Long enough for any round with default settings. */
const roundMs = 150_000;

async function receiptOf(world: ShowWorld, round: number): Promise<RoundReceipt> {
  return (await world.journal.receipt('demo', 'round', String(round))) as RoundReceipt;
}

describe('a rehearsal', () => {
  it('[ROOM-23] whoever missed its end on a broken line does not see its round when they are back', async () => {
    const world = await showWorld();
    const viewer = decodingViewer(world.shows.get('demo')!.crowd.feed);
    await world.command('rehearsal.start', { bots: 2 });
    await world.command('round.start', { game: 'tap-race' });
    await world.pass(500);
    viewer.leave();
    await world.command('rehearsal.end');
    await world.pass(500);
    viewer.resume();
    await world.pass(500);
    assert.deepEqual(viewer.json(), world.json());
    assert.equal(world.json().round?.phase, 'over');
  });

  for (const game of Object.keys(games)) {
    it(`[ROOM-22] its bots play ${game} to the end, and every trace is marked`, async () => {
      const world = await showWorld();
      assert.deepEqual(await world.command('rehearsal.start', { bots: 30 }), { ok: true });
      assert.deepEqual(world.panel().rehearsal, { bots: 30 });
      await world.command('round.start', { game });
      await world.pass(2000);
      assert.equal(world.json().rehearsal, true);
      assert.equal(world.json().round?.rehearsal, true);
      await world.pass(roundMs);
      const receipt = await receiptOf(world, 1);
      assert.deepEqual([receipt.outcome, receipt.rehearsal], ['settled', true]);
      assert.ok(receipt.result!.winners.length > 0, JSON.stringify(receipt.result));
      assert.ok(receipt.result!.winners.every(({ viewer }) => /^bot-\d+$/.test(viewer)));
      assert.equal(world.panel().winners.length, receipt.result!.winners.length);
      assert.ok(world.panel().winners.every((row) => row.rehearsal));
      assert.ok(world.counted.get('drumroll_inputs_total')! >= 15);
      assert.equal(world.json().viewers, 0, 'bots are no viewers');
      assert.deepEqual(await world.journal.facts('demo', 1000), [], 'what bots do are no facts');
      assert.deepEqual(world.errors, []);
    });
  }

  it('[ROOM-23] its end takes everything of it away and makes the show what it was before', async () => {
    const world = await showWorld();
    await world.shows.create({ id: 'night', title: 'Night' });
    let n = 0;
    const order = (name: string, args = {}) => world.shows.command('night', { id: `${++n}`, name, args }, streamer);
    const shown = () => world.shows.state('night')!;
    await world.pass(100);
    const before = shown();
    await order('rehearsal.start', { bots: 10 });
    assert.equal(world.shows.summary('night')?.status, 'live');
    const prize = { name: 'Lamp', amount: 1 };
    await order('round.start', { game: 'tap-race', settings: { durationSeconds: 5, prize } });
    await world.pass(9000);
    await order('round.cancel');
    await order('round.start', { game: 'quick-quiz' });
    await world.pass(3000);
    assert.deepEqual(await order('rehearsal.end'), { ok: true });
    await world.pass(500);
    // A round that was shown gives way to a blank one; a field that was set stays set.
    const {
      tick: _after,
      round: blank,
      ...after
    } = shown().state as { tick: number; round: { id: number; phase: string; view?: unknown } };
    assert.deepEqual([blank.id, blank.phase, blank.view], [0, 'over', undefined]);
    const { tick: _before, ...was } = before.state as { tick: number };
    assert.deepEqual({ state: after, panel: shown().panel }, { state: was, panel: before.panel });
    const receipts = (await world.journal.receipts('night', 'round', 10)) as RoundReceipt[];
    assert.deepEqual(
      receipts.map(({ round, outcome, rehearsal }) => [round, outcome, rehearsal]),
      [
        [2, 'cancelled', true],
        [1, 'settled', true],
      ],
    );
    const inputs = world.counted.get('drumroll_inputs_total');
    await world.pass(10_000);
    assert.equal(world.counted.get('drumroll_inputs_total'), inputs, 'the bots have stopped');
    await order('show.start');
    assert.deepEqual(await order('round.start', { game: 'tap-race' }), { ok: true, round: 3 });
  });

  it('[ROOM-23] what was there before it stays: real winners, their notices and the live show', async () => {
    const world = await showWorld();
    const ann = world.join('ann', 'Ann');
    await world.command('round.start', { game: 'tap-race', settings: { durationSeconds: 5 } });
    await world.pass(3100);
    await world.input(ann, { type: 'tap', payload: { count: 3 } });
    await world.pass(14_000);
    const { winners } = world.panel();
    const { notices } = world.json();
    assert.deepEqual([winners.length, notices.map(({ text }) => text)], [1, ['Ann']]);
    await world.command('rehearsal.start', { bots: 5 });
    await world.command('round.start', { game: 'tap-race', settings: { durationSeconds: 5 } });
    await world.pass(9000);
    assert.ok(world.panel().winners.length > 1);
    await world.command('rehearsal.end');
    await world.pass(200);
    assert.equal(world.json().status, 'live');
    assert.deepEqual(world.panel().winners, winners);
    assert.deepEqual(world.json().notices, notices);
  });

  it('[ROOM-23] the end of the show ends it too, and cleans up as well', async () => {
    const world = await showWorld();
    await world.command('rehearsal.start', { bots: 5 });
    await world.command('round.start', { game: 'tap-race', settings: { durationSeconds: 5 } });
    await world.pass(9000);
    await world.command('show.end');
    await world.pass(200);
    assert.deepEqual([world.panel().rehearsal, world.panel().winners, world.json().notices], [null, [], []]);
    assert.deepEqual([world.json().status, world.json().rehearsal], ['ended', false]);
  });

  it('[ROOM-24] it survives a crash: the bots go on where they were', async () => {
    const world = await showWorld();
    await world.command('rehearsal.start', { bots: 20 });
    await world.command('round.start', { game: 'quick-quiz' });
    await world.pass(20_000);
    const again = await world.crash({ downMs: 1500 });
    await again.pass(roundMs);
    const receipt = await receiptOf(again, 1);
    assert.deepEqual([receipt.outcome, receipt.rehearsal], ['settled', true]);
    const { players, board } = receipt.result!.summary as { players: number; board: unknown[] };
    assert.ok(players === 20 && board.length === 10);
    assert.deepEqual(again.errors, []);
  });

  it('[ROOM-24] they do not wait for the next phase to go on', async () => {
    const world = await showWorld();
    await world.command('rehearsal.start', { bots: 20 });
    await world.command('round.start', { game: 'tap-race', settings: { durationSeconds: 60 } });
    await world.pass(5000);
    const again = await world.crash();
    await again.pass(1000);
    assert.equal(again.json().round?.phase, 'race');
    assert.ok(again.counted.get('drumroll_inputs_total{tap-race,tap,accepted}')! >= 20);
  });

  it('[ROOM-24] viewers play beside the bots, and theirs are no facts either while it lasts', async () => {
    const world = await showWorld();
    const ann = world.join('ann');
    await world.command('rehearsal.start', { bots: 3 });
    await world.command('round.start', { game: 'tap-race', settings: { durationSeconds: 5 } });
    await world.pass(3100);
    assert.deepEqual(await world.input(ann, { type: 'tap', payload: { count: 20 } }), { accepted: true });
    await world.pass(20_000);
    const kinds = (await world.journal.facts('demo', 100)).map(({ kind }) => kind);
    assert.deepEqual(kinds, ['joined']);
  });
});
