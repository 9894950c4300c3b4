/** What would give an advantage when seen early does not leave before its time: checked on raw bytes. */
import assert from 'node:assert/strict';
import type { EdgeOrder, FeedFrame } from '../../../rooms/stage-wire.ts';
import type { Member } from '../../../rooms/crowd/member.ts';
import { createMemoryWire } from '../../../server/memory/wire.ts';
import { decodingViewer } from '../../support/decoding-viewer.ts';
import { claimsOf, showWorld, testMember } from '../../support/show-world.ts';
import type { ShowWorld } from '../../support/show-world.ts';
import { tappedWire } from '../../support/tapped-wire.ts';

const moderator = claimsOf('moderator', 'mo');

/** Texts that stand nowhere else. The right one looks like the wrong ones, so only what marks it can give it away. */
const questions = [1, 2].map((n) => ({
  text: `Question number ${n}?`,
  right: `zebra-right-${n}`,
  wrong: [`zebra-wrong-${n}a`, `zebra-wrong-${n}b`, `zebra-wrong-${n}c`],
}));
const settings = { questions, count: 2, windowSeconds: 3, revealSeconds: 2, shuffle: false };

/** A world in which all that leaves the stage or a shard is kept: bytes and orders, with when they left. */
async function tappedWorld() {
  const left: { at: number; how: string; bytes: string }[] = [];
  const clock = { now: () => 0 };
  const keep = (how: string, bytes: Uint8Array | string) =>
    left.push({ at: clock.now(), how, bytes: typeof bytes === 'string' ? bytes : Buffer.from(bytes).toString('latin1') });
  const world = await showWorld({
    wire: () =>
      tappedWire(createMemoryWire(), {
        order: (order: EdgeOrder, deliver) => {
          keep('order', JSON.stringify(order));
          deliver();
        },
        frame: (frame: FeedFrame, deliver) => {
          for (const bytes of [frame.patch, frame.keyframe, frame.cue === 'none' ? null : frame.cue])
            if (bytes) keep('feed', bytes);
          for (const bytes of frame.messages) keep('message', bytes);
          for (const bytes of frame.panel) keep('panel', bytes);
          deliver();
        },
        snapshot: (snapshot, deliver) => {
          keep('snapshot', JSON.stringify(snapshot));
          deliver();
        },
      }),
  });
  clock.now = () => world.clock.now();
  return { world, left };
}

async function playQuiz(world: ShowWorld, left: { at: number; how: string; bytes: string }[]) {
  const { feed } = world.shows.get('demo')!.crowd;
  const viewer = decodingViewer(feed);
  const panel = decodingViewer(feed, { panel: true });
  const members = ['ann', 'bob', 'cid', 'dot'].map((name) => {
    const tell: Member['tell'] = (_type, payload) =>
      void left.push({ at: world.clock.now(), how: 'own', bytes: JSON.stringify(payload) });
    const member = { ...testMember(name), tell };
    world.shard(member).enter(member);
    return member;
  });
  const startedAt = world.clock.now();
  await world.command('round.start', { game: 'quick-quiz', settings });
  for (let at = 0; at < 26_000; at += 500) {
    await world.pass(500);
    if (at % 6500 === 500) {
      const question = 1 + Math.floor(at / 6500);
      for (const [choice, member] of members.entries())
        void world.input(member, { type: 'answer', payload: { question, choice } });
      // Somebody joins, comes back, or asks for the state in between.
      decodingViewer(feed);
      await world.command('viewer.mute', { viewer: `x${at}` }, { by: moderator });
    }
  }
  return { startedAt, viewer, panel };
}

/** Whether a field `answer` with a number stands in these bytes, as JSON or as MessagePack. */
function marksAnswer(bytes: string): boolean {
  for (let at = bytes.indexOf('answer'); at >= 0; at = bytes.indexOf('answer', at + 1)) {
    if (bytes.charCodeAt(at + 6) <= 3 || /^":\s*\d/.test(bytes.slice(at + 6, at + 10))) return true;
  }
  return false;
}

describe('what must not be known early', () => {
  it('[CUE-6] the texts of a question leave the stage with its own cue, not before', async () => {
    const { world, left } = await tappedWorld();
    const { startedAt } = await playQuiz(world, left);
    const first = left.filter(({ at, how }) => at - startedAt < 6500 && how !== 'panel');
    assert.ok(first.some(({ bytes }) => bytes.includes('Question number 1?')));
    assert.deepEqual(
      first.filter(({ bytes }) => /Question number 2|zebra-(right|wrong)-2/.test(bytes)).map(({ how }) => how),
      [],
    );
    assert.ok(left.some(({ how, bytes }) => how === 'message' && bytes.includes('zebra-right-2')));
  });

  it('[CUE-7] which answer is right leaves the stage with the reveal, not before', async () => {
    const { world, left } = await tappedWorld();
    const { startedAt, viewer, panel } = await playQuiz(world, left);
    const reveals = left.filter(({ how, bytes }) => how === 'order' && bytes.includes('"answer":'));
    assert.equal(reveals[0]!.at - startedAt, 4500, 'it does leave, and this is how it would be seen');
    // Before the reveal nothing marks an option: no index, and the right text only among the others.
    const early = left.filter(({ at }) => at - startedAt < 4500);
    const telling = early.filter(({ how, bytes }) => how !== 'panel' && how !== 'snapshot' && marksAnswer(bytes));
    assert.deepEqual(telling, []);
    for (const { how, bytes } of early.filter((sent) => sent.bytes.includes('zebra-right') && sent.how !== 'panel')) {
      assert.ok(
        questions[0]!.wrong.every((text) => bytes.includes(text)),
        `${how} names the right answer alone: ${bytes}`,
      );
    }
    assert.deepEqual(viewer.json(), panel.json());
  });

  it('[CUE-7] not even to panels in the audit log, which moderators read too', async () => {
    const { world, left } = await tappedWorld();
    const { startedAt } = await playQuiz(world, left);
    const early = left.filter(({ at, how }) => at - startedAt < 4500 && how === 'panel');
    assert.ok(early.length > 0);
    assert.deepEqual(
      early.filter(({ bytes }) => bytes.includes('zebra-right')).map(({ bytes }) => bytes.slice(0, 80)),
      [],
    );
    const bad = { questions: [{ ...questions[0], text: 7 }] };
    const refused = await world.command('round.start', { game: 'quick-quiz', settings: bad });
    assert.equal(!refused.ok && refused.code, 'round/bad-settings');
    const log = JSON.stringify(await world.journal.audit('demo', { limit: 100 }));
    assert.equal(log.includes('zebra-right'), false);
    assert.ok(log.includes('"windowSeconds":3'), 'the other settings are in it');
  });

  it('[CUE-8] the seed of a draw leaves the stage when the entries are closed, not before; its commitment at once', async () => {
    const { world, left } = await tappedWorld();
    const ann = world.join('ann');
    await world.command('round.start', { game: 'lucky-draw', settings: { entrySeconds: 5 } });
    await world.pass(3500);
    void world.input(ann, { type: 'enter', payload: {} });
    await world.pass(20_000);
    const receipt = (await world.journal.receipt('demo', 'round', '1')) as {
      seed: string;
      startedAt: number;
      result: { summary: { seed: string; commitment: string } };
    };
    const { seed, commitment } = receipt.result.summary;
    const firstWith = (text: string) => left.find(({ bytes }) => bytes.includes(text))!.at - receipt.startedAt;
    assert.equal(firstWith(commitment), 0);
    assert.equal(firstWith(seed), 8000);
    assert.equal(
      left.some(({ bytes }) => bytes.includes(receipt.seed)),
      false,
      'the round’s own seed never leaves with the feed',
    );
  });

  it('[CUE-9] no byte of a result leaves before it is durable', async () => {
    const { world, left } = await tappedWorld();
    const members = ['ann', 'bob'].map((name) => world.join(name));
    await world.command('round.start', { game: 'tap-race', settings: { durationSeconds: 5 } });
    await world.pass(3100);
    for (const member of members) void world.input(member, { type: 'tap', payload: { count: 3 } });
    await world.pass(4800);
    world.journal.hold();
    const before = left.length;
    await world.pass(5000);
    const sent = left.slice(before).filter(({ how }) => how !== 'snapshot');
    assert.deepEqual(sent, []);
    assert.equal(world.panel().winners.length, 0);
    world.journal.release();
    await world.pass(200);
    assert.ok(left.slice(before).some(({ how, bytes }) => how === 'message' && bytes.includes('result')));
    assert.equal(world.panel().winners.length, 2);
  });
});
