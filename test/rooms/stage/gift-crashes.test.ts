/** Gifts and trouble: whatever fails or crashes when, each counts exactly once, and whoever asks again is told the same. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { StoredGift } from '../../../rooms/journal.ts';
import { createMemoryJournal } from '../../../server/memory/journal.ts';
import type { GiftReply } from '../../../shared/protocol/index.ts';
import { battleId, giftWorld, pointsBySide, runningBattle } from '../../support/gift-world.ts';
import type { GiftWorld } from '../../support/gift-world.ts';
import { settled } from '../../support/show-world.ts';

function longBattle(now: number): ReturnType<typeof runningBattle> {
  return runningBattle(now, { durationMs: 600_000 });
}

/** What the desk must have counted, by what the journal has. */
function expected(gifts: readonly StoredGift[]): { sides: Record<string, number>; top: Record<string, [string, number][]> } {
  const given = new Map<string, Map<string, number>>();
  for (const { reply, request } of gifts) {
    if (!reply.counted) continue;
    const givers = given.get(reply.side) ?? new Map<string, number>();
    given.set(reply.side, givers.set(request.viewer, (givers.get(request.viewer) ?? 0) + request.value));
  }
  const sides = [...given].map(([side, givers]) => [side, [...givers.values()].reduce((sum, of) => sum + of, 0)]);
  const top = [...given].map(([side, givers]) => [
    side,
    [...givers].toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, 10),
  ]);
  return { sides: Object.fromEntries(sides), top: Object.fromEntries(top) };
}

async function checkBooks(world: GiftWorld): Promise<void> {
  const kept = await world.kept();
  const { sides, top } = expected(kept);
  assert.deepEqual(pointsBySide(world), sides);
  const shown = Object.entries(world.desk.tally(battleId)!.top);
  assert.deepEqual(Object.fromEntries(shown.map(([side, rows]) => [side, rows.map((row) => [row.viewer, row.score])])), top);
  const all = [...kept, ...(await world.kept(''))];
  assert.equal(
    world.desk.points(),
    all.reduce((sum, { request }) => sum + request.value, 0),
  );
}

describe('gifts and trouble', () => {
  it('[BATTLE-176] a gift that could not be written is refused `busy`, and counts once when it is sent again', async () => {
    const world = await giftWorld();
    await settled();
    world.journal.failing = (call) => call !== 'read';
    const refused = await world.give();
    assert.ok('code' in refused && refused.code === 'busy' && refused.retry && refused.retryAfterMs! > 0);
    await settled();
    assert.deepEqual([pointsBySide(world), world.desk.points()], [{}, 0]);
    world.journal.failing = () => false;
    assert.ok(!('code' in (await world.give())));
    await checkBooks(world);
    assert.deepEqual(pointsBySide(world), { cats: 5 });
  });

  it('[BATTLE-176] one whose commit failed and was kept all the same counts once, whether or not it is sent again', async () => {
    const world = await giftWorld();
    await settled();
    world.liesAboutCommits = true;
    const refused = await world.give();
    assert.ok('code' in refused && refused.code === 'busy');
    await settled();
    assert.deepEqual(pointsBySide(world), { cats: 5 });
    world.liesAboutCommits = false;
    assert.deepEqual(await world.give(), { counted: true, battle: battleId, side: 'cats', points: 5 });
    await checkBooks(world);
    assert.equal((await world.kept()).length, 1);
  });

  it('[BATTLE-176] while it is in doubt whether a commit was kept nothing else is written, and no last word is given', async () => {
    const world = await giftWorld({ battle: longBattle });
    const now = world.clock.now();
    await world.pass(10);
    world.liesAboutCommits = true;
    const [known, trouble] = [world.give(), world.give({ key: 'b' })];
    await settled();
    world.journal.failing = () => true;
    const during = await world.give({ key: 'c' });
    assert.ok('code' in during && during.code === 'busy');
    assert.ok([await known, await trouble].every((answer) => 'code' in answer && answer.code === 'busy'));
    await world.pass(2000);
    world.journal.failing = (call) => call !== 'read';
    await world.pass(300);
    assert.equal(world.desk.isFinal(battleId, now + 11), true);
    await checkBooks(world);
  });

  it('[BATTLE-176] whoever sends a gift then is told `busy` at once, and is not kept waiting', async () => {
    const world = await giftWorld();
    await settled();
    let reads = 0;
    // The second read asks what became of the first gift.
    world.journal.failing = (call) => (call === 'read' ? ++reads === 2 : true);
    const first = await world.give();
    const second = await world.give({ key: 'b' });
    assert.deepEqual(
      [first, second].map((answer) => 'code' in answer && answer.code),
      ['busy', 'busy'],
    );
    assert.equal(world.clock.monotonic(), 0);
    world.journal.failing = () => false;
    await world.pass(300);
    assert.ok(!('code' in (await world.give({ key: 'b' }))));
    await checkBooks(world);
  });

  it('[BATTLE-176] until the journal has told what became of it, its battle has no last word', async () => {
    const world = await giftWorld();
    const end = world.clock.now() + 10_000;
    await world.pass(9000);
    let isDown = false;
    world.journal.failing = (call) => (call === 'read' ? isDown : (isDown = true));
    const refused = await world.give();
    assert.ok('code' in refused && refused.code === 'busy');
    await world.pass(1500);
    assert.equal(world.desk.isFinal(battleId, end), false);
    world.journal.failing = () => false;
    await world.pass(300);
    assert.equal(world.desk.isFinal(battleId, end), true);
    assert.deepEqual(pointsBySide(world), {});
  });

  it('[BATTLE-176] an entry that the journal will never take is `internal`, and holds nothing else up', async () => {
    const inner = createMemoryJournal();
    const world = await giftWorld({
      journal: {
        ...inner,
        commit: (entry) => inner.commit(entry.gifts?.some(({ key }) => key === 'bad') ? { ...entry, core: () => {} } : entry),
      },
    });
    await settled();
    const refused = await world.give({ key: 'bad' });
    assert.ok('code' in refused && refused.code === 'internal');
    assert.ok(!('code' in (await world.give({ key: 'good' }))));
    await checkBooks(world);
  });

  it('[BATTLE-178] a crash at any moment between the gift and its answer: sent again, it counts and is answered once', async () => {
    const seen = new Set<string>();
    for (let turns = 0; turns < 30; turns++) {
      const world = await giftWorld();
      await settled();
      let fate = 'unanswered';
      void world.give().then(() => (fate = 'answered'));
      for (let turn = 0; turn < turns; turn++) await Promise.resolve();
      const again = await world.crash();
      await settled();
      const isKept = (await again.kept()).length === 1;
      seen.add(`${isKept ? 'kept' : 'lost'} and ${fate}`);
      assert.deepEqual(pointsBySide(again), isKept ? { cats: 5 } : {});
      assert.deepEqual(await again.give(), { counted: true, battle: battleId, side: 'cats', points: 5 });
      assert.deepEqual(pointsBySide(again), { cats: 5 });
      await checkBooks(again);
    }
    assert.deepEqual([...seen].toSorted(), ['kept and answered', 'kept and unanswered', 'lost and unanswered']);
  });

  it('[BATTLE-178] what was given before a crash is read back in pages; until then gifts are `busy` and there is no tally', async () => {
    const world = await giftWorld({ battle: longBattle });
    await settled();
    const keys = Array.from({ length: 1234 }, (_, i) => `${i}`);
    await Promise.all(
      keys.map((key, i) => world.give({ key, viewer: `v${i % 37}`, value: 1 + (i % 11), side: i % 3 ? 'cats' : 'dogs' })),
    );
    const again = await world.crash();
    again.journal.hold();
    assert.equal(again.desk.tally(battleId), null);
    assert.equal(again.desk.isFinal(battleId, 0), false);
    const refused = await again.give({ key: 'early' });
    assert.ok('code' in refused && refused.code === 'busy');
    again.journal.release();
    await again.pass(1000);
    assert.deepEqual(again.desk.tally(battleId), world.desk.tally(battleId));
    await checkBooks(again);
    assert.equal((await again.kept()).length, 1234);
  });

  it('[BATTLE-178] a journal that cannot be read yet is asked again until it can', async () => {
    const world = await giftWorld();
    await settled();
    await world.give();
    const again = await world.crash();
    again.journal.failing = (call) => call === 'read';
    await again.pass(3000);
    const refused = await again.give({ key: 'b' });
    assert.ok('code' in refused && refused.code === 'busy');
    again.journal.failing = () => false;
    await again.pass(500);
    assert.deepEqual(pointsBySide(again), { cats: 5 });
  });

  it('[BATTLE-180] the sum of all gifts of a show goes on over crashes, whatever battle they were for', async () => {
    let world = await giftWorld({ battle: () => null });
    await settled();
    await world.give();
    world = await world.crash();
    world.core = { ...world.core, battle: null };
    await settled();
    assert.equal(world.desk.points(), 5);
    await world.give({ key: 'b', value: 7 });
    world = await world.crash();
    assert.equal(world.desk.points(), 12);
  });

  it('[BATTLE-179] [BATTLE-180] totals, supporters and answers are exact under failures, lies, repeats and crashes', async () => {
    const gift = fc.record({
      kind: fc.constant('gift' as const),
      key: fc.integer({ min: 0, max: 25 }),
      times: fc.integer({ min: 1, max: 3 }),
    });
    const event = fc.oneof(
      { weight: 8, arbitrary: gift },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant('wait' as const), ms: fc.integer({ min: 0, max: 400 }) }) },
      {
        weight: 1,
        arbitrary: fc.record({ kind: fc.constant('commits' as const), fate: fc.constantFrom('fail', 'lie', 'work') }),
      },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('reads' as const), fate: fc.constantFrom('fail', 'work') }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('crash' as const) }) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(event, { minLength: 5, maxLength: 60 }), async (events) => {
        let world = await giftWorld({ battle: longBattle });
        await settled();
        const acknowledged = new Map<number, GiftReply>();
        const fates = { commits: 'work', reads: 'work' };
        const obey = () => {
          world.liesAboutCommits = fates.commits === 'lie';
          world.journal.failing = (call) => (call === 'read' ? fates.reads : fates.commits) === 'fail';
        };
        const send = async (key: number) => {
          const side = key % 5 === 4 ? 'birds' : key % 2 ? 'cats' : 'dogs';
          const answer = await world.give({ key: `${key}`, viewer: `v${key % 7}`, name: `N${key % 7}`, value: 1 + key, side });
          if ('code' in answer) {
            assert.equal(answer.code, 'busy');
            return;
          }
          if (acknowledged.has(key)) assert.deepEqual(answer, acknowledged.get(key));
          acknowledged.set(key, answer);
        };
        for (const one of events) {
          if (one.kind === 'gift') for (let i = 0; i < one.times; i++) void send(one.key);
          if (one.kind === 'wait') await world.pass(one.ms);
          if (one.kind === 'commits' || one.kind === 'reads') fates[one.kind] = one.fate;
          if (one.kind === 'crash') {
            world = await world.crash();
            Object.assign(fates, { commits: 'work', reads: 'work' });
          }
          obey();
        }
        Object.assign(fates, { commits: 'work', reads: 'work' });
        obey();
        await world.pass(2000);
        await checkBooks(world);
        const kept = new Map([...(await world.kept()), ...(await world.kept(''))].map((one) => [Number(one.key), one.reply]));
        for (const [key, reply] of acknowledged) assert.deepEqual(kept.get(key), reply);
        const restored = await world.crash();
        await settled();
        await checkBooks(restored);
        assert.deepEqual(restored.desk.tally(battleId), world.desk.tally(battleId));
      }),
      { numRuns: 150 },
    );
  });
});
