/** What is acknowledged is on disk; what is not may be lost once, and its loss is counted. */
import assert from 'node:assert/strict';
import type { JournalEntry } from '../../../rooms/journal.ts';
import { shardOf } from '../../../shared/ids.ts';
import { createMemoryJournal } from '../../../server/memory/journal.ts';
import { showWorld } from '../../support/show-world.ts';
import type { ShowWorld, TestInput } from '../../support/show-world.ts';

const enter = (key: string): TestInput => ({ type: 'enter', payload: {}, key });
const accepted = { accepted: true };
/** Viewers of the same shard, so that one write can carry them all. */
const neighbours = Array.from({ length: 60 }, (_, i) => `v${i}`).filter((viewer) => shardOf(viewer, 2) === 0);

async function drawing(game: object = { game: 'lucky-draw' }): Promise<ShowWorld> {
  const world = await showWorld({ journal: createMemoryJournal() });
  await world.command('round.start', game);
  await world.pass(3000);
  return world;
}

/** What the answer is by now. */
function watched<T>(answer: Promise<T>): { now: T | 'none yet' } {
  const seen: { now: T | 'none yet' } = { now: 'none yet' };
  void answer.then((value) => (seen.now = value));
  return seen;
}

const isInput = (call: JournalEntry | 'read') => call !== 'read' && call.shard !== undefined;
const entriesShown = (world: ShowWorld) => world.json().round?.view['entries'];

const tap = (n: number): TestInput => ({ type: 'tap', payload: { count: 1 }, n });
const lost = (world: ShowWorld) => world.counted.get('drumroll_inputs_lost_total') ?? 0;

describe('an acknowledged input', () => {
  it('[ROOM-48] is answered only when it is durable, but shown at once', async () => {
    const world = await drawing();
    const ann = world.join('ann');
    world.journal.hold();
    const answer = watched(world.input(ann, enter('k')));
    const again = watched(world.input(ann, enter('k')));
    const keyword = watched(world.chat(world.join('bob'), 'lucky'));
    await world.pass(3000);
    assert.deepEqual([answer.now, again.now, keyword.now], ['none yet', 'none yet', 'none yet']);
    assert.equal(entriesShown(world), 2);
    world.journal.release();
    await world.pass(1);
    assert.deepEqual([answer.now, again.now], [accepted, accepted]);
    assert.ok(typeof keyword.now === 'object' && 'id' in keyword.now);
  });

  it('[ROOM-48] is durable within 50 ms when the disk is quick, and those of a moment share one write', async () => {
    const world = await drawing();
    const members = neighbours.map((viewer) => world.join(viewer));
    await world.pass(1000);
    const before = world.journal.handed.length;
    const answers = members.map((member) => watched(world.input(member, enter('k'))));
    await world.pass(50);
    assert.ok(answers.every(({ now }) => now !== 'none yet'));
    assert.equal(world.journal.handed.slice(before).filter(isInput).length, 1);
  });

  it('[ROOM-48] waits for a write that is under way, and what came meanwhile goes into one write', async () => {
    const world = await drawing();
    const members = neighbours.slice(0, 9).map((viewer) => world.join(viewer));
    await world.pass(1000);
    world.journal.hold();
    const before = world.journal.handed.length;
    const answers = [];
    for (const member of members) {
      answers.push(watched(world.input(member, enter('k'))));
      await world.pass(20);
    }
    const writes = () => world.journal.handed.slice(before).filter(isInput);
    assert.equal(writes().length, 1);
    world.journal.release();
    await world.pass(1);
    assert.ok(answers.every(({ now }) => now !== 'none yet'));
    assert.deepEqual(
      writes().map(({ shard }) => shard!.records.length),
      [1, 8],
    );
  });

  it('[ROOM-49] that cannot be written is busy; asked again it is written, answered, and was counted once', async () => {
    const world = await drawing();
    const ann = world.join('ann');
    world.journal.failing = isInput;
    const first = watched(world.input(ann, enter('k')));
    await world.pass(50);
    assert.equal(typeof first.now === 'object' && 'code' in first.now && first.now.code, 'busy');
    assert.ok(typeof first.now === 'object' && 'code' in first.now && first.now.retryAfterMs! > 0);
    world.journal.failing = () => false;
    const second = watched(world.input(ann, enter('k')));
    await world.pass(50);
    assert.deepEqual(second.now, accepted);
    assert.equal(entriesShown(world), 1);
    const again = await world.crash();
    await again.pass(60_000);
    const receipt = (await again.journal.receipt('demo', 'round', '1')) as { entries: string[] };
    assert.deepEqual(receipt.entries, ['ann']);
  });

  it('[ROOM-49] a keyword that cannot be written is busy too, and is neither said nor counted twice when asked again', async () => {
    const world = await drawing();
    const ann = world.join('ann');
    world.journal.failing = isInput;
    const first = watched(world.chat(ann, 'lucky', 'same'));
    await world.pass(50);
    assert.equal(typeof first.now === 'object' && 'code' in first.now && first.now.code, 'busy');
    const early = watched(world.chat(ann, 'lucky', 'same'));
    await world.pass(50);
    assert.equal(typeof early.now === 'object' && 'code' in early.now && early.now.code, 'busy');
    world.journal.failing = () => false;
    const second = watched(world.chat(ann, 'lucky', 'same'));
    await world.pass(50);
    assert.ok(typeof second.now === 'object' && 'id' in second.now);
    await world.pass(1000);
    assert.equal(entriesShown(world), 1);
    assert.equal(world.counted.get('drumroll_chat_lines_total{shown}'), 1);
  });

  it('[ROOM-49] what failed is tried again by itself', async () => {
    const world = await drawing();
    const ann = world.join('ann');
    world.journal.failing = isInput;
    void world.input(ann, { type: 'enter', payload: {} });
    await world.pass(600);
    assert.ok(world.errors.length > 0);
    world.journal.failing = () => false;
    await world.pass(600);
    const again = await world.crash();
    await again.pass(100);
    assert.equal(entriesShown(again), 1);
  });

  it('[ROOM-50] the tally on disk never holds an input whose record is not there, whichever writes fail', async () => {
    // The first write fails while the second is already under way: a crash now must not count the first input twice.
    const world = await drawing();
    const [ann, bob] = neighbours.slice(0, 2).map((viewer) => world.join(viewer));
    let writes = 0;
    world.journal.failing = (call) => isInput(call) && ++writes === 1;
    const first = watched(world.input(ann!, enter('k')));
    await world.pass(5);
    const second = watched(world.input(bob!, enter('k')));
    await world.pass(5);
    void [first, second];
    const again = await world.crash();
    const back = again.join(ann!.viewer);
    await again.pass(100);
    const repeated = watched(again.input(back, enter('k')));
    await again.pass(100);
    assert.deepEqual(repeated.now, accepted);
    assert.equal(entriesShown(again), 2);
    await again.pass(60_000);
    const receipt = (await again.journal.receipt('demo', 'round', '1')) as {
      entries: string[];
      result: { summary: { count: number } };
    };
    assert.equal(receipt.result.summary.count, receipt.entries.length);
  });

  it('[ROOM-50] nor when the second write is handed over before the first has failed', async () => {
    const world = await drawing();
    const [ann, bob] = neighbours.slice(0, 2).map((viewer) => world.join(viewer));
    world.journal.hold();
    const before = world.journal.handed.length;
    void world.input(ann!, enter('k'));
    await world.pass(5);
    void world.input(bob!, enter('k'));
    // The phase ends, and with it the waiting: what its result has is handed over.
    await world.pass(60_000);
    const writes = world.journal.handed.slice(before).filter(isInput);
    const [mine, theirs] = writes.map((entry) => entry.shard!);
    assert.deepEqual(
      mine!.records.map(({ viewer }) => viewer),
      [ann!.viewer],
    );
    assert.deepEqual(theirs!.records.map(({ viewer }) => viewer).toSorted(), [ann!.viewer, bob!.viewer].toSorted());
    assert.equal((theirs!.state as { tally: { count: number } }).tally.count, 2);
    world.journal.release();
  });
});

describe('an unanswered input', () => {
  it('[ROOM-51] is answered at once, and at most a quarter of a second of them is lost in a crash', async () => {
    const world = await drawing({ game: 'tap-race', settings: { durationSeconds: 60 } });
    const ann = world.join('ann');
    for (let n = 1; n <= 20; n++) {
      assert.deepEqual(await world.input(ann, tap(n)), accepted);
      await world.pass(100);
    }
    const again = await world.crash();
    const back = again.join('ann');
    await again.pass(100);
    const { taps } = again.shard(back).ownOf(back).round!.own as { taps: number };
    assert.ok(taps >= 17 && taps <= 20, `${taps} of 20`);
    await again.input(back, tap(21));
    assert.equal(lost(again), 20 - taps, 'the gap in the numbers is what was lost');
  });

  it('[ROOM-52] numbers that were refused, and pages that begin anew, are no loss', async () => {
    const world = await drawing({ game: 'tap-race', settings: { durationSeconds: 60 } });
    const ann = world.join('ann');
    for (let n = 1; n <= 30; n++) await world.input(ann, tap(n));
    assert.ok(world.counted.get('drumroll_inputs_total{tap-race,tap,rate-limited}')! > 0);
    await world.pass(3000);
    await world.input(ann, tap(31));
    assert.equal(lost(world), 0);
    for (const n of [1, 2, 3]) await world.input(ann, tap(n));
    assert.equal(lost(world), 0);
    const bob = world.join('bob');
    await world.input(bob, tap(500));
    assert.equal(lost(world), 0);
    await world.input(bob, tap(504));
    assert.equal(lost(world), 3);
  });

  it('[ROOM-51] all of them are durable when their phase has ended', async () => {
    const world = await drawing({ game: 'tap-race', settings: { durationSeconds: 5 } });
    const ann = world.join('ann');
    await world.pass(100);
    await world.pass(world.json().round!.endsAt - world.clock.now() - 1);
    await world.input(ann, tap(1));
    await world.pass(2);
    const again = await world.crash();
    const [winner] = again.panel().winners;
    assert.equal(winner?.viewer, 'ann');
    const records = await again.journal.records('demo', 1);
    assert.deepEqual(
      records.map(({ viewer }) => viewer),
      ['ann'],
    );
  });
});

describe('facts', () => {
  it('[ROOM-53] joined, left, played and won are kept as they happened', async () => {
    const world = await showWorld();
    const at = world.clock.now();
    const ann = world.join('ann');
    await world.pass(1000);
    const bob = world.join('bob');
    const elsewhere = world.join('ann');
    world.shard(ann).leave(ann);
    await world.command('round.start', { game: 'tap-race', settings: { durationSeconds: 5 } });
    await world.pass(3000);
    for (let i = 0; i < 3; i++) await world.input(elsewhere, { type: 'tap', payload: { count: 1 } });
    const overlay = { ...world.join('zoe'), viewer: 'overlay', watching: true };
    world.shard(overlay).enter(overlay);
    world.shard(overlay).leave(overlay);
    await world.pass(1000);
    world.shard(bob).leave(bob);
    world.shard(bob).leave(bob);
    await world.pass(10_000);
    const facts = await world.journal.facts('demo', 100);
    const inTime = facts.toSorted((a, b) => a.at - b.at || (a.viewer < b.viewer ? -1 : 1));
    assert.deepEqual(inTime, [
      { kind: 'joined', viewer: 'ann', at },
      { kind: 'joined', viewer: 'bob', at: at + 1000 },
      { kind: 'played', viewer: 'ann', at: at + 4000, what: 'tap-race' },
      { kind: 'joined', viewer: 'zoe', at: at + 4000 },
      { kind: 'left', viewer: 'bob', at: at + 5000 },
      { kind: 'won', viewer: 'ann', at: at + 9000, what: 'tap-race' },
    ]);
  });

  it('[ROOM-53] what could not be written at first is written later, once', async () => {
    const world = await showWorld();
    world.journal.failing = (call) => call !== 'read' && call.facts !== undefined;
    const ann = world.join('ann');
    await world.pass(600);
    world.shard(ann).leave(ann);
    await world.pass(600);
    assert.deepEqual(await world.journal.facts('demo', 10), []);
    world.journal.failing = () => false;
    await world.pass(600);
    const kinds = (await world.journal.facts('demo', 10)).map(({ kind }) => kind);
    assert.deepEqual(kinds, ['joined', 'left']);
  });

  it('[ROOM-53] who played before a crash did not begin again after it', async () => {
    const world = await drawing({ game: 'tap-race', settings: { durationSeconds: 30 } });
    const ann = world.join('ann');
    await world.input(ann, { type: 'tap', payload: { count: 1 } });
    await world.pass(300);
    const again = await world.crash();
    const back = again.join('ann');
    await again.pass(100);
    await again.input(back, { type: 'tap', payload: { count: 1 } });
    await again.pass(300);
    const kinds = (await again.journal.facts('demo', 100)).map(({ kind }) => kind);
    assert.deepEqual(kinds, ['joined', 'played', 'joined']);
  });
});
