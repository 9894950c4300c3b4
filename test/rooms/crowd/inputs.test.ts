/** Inputs: which ones count, and what every other one is told. */
import assert from 'node:assert/strict';
import type { Journal } from '../../../rooms/journal.ts';
import { createMemoryJournal } from '../../../server/memory/journal.ts';
import { showWorld } from '../../support/show-world.ts';
import type { InputAnswer, ShowWorld, TestInput, TestMember } from '../../support/show-world.ts';

const tap = (count = 1): TestInput => ({ type: 'tap', payload: { count } });
const answerTo = (question: number, choice: number): TestInput => ({ type: 'answer', payload: { question, choice } });

function codeOf(answer: InputAnswer): string {
  return 'code' in answer ? answer.code : 'accepted';
}

async function playing(game: string, settings: object, afterMs: number): Promise<{ world: ShowWorld; ann: TestMember }> {
  const world = await showWorld();
  const ann = world.join('ann');
  await world.command('round.start', { game, settings });
  await world.pass(afterMs);
  return { world, ann };
}

interface Case {
  says: string;
  game: string;
  settings?: object;
  afterMs: number;
  before?: TestInput[];
  input: TestInput;
  code: string;
  retryAfterMs?: number;
}

const race = { game: 'tap-race', settings: { durationSeconds: 10 } };
const quiz = { game: 'quick-quiz', settings: { count: 3, options: 3, elimination: true } };
const draw = { game: 'lucky-draw' };

const cases: Case[] = [
  { says: 'a tap in the race', ...race, afterMs: 3000, input: tap(20), code: 'accepted' },
  { says: 'a tap before the race', ...race, afterMs: 2900, input: tap(), code: 'round/wrong-phase' },
  { says: 'a tap in the result', ...race, afterMs: 13_100, input: tap(), code: 'round/wrong-phase' },
  { says: 'an input of a round that is over', ...race, afterMs: 60_000, input: tap(), code: 'round/none' },
  { says: 'an input of an earlier round', ...race, afterMs: 3000, input: { round: 0, ...tap() }, code: 'round/stale' },
  { says: 'an input of a later round', ...race, afterMs: 3000, input: { round: 2, ...tap() }, code: 'round/stale' },
  {
    says: 'a type that the game does not have',
    ...race,
    afterMs: 3000,
    input: { type: 'fly', payload: {} },
    code: 'unknown-type',
  },
  { says: 'another game’s type', ...race, afterMs: 3000, input: answerTo(1, 0), code: 'unknown-type' },
  {
    says: 'a type like an object’s own',
    ...race,
    afterMs: 3000,
    input: { type: 'constructor', payload: {} },
    code: 'unknown-type',
  },
  { says: 'a type like a prototype', ...race, afterMs: 3000, input: { type: '__proto__', payload: {} }, code: 'unknown-type' },
  { says: 'no taps at all', ...race, afterMs: 3000, input: tap(0), code: 'bad-request' },
  { says: 'more taps than a message may hold', ...race, afterMs: 3000, input: tap(21), code: 'bad-request' },
  { says: 'half a tap', ...race, afterMs: 3000, input: tap(1.5), code: 'bad-request' },
  { says: 'not a number', ...race, afterMs: 3000, input: tap(Number.NaN), code: 'bad-request' },
  { says: 'no payload', ...race, afterMs: 3000, input: { type: 'tap', payload: undefined }, code: 'bad-request' },
  {
    says: 'a team that is not there',
    game: 'tap-race',
    settings: { choose: true },
    afterMs: 100,
    input: { type: 'join', payload: { team: 2 } },
    code: 'input/choice',
  },
  {
    says: 'a second team',
    game: 'tap-race',
    settings: { choose: true },
    afterMs: 100,
    before: [{ type: 'join', payload: { team: 1 } }],
    input: { type: 'join', payload: { team: 0 } },
    code: 'input/already',
  },
  {
    says: 'too many messages at once',
    ...race,
    afterMs: 3000,
    before: Array.from({ length: 15 }, () => tap()),
    input: tap(),
    code: 'rate-limited',
    retryAfterMs: 100,
  },
  { says: 'an answer', ...quiz, afterMs: 100, input: answerTo(1, 2), code: 'accepted' },
  { says: 'a second answer', ...quiz, afterMs: 100, before: [answerTo(1, 2)], input: answerTo(1, 1), code: 'input/already' },
  { says: 'an option that is not there', ...quiz, afterMs: 100, input: answerTo(1, 3), code: 'input/choice' },
  { says: 'an answer to a question not asked yet', ...quiz, afterMs: 100, input: answerTo(2, 0), code: 'input/stale' },
  { says: 'an answer once it is locked', ...quiz, afterMs: 10_100, input: answerTo(1, 0), code: 'round/wrong-phase' },
  { says: 'a first entry', ...draw, afterMs: 3000, input: { type: 'enter', payload: {} }, code: 'accepted' },
  {
    says: 'a second entry',
    ...draw,
    afterMs: 3000,
    before: [{ type: 'enter', payload: {} }],
    input: { type: 'enter', payload: {} },
    code: 'input/already',
  },
];

describe('inputs', () => {
  for (const { says, game, settings = {}, afterMs, before = [], input, code, retryAfterMs } of cases) {
    it(`[ROOM-35] ${says}: ${code}`, async () => {
      const { world, ann } = await playing(game, settings, afterMs);
      for (const earlier of before) assert.deepEqual(await world.input(ann, earlier), { accepted: true });
      const { own } = ownRound(world, ann);
      const answer = await world.input(ann, { round: 1, ...input });
      assert.equal(codeOf(answer), code);
      if ('code' in answer) assert.deepEqual(ownRound(world, ann).own, own, 'a refusal changes nothing');
      if (retryAfterMs !== undefined) assert.equal('code' in answer && answer.retryAfterMs, retryAfterMs);
      assert.deepEqual(world.errors, []);
    });
  }

  it('[ROOM-35] an answer of somebody who is out', async () => {
    const { world, ann } = await playing('quick-quiz', { count: 3, options: 2, elimination: true }, 100);
    const bob = world.join('bob');
    // One of the two is wrong; the other keeps the round going.
    assert.deepEqual(await world.input(ann, answerTo(1, 0)), { accepted: true });
    assert.deepEqual(await world.input(bob, answerTo(1, 1)), { accepted: true });
    await world.pass(17_000);
    const codes = [codeOf(await world.input(ann, answerTo(2, 0))), codeOf(await world.input(bob, answerTo(2, 0)))];
    assert.deepEqual(codes.toSorted(), ['accepted', 'input/out']);
    const late = world.join('cid');
    assert.equal(codeOf(await world.input(late, answerTo(2, 0))), 'input/out');
  });

  it('[ROOM-36] each is counted by game, type and outcome, and an unknown type under one name', async () => {
    const { world, ann } = await playing('tap-race', {}, 3000);
    for (const input of [tap(), tap(), tap(99), { type: 'fly', payload: {} }, { type: 'crawl', payload: {} }])
      await world.input(ann, input);
    const counted = (labels: string) => world.counted.get(`drumroll_inputs_total{${labels}}`);
    assert.equal(counted('tap-race,tap,accepted'), 2);
    assert.equal(counted('tap-race,tap,bad-request'), 1);
    assert.equal(counted('tap-race,unknown,unknown-type'), 2);
  });

  it('[ROOM-37] rates are per viewer and per type, come back with time, and are fresh in every round', async () => {
    const { world, ann } = await playing('tap-race', { choose: true }, 100);
    const bob = world.join('bob');
    const join: TestInput = { type: 'join', payload: { team: 1 } };
    const press = async (member: TestMember, input: TestInput, times: number) => {
      const codes: string[] = [];
      for (let i = 0; i < times; i++) codes.push(codeOf(await world.input(member, input)));
      return codes;
    };
    assert.deepEqual(await press(ann, join, 4), ['accepted', 'input/already', 'input/already', 'rate-limited']);
    assert.deepEqual(await press(bob, join, 1), ['accepted']);
    await world.pass(8000);
    assert.deepEqual((await press(ann, tap(), 16)).slice(14), ['accepted', 'rate-limited']);
    await world.pass(99);
    assert.deepEqual(await press(ann, tap(), 1), ['rate-limited']);
    await world.pass(1);
    assert.deepEqual(await press(ann, tap(), 2), ['accepted', 'rate-limited']);
    await world.command('round.cancel');
    await world.command('round.start', { game: 'tap-race', settings: { choose: true } });
    await world.pass(100);
    assert.deepEqual(await press(ann, join, 4), ['accepted', 'input/already', 'input/already', 'rate-limited']);
    await world.command('round.cancel');
    await world.command('round.start', { game: 'tap-race', settings: { choose: true } });
    await world.pass(100);
    assert.deepEqual(await press(ann, join, 1), ['accepted'], 'though the last of the round before was refused just now');
  });

  it('[ROOM-37] a wall clock that is set back or forth gives nobody more', async () => {
    const { world, ann } = await playing('tap-race', { durationSeconds: 60 }, 3000);
    for (let i = 0; i < 15; i++) await world.input(ann, tap());
    world.clock.stepWall(20_000);
    assert.equal(codeOf(await world.input(ann, tap())), 'rate-limited');
    world.clock.stepWall(-10_000);
    await world.pass(100);
    assert.equal(codeOf(await world.input(ann, tap())), 'accepted');
    world.clock.stepWall(-30_000);
    await world.pass(1000);
    assert.equal(codeOf(await world.input(ann, tap())), 'round/wrong-phase', 'the phase has not begun yet');
  });

  it('[ROOM-38] while a shard still reads what it had of a running round its inputs are busy, and the stage shows what it had', async () => {
    const inner = createMemoryJournal();
    const world = await showWorld({ journal: inner });
    const ann = world.join('ann');
    await world.command('round.start', { game: 'lucky-draw' });
    await world.pass(3000);
    const entered = world.input(ann, { type: 'enter', payload: {}, key: 'a' });
    await world.pass(100);
    assert.deepEqual(await entered, { accepted: true });
    await world.command('viewer.mute', { viewer: 'bob' });
    await world.pass(100);

    const opened = Promise.withResolvers<void>();
    const shard: Journal['shard'] = (show, part, index) =>
      (part === 1 ? opened.promise : Promise.resolve()).then(() => inner.shard(show, part, index));
    const again = await world.crash({ journal: { ...inner, shard } });
    const back = again.join('ann');
    const cid = again.join('cid');
    await again.pass(2000);
    assert.equal(codeOf(await again.input(back, { type: 'enter', payload: {}, key: 'a' })), 'busy');
    assert.equal(codeOf(await again.input(cid, { type: 'enter', payload: {} })), 'busy');
    const keyword = await again.chat(cid, 'lucky');
    assert.equal('code' in keyword && keyword.code, 'busy', 'the line may be an entry');
    await again.command('round.extend', { ms: 5000 });
    await again.pass(100);
    assert.equal(codeOf(await again.input(cid, { type: 'enter', payload: {} })), 'busy', 'also when another order has come');
    assert.equal(again.json().round?.view['entries'], 1);
    opened.resolve();
    await again.pass(200);
    assert.deepEqual(back.own?.round?.own, { entered: true, lot: '', won: false, rank: 0 });
    const repeated = again.input(back, { type: 'enter', payload: {}, key: 'a' });
    await again.pass(100);
    assert.deepEqual(await repeated, { accepted: true });
    assert.ok('id' in (await later(again, again.chat(cid, 'lucky'))));
    await again.pass(100);
    assert.equal(again.json().round?.view['entries'], 2);
  });
});

async function later<T>(world: ShowWorld, answer: Promise<T>): Promise<T> {
  await world.pass(100);
  return answer;
}

function ownRound(world: ShowWorld, member: TestMember): { own: unknown } {
  return world.shard(member).ownOf(member).round ?? { own: null };
}
