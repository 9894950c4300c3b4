/** A game whose code fails ends its own action or round, and nothing else: the show, and the process, go on. */
import assert from 'node:assert/strict';
import type { RoundReceipt } from '../../../rooms/stage/core-events.ts';
import { createMemoryJournal } from '../../../server/memory/journal.ts';
import { decodingViewer } from '../../support/decoding-viewer.ts';
import { brokenGame, soundGame } from '../../support/broken-game.ts';
import type { Part } from '../../support/broken-game.ts';
import { showWorld } from '../../support/show-world.ts';
import type { ShowWorld, TestMember } from '../../support/show-world.ts';
import type { AnyGame } from '../../../shared/game-kit/index.ts';

const press = { type: 'press', payload: {} };

async function worldWith(broken: AnyGame): Promise<{ world: ShowWorld; members: TestMember[] }> {
  const world = await showWorld({ games: { broken, sound: soundGame }, journal: createMemoryJournal() });
  return { world, members: ['ann', 'bob', 'cid', 'dot'].map((viewer) => world.join(viewer)) };
}

async function receiptOf(world: ShowWorld, round: number): Promise<RoundReceipt | null> {
  return (await world.journal.receipt('demo', 'round', String(round))) as RoundReceipt | null;
}

/** Plays a round of the sound game to its end: whatever happened before, the show works. */
async function playsOn(world: ShowWorld): Promise<void> {
  const viewer = decodingViewer(world.shows.get('demo')!.crowd.feed);
  const members = ['eve', 'fay', 'gus'].map((name) => world.join(name));
  const errors = world.errors.length;
  const reply = await world.command('round.start', { game: 'sound' });
  assert.ok(reply.ok && reply.round);
  await world.pass(100);
  const answers = members.map((member) => world.input(member, { ...press, round: reply.round!, key: 'k' }));
  await world.pass(5000);
  assert.deepEqual(
    await Promise.all(answers),
    members.map(() => ({ accepted: true })),
  );
  const receipt = await receiptOf(world, reply.round);
  assert.deepEqual([receipt?.outcome, receipt?.missingShards], ['settled', []]);
  assert.deepEqual(receipt?.result?.summary, { pressed: 3, scored: 3 });
  assert.deepEqual(viewer.json(), world.json());
  assert.equal(world.errors.length, errors, 'the sound round reports nothing');
}

/** Starts the broken game, lets everybody press, and waits until it must be over. */
async function playBroken(world: ShowWorld, members: readonly TestMember[]): Promise<string[]> {
  await world.command('round.start', { game: 'broken' });
  await world.pass(500);
  const pressed = members.map((member, i) =>
    world.input(member, { ...press, round: 1, key: `k${i}` }).then(
      (answer) => ('code' in answer ? answer.code : 'accepted'),
      () => 'threw',
    ),
  );
  await world.pass(8000);
  return Promise.all(pressed);
}

describe('a game that fails', () => {
  for (const part of [
    'setup',
    'enter',
    'view',
    'standing',
    'reduce',
    'merge',
    'empty',
    'onCue',
    'cue',
    'durationMs',
    'next',
    'result',
    'entered',
  ] as Part[]) {
    it(`[ROOM-54] in ${part}: the round is aborted with the reason, counted, and the show goes on`, async () => {
      const { world, members } = await worldWith(brokenGame(part));
      const viewer = decodingViewer(world.shows.get('demo')!.crowd.feed);
      await playBroken(world, members);
      const receipt = await receiptOf(world, 1);
      if (part === 'setup' || part === 'enter') assert.equal(receipt, null, 'there never was a round');
      else {
        assert.deepEqual([receipt?.outcome, receipt?.result], ['aborted', null]);
        assert.match(receipt?.reason ?? '', /the game is broken/);
        assert.equal(world.counted.get('drumroll_rounds_total{broken,aborted}'), 1);
        assert.equal(world.json().round?.phase, 'over');
      }
      assert.ok(world.counted.get('drumroll_handler_errors_total')! >= 1);
      assert.ok(world.errors.length <= 4, `not a flood of errors: ${world.errors.length}`);
      assert.deepEqual(viewer.json(), world.json());
      await playsOn(world);
    });
  }

  for (const part of ['setup', 'enter'] as Part[]) {
    it(`[ROOM-54] in ${part}: the command is answered internal`, async () => {
      const { world } = await worldWith(brokenGame(part));
      const reply = await world.command('round.start', { game: 'broken' });
      assert.equal(!reply.ok && reply.code, 'internal');
      assert.equal(world.shows.summary('demo')?.round, null);
    });
  }

  for (const part of ['fold', 'mine', 'input'] as Part[]) {
    it(`[ROOM-55] in ${part}: that input is aborted, and those of others count`, async () => {
      let calls = 0;
      const broken = brokenGame(part, { when: () => ++calls === 1 });
      const { world, members } = await worldWith(broken);
      const answers = await playBroken(world, members);
      assert.deepEqual(answers.toSorted(), ['accepted', 'accepted', 'accepted', 'threw']);
      const receipt = await receiptOf(world, 1);
      assert.deepEqual([receipt?.outcome, receipt?.result?.summary], ['settled', { pressed: 3, scored: 3 }]);
      await playsOn(world);
    });
  }

  it('[ROOM-55] in own: nobody is told how they stand, everybody plays', async () => {
    const { world, members } = await worldWith(brokenGame('own'));
    assert.deepEqual(
      await playBroken(world, members),
      members.map(() => 'accepted'),
    );
    const receipt = await receiptOf(world, 1);
    assert.deepEqual([receipt?.outcome, receipt?.result?.summary], ['settled', { pressed: 4, scored: 4 }]);
    assert.ok(world.counted.get('drumroll_handler_errors_total')! > 0);
    await playsOn(world);
  });

  it('[ROOM-55] in own: a viewer of that round who connects is let in all the same', async () => {
    const { world, members } = await worldWith(brokenGame('own'));
    await world.command('round.start', { game: 'broken' });
    await world.pass(200);
    const pressed = world.input(members[0]!, press);
    await world.pass(200);
    assert.deepEqual(await pressed, { accepted: true });
    const { feed } = world.shows.get('demo')!.crowd;
    const back = world.join('ann');
    const connection = { connection: {}, panel: false, raw: () => {}, onLost: () => {} };
    feed.attach({ ...connection, onAttached: () => world.shard(back).tellOwn(back) });
    await world.pass(200);
    assert.equal(back.own?.viewer, 'ann');
    assert.equal(back.own?.round?.own, null);
  });

  it('[ROOM-55] in chat: the line is said, and is no entry', async () => {
    const { world, members } = await worldWith(brokenGame('chat'));
    await world.command('round.start', { game: 'broken' });
    const said = await world.chat(members[0]!, 'press');
    assert.ok('id' in said);
    await world.pass(8000);
    assert.equal(world.counted.get('drumroll_chat_lines_total{shown}'), 1);
    assert.deepEqual((await receiptOf(world, 1))?.result?.summary, { pressed: 0, scored: 0 });
    await playsOn(world);
  });

  it('[ROOM-55] in bot: the rehearsal plays on without it', async () => {
    const { world } = await worldWith(brokenGame('bot'));
    await world.command('rehearsal.start', { bots: 3 });
    await world.command('round.start', { game: 'broken' });
    await world.pass(8000);
    assert.equal((await receiptOf(world, 1))?.outcome, 'settled');
    await world.command('rehearsal.end');
    await playsOn(world);
  });

  const unwritable: [says: string, part: Part, instead: (...args: never[]) => unknown][] = [
    ['a tally', 'fold', (tally: { pressed: unknown }) => void (tally.pressed = 1n)],
    ['a record', 'fold', (_tally: unknown, mine: { pressed: unknown }) => void (mine.pressed = 1n)],
    ['a state', 'reduce', () => ({ pressed: 1n, scored: 0 })],
    ['a first state', 'setup', () => ({ pressed: 1n, scored: 0 })],
    ['a result', 'result', () => ({ winners: [], summary: { pressed: 1n } })],
    ['a standing', 'standing', () => ({ scored: 1n })],
    ['a cue', 'cue', circle],
  ];
  for (const [says, part, instead] of unwritable) {
    it(`[ROOM-56] by making ${says} that cannot be written does not get stuck, nor the show`, async () => {
      const { world, members } = await worldWith(brokenGame(part, { instead }));
      await playBroken(world, members);
      assert.equal((await receiptOf(world, 1))?.outcome ?? 'no round', part === 'setup' ? 'no round' : 'aborted');
      assert.equal(world.shows.summary('demo')?.round, null);
      assert.ok(world.counted.get('drumroll_handler_errors_total')! > 0);
      await playsOn(world);
    });
  }

  it('[ROOM-56] a command that cannot be written because of it is answered internal, and ends the round', async () => {
    const { world, members } = await worldWith(brokenGame('reduce', { instead: () => ({ pressed: 1, scored: 0, hidden: 1n }) }));
    await world.command('round.start', { game: 'broken', settings: { seconds: 60 } });
    await world.pass(500);
    void world.input(members[0]!, press);
    await world.pass(500);
    const reply = await world.command('viewer.mute', { viewer: 'ann' });
    assert.equal(!reply.ok && reply.code, 'internal');
    assert.equal(world.shows.summary('demo')?.round, null);
    assert.deepEqual(await world.command('viewer.mute', { viewer: 'ann' }), { ok: true });
    assert.equal((await receiptOf(world, 1))?.outcome, 'aborted');
    await playsOn(world);
  });

  for (const part of ['view', 'standing', 'cue', 'merge', 'reduce', 'onCue', 'empty', 'durationMs', 'own'] as Part[]) {
    it(`[ROOM-57] in ${part} only after a restart: the server starts, and that show goes on`, async () => {
      const { world, members } = await worldWith(brokenGame(part, { when: () => false }));
      await world.command('round.start', { game: 'broken' });
      await world.pass(500);
      const pressed = world.input(members[0]!, { ...press, key: 'k' });
      await world.pass(1000);
      assert.deepEqual(await pressed, { accepted: true });
      const again = await world.crash({ games: { broken: brokenGame(part), sound: soundGame } });
      const back = again.join(members[0]!.viewer);
      await again.pass(10_000);
      assert.equal((await receiptOf(again, 1))?.outcome, part === 'own' ? 'settled' : 'aborted');
      assert.equal(again.json().round?.phase, 'over');
      assert.deepEqual(back.byes, []);
      await playsOn(again);
    });
  }

  it('[ROOM-57] a round whose game is gone after a restart is aborted, and the show goes on', async () => {
    const { world } = await worldWith(brokenGame('own'));
    await world.command('round.start', { game: 'broken' });
    await world.pass(500);
    const again = await world.crash({ games: { sound: soundGame } });
    await again.pass(1000);
    const receipt = await receiptOf(again, 1);
    assert.equal(receipt?.outcome, 'aborted');
    assert.match(receipt?.reason ?? '', /broken/);
    await playsOn(again);
  });

  it('[ROOM-57] a round in a phase that its game no longer has is aborted too', async () => {
    const { world } = await worldWith(brokenGame('own'));
    await world.command('round.start', { game: 'broken' });
    await world.pass(500);
    const changed = brokenGame('own');
    const { open: _gone, ...phases } = changed.phases as Record<string, unknown>;
    const again = await world.crash({ games: { broken: { ...changed, initial: 'shut', phases } as AnyGame, sound: soundGame } });
    await again.pass(1000);
    assert.equal((await receiptOf(again, 1))?.outcome, 'aborted');
    await playsOn(again);
  });
});

function circle(): unknown {
  const round: { self?: unknown } = {};
  round.self = round;
  return round;
}
