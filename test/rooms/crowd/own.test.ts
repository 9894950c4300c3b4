/** What is a viewer's own: told to those it concerns, when it changes, and never to a whole crowd in one stall. */
import assert from 'node:assert/strict';
import { OwnQueue } from '../../../rooms/crowd/own-queue.ts';
import { manualClock } from '../../support/manual-clock.ts';
import { settled, showWorld, testMember } from '../../support/show-world.ts';
import type { ShowWorld, TestMember } from '../../support/show-world.ts';

const quiz = { game: 'quick-quiz', settings: { count: 2, options: 2, windowSeconds: 3, revealSeconds: 4 } };

interface QuizOwn {
  score: number;
  rank: number;
  last: { right: boolean } | null;
}

const quizOwn = (member: TestMember) => member.own!.round!.own as QuizOwn;

/** `count` viewers of whom those at even places answer the first question, each after the one before. */
async function answering(count: number): Promise<{ world: ShowWorld; members: TestMember[] }> {
  const world = await showWorld();
  const members = Array.from({ length: count }, (_, i) => world.join(`v${i}`));
  await world.command('round.start', quiz);
  await world.pass(600);
  for (const [i, member] of members.entries()) {
    if (i % 2 === 0) void world.input(member, { type: 'answer', payload: { question: 1, choice: (i / 2) % 2 } });
  }
  await world.pass(100);
  return { world, members };
}

describe('what is one’s own', () => {
  it('[ROOM-58] is told on phase changes to those who take part, and to nobody else', async () => {
    const { world, members } = await answering(20);
    const before = members.map(({ told }) => told);
    await world.pass(2400);
    assert.equal(world.json().round?.phase, 'locked');
    for (const [i, member] of members.entries()) assert.equal(member.told - before[i]!, i % 2 === 0 ? 1 : 0, `v${i}`);
    await world.pass(1600);
    assert.equal(world.json().round?.phase, 'reveal');
    assert.ok(members.every((member, i) => (i % 2 === 0 ? quizOwn(member).last !== null : member.own === null)));
  });

  it('[ROOM-58] is not told again by what does not concern it: commands, other inputs, ticks', async () => {
    const { world, members } = await answering(20);
    const before = members.map(({ told }) => told);
    await world.command('viewer.mute', { viewer: 'somebody' });
    await world.command('rundown.set', { items: [] });
    await world.command('round.extend', { ms: 1000 });
    await world.chat(members[0]!, 'hello');
    void world.input(members[1]!, { type: 'answer', payload: { question: 1, choice: 0 } });
    await world.pass(500);
    assert.deepEqual(
      members.map(({ told }, i) => told - before[i]!),
      members.map(() => 0),
    );
  });

  it('[ROOM-59] has the rank among all shards’ viewers right after the reveal', async () => {
    const { world, members } = await answering(40);
    await world.pass(3900);
    assert.equal(world.json().round?.phase, 'reveal');
    const players = members.filter((_, i) => i % 2 === 0);
    await world.pass(300);
    const right = players.filter((member) => quizOwn(member).last!.right);
    const wrong = players.filter((member) => !quizOwn(member).last!.right);
    assert.deepEqual([right.length, wrong.length], [10, 10]);
    // All answered in the same millisecond: those who were right share the board, in the order of their ids.
    const ranks = right.map((member) => quizOwn(member).rank).toSorted((a, b) => a - b);
    assert.deepEqual(ranks, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    assert.deepEqual(new Set(wrong.map((member) => quizOwn(member).rank)), new Set([11]));
  });

  it('[ROOM-60] is told on joining, whole: name, muted, the running round', async () => {
    const { world, members } = await answering(2);
    const { feed } = world.shows.get('demo')!.crowd;
    const attach = (member: TestMember) =>
      feed.attach({
        connection: {},
        panel: false,
        raw: () => {},
        onLost: () => {},
        onAttached: () => world.shard(member).tellOwn(member),
      });
    const back = world.join(members[0]!.viewer);
    const fresh = world.join('fresh');
    for (const member of [back, fresh]) attach(member);
    await settled();
    assert.deepEqual(members[0]!.byes, ['signed-in-elsewhere']);
    assert.equal((back.own!.round!.own as { answered: { question: number } }).answered.question, 1);
    const round = { id: 1, game: 'quick-quiz', phase: 'question', own: null };
    assert.deepEqual(fresh.own, { viewer: 'fresh', name: 'fresh', muted: false, round, holds: [], queue: [], votesLeft: [] });
  });

  it('[ROOM-60] an answered input is followed by what has become of it', async () => {
    const world = await showWorld();
    const ann = world.join('ann');
    await world.command('round.start', { game: 'lucky-draw' });
    await world.pass(3000);
    void world.input(ann, { type: 'enter', payload: {}, key: 'k' });
    await settled();
    assert.deepEqual(ann.own?.round?.own, { entered: true, lot: '', won: false, rank: 0 });
  });

  it('[ROOM-60] goes to the newer of two connections only', async () => {
    const { world, members } = await answering(2);
    const newer = world.join(members[0]!.viewer);
    const older = members[0]!.told;
    await world.pass(3000);
    assert.equal(members[0]!.told, older);
    assert.ok(newer.told > 0);
  });

  it('[ROOM-61] at most 500 are told at once, the next 50 ms later, over all shows of the process', async () => {
    const world = await showWorld();
    const members = Array.from({ length: 1300 }, (_, i) => world.join(`v${i}`));
    await world.command('round.start', { game: 'lucky-draw', settings: { entrySeconds: 5 } });
    await world.pass(3000);
    for (const member of members) void world.input(member, { type: 'enter', payload: {} });
    await world.pass(5000);
    const told = () => members.filter(({ own }) => own?.round?.phase === 'draw').length;
    const steps: number[] = [];
    for (let i = 0; i < 200; i++) {
      if (told() !== steps.at(-1)) steps.push(told());
      await world.pass(5);
    }
    assert.deepEqual(steps, [500, 1000, 1300]);
  });
});

describe('the queue of what is told to single viewers', () => {
  it('[ROOM-61] asking twice tells once, and what is asked meanwhile comes after', () => {
    const clock = manualClock();
    const queue = new OwnQueue(clock);
    const told: number[] = [];
    const members = Array.from({ length: 1200 }, (_, i) => testMember(`v${i}`));
    const ask = (i: number) => queue.add(members[i]!, () => told.push(i));
    for (let i = 0; i < 1100; i++) ask(i);
    for (let i = 0; i < 1100; i++) ask(i);
    assert.equal(told.length, 0);
    clock.advance(0);
    assert.equal(told.length, 500);
    ask(0);
    ask(1150);
    clock.advance(49);
    assert.equal(told.length, 500);
    clock.advance(1);
    assert.equal(told.length, 1000);
    clock.advance(50);
    assert.deepEqual(
      told.slice(1000).toSorted((a, b) => a - b),
      [0, ...Array.from({ length: 100 }, (_, i) => 1000 + i), 1150],
    );
    clock.advance(1000);
    assert.equal(told.length, 1102);
    assert.equal(clock.pending(), 0);
  });
});
