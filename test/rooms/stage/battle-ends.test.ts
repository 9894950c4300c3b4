/** A battle's periods end in two steps: at the deadline nothing more is taken, and the result waits for every last word. */
import assert from 'node:assert/strict';
import type { Snapshot } from '../../../rooms/stage-wire.ts';
import { createMemoryJournal } from '../../../server/memory/journal.ts';
import { createMemoryWire } from '../../../server/memory/wire.ts';
import { checkBattleReceipt } from '../../../shared/battle/index.ts';
import type { ManualClock } from '../../support/manual-clock.ts';
import type { CommandReply } from '../../../shared/protocol/index.ts';
import { showWorld, streamer } from '../../support/show-world.ts';
import type { ShowWorld, TestMember, WorldOptions } from '../../support/show-world.ts';
import { battleReceipt, beginBattle, cast, codeOf, give, home, scores, shownBattle, vote } from '../../support/stage-contests.ts';
import type { Voted } from '../../support/stage-contests.ts';
import { tappedWire } from '../../support/tapped-wire.ts';
import type { WireTap } from '../../support/tapped-wire.ts';

const endsMs = 20_000;

type Options = Omit<WorldOptions, 'wire'> & { rules?: object; tap?: (clock: ManualClock) => Partial<WireTap> };

async function fighting({ rules, tap = () => ({}), ...options }: Options = {}) {
  const world = await showWorld({ ...options, wire: (clock) => tappedWire(createMemoryWire(), tap(clock)) });
  const members = [0, 1].map((shard) => world.join(home(shard)));
  const startedAt = await beginBattle(world, rules);
  return { world, members, startedAt };
}

/** Votes of both shards in the very last millisecond, and one at the end; how they were answered. */
async function voteAtTheEnd(world: ShowWorld, members: readonly TestMember[], startedAt: number): Promise<Promise<Voted>[]> {
  await world.pass(startedAt + endsMs - 1 - world.clock.now());
  const votes = members.map((member, i) => cast(world, member, i === 0 ? 'red' : 'blue', { count: 1 + i }));
  // The wall clock alone moves on: these come at the deadline, before anything else has happened.
  world.clock.stepWall(1);
  return [...votes, ...members.map((member) => cast(world, member, 'red'))];
}

const isFinal = ({ ballots }: Snapshot) => ballots.some(({ final }) => final);

/** Shard 1 says its last word this late. */
const slow = (lateMs: number) => (clock: ManualClock) => ({
  snapshot: (snapshot: Snapshot, deliver: () => void) => {
    if (snapshot.shard === 1 && isFinal(snapshot)) clock.after(lateMs, deliver);
    else deliver();
  },
});

/** A bug: shard 1 calls its last word what it had said before, and the stage believes it. */
const hasty = () => {
  let before: Snapshot['ballots'] = [];
  return {
    snapshot: (snapshot: Snapshot, deliver: () => void) => {
      if (snapshot.shard === 1) {
        if (!isFinal(snapshot)) before = structuredClone(snapshot.ballots);
        snapshot.ballots = before.map((ballot, i) => ({ ...ballot, final: snapshot.ballots[i]?.final ?? false }));
      }
      deliver();
    },
  };
};

/** Both shards vote until the last millisecond; what came of it. */
async function fightToTheEnd(tap: NonNullable<Options['tap']>) {
  const { world, members, startedAt } = await fighting({ tap });
  await vote(world, members[1]!, 'blue', 3);
  const votes = await voteAtTheEnd(world, members, startedAt);
  await world.pass(2000);
  assert.deepEqual((await Promise.all(votes)).map(codeOf), ['ok', 'ok', 'vote/closed', 'vote/closed']);
  const { result, missing, endedAt } = (await battleReceipt(world))!;
  return { scores: result.scores, missing, lateMs: endedAt - startedAt - endsMs };
}

function mute(world: ShowWorld, viewer: string): Promise<CommandReply> {
  return world.shows.command('demo', { id: `mute ${viewer}`, name: 'viewer.mute', args: { viewer } }, streamer);
}

describe('the end of a battle', () => {
  it('[BATTLE-149] takes votes until the last millisecond, none from the end on, and settles with all of them', async () => {
    const { world, members, startedAt } = await fighting({ commitMs: 70 });
    const votes = await voteAtTheEnd(world, members, startedAt);
    await world.pass(500);
    assert.deepEqual((await Promise.all(votes)).map(codeOf), ['ok', 'ok', 'vote/closed', 'vote/closed']);
    const receipt = (await battleReceipt(world))!;
    assert.deepEqual([receipt.result.scores, receipt.missing], [{ red: 1, blue: 2 }, []]);
    assert.deepEqual(checkBattleReceipt(receipt), []);
  });

  it('[BATTLE-150] waits for the last word of a slow shard, and has the votes in it', async () => {
    const { scores: settled, missing, lateMs } = await fightToTheEnd(slow(650));
    assert.deepEqual([settled, missing], [{ red: 1, blue: 5 }, []]);
    assert.ok(lateMs >= 650 && lateMs <= 652, `${lateMs} ms: as soon as it is there`);
  });

  it('[BATTLE-150] a stage that settled without it would be found out by this', async () => {
    assert.deepEqual((await fightToTheEnd(hasty)).scores, { red: 1, blue: 3 });
  });

  it('[BATTLE-150] after a second it goes on without, says whose word is missing, and counts what was heard of it before', async () => {
    const { scores: settled, missing, lateMs } = await fightToTheEnd(slow(5000));
    assert.deepEqual([settled, missing], [{ red: 1, blue: 3 }, ['demo/1']]);
    // A millisecond of it is the one that the wall clock was stepped by.
    assert.equal(lateMs, 1001);
  });

  it('[BATTLE-150] a shard that was never heard of is missing, and what the others had counts', async () => {
    const { world, members, startedAt } = await fighting({
      tap: () => ({ snapshot: (snapshot, deliver) => (snapshot.shard === 1 ? undefined : deliver()) }),
    });
    await vote(world, members[0]!, 'red', 2);
    await give(world, 'blue', 1);
    await world.pass(startedAt + endsMs + 1000 - world.clock.now());
    const receipt = (await battleReceipt(world))!;
    assert.deepEqual([receipt.result.scores, receipt.missing], [{ red: 2, blue: 1 }, ['demo/1']]);
  });

  it('[BATTLE-151] a gift that arrived in time and is still being written is waited for', async () => {
    const { world, startedAt } = await fighting({ commitMs: 300, rules: { giftGraceMs: 1000 } });
    await world.pass(startedAt + endsMs - 1 - world.clock.now());
    const gifts = [give(world, 'red', 10)];
    await world.pass(1000);
    gifts.push(give(world, 'blue', 70, { paidAt: startedAt + endsMs - 500 }));
    await world.pass(2);
    gifts.push(give(world, 'blue', 500, { paidAt: startedAt + endsMs - 500 }));
    await world.pass(2000);
    const answers = (await Promise.all(gifts)).map((answer) => ('counted' in answer ? answer.counted : answer.code));
    assert.deepEqual(answers, [true, true, false]);
    const receipt = (await battleReceipt(world))!;
    assert.deepEqual(receipt.result, { winner: 'blue', by: 'score', scores: { red: 10, blue: 70 } });
    assert.deepEqual(checkBattleReceipt(receipt), []);
  });

  it('[BATTLE-152] its verdict is durable before anybody sees it', async () => {
    const { world, members, startedAt } = await fighting();
    await vote(world, members[0]!, 'red');
    await world.pass(startedAt + endsMs - 1 - world.clock.now());
    world.journal.hold();
    await world.pass(3000);
    assert.equal(shownBattle(world).status, 'running');
    assert.equal(shownBattle(world).winner, '');
    world.journal.release();
    await world.pass(60);
    assert.deepEqual([shownBattle(world).status, shownBattle(world).winner], ['verdict', 'red']);
  });

  it('[BATTLE-152] while it cannot be written the battle waits, the show goes on, and it is settled once as soon as it can', async () => {
    const { world, members, startedAt } = await fighting({ rules: { giftGraceMs: 10_000 } });
    await vote(world, members[0]!, 'red', 2);
    await world.pass(startedAt + endsMs - 1 - world.clock.now());
    let letsPass = 0;
    world.journal.failing = (call) => call !== 'read' && call.core !== undefined && letsPass-- <= 0;
    for (const [unwritable, ms] of [
      ['the period’s end', 3000],
      ['the verdict', 12_000],
    ] as const) {
      await world.pass(ms);
      assert.equal(shownBattle(world).status, 'running', unwritable);
      const ticks = world.counted.get('drumroll_ticks_total')!;
      await world.chat(members[0]!, 'still here');
      await world.pass(100);
      assert.ok(world.counted.get('drumroll_ticks_total')! > ticks);
      assert.equal(codeOf(await vote(world, members[0]!, 'red')), 'vote/closed');
      letsPass = 1;
      await world.pass(300);
    }
    await world.pass(600);
    assert.deepEqual([shownBattle(world).status, scores(world)], ['verdict', { red: 2, blue: 0 }]);
    assert.equal((await world.journal.receipts('demo', 'battle', 10)).length, 1);
    assert.equal(world.counted.get('drumroll_battles_total'), 1);
  });

  it('[BATTLE-152] an end that could not be written before the battle was cancelled does not hold up the next one', async () => {
    const { world, startedAt } = await fighting();
    world.journal.failing = (call) => call !== 'read' && call.core !== undefined;
    await world.pass(startedAt + endsMs + 100 - world.clock.now());
    world.journal.failing = () => false;
    assert.deepEqual(await world.command('battle.cancel'), { ok: true });
    const again = await beginBattle(world);
    await world.pass(again + endsMs - 1000 - world.clock.now());
    // Orders in a row, past the end.
    for (let i = 0; i < 30; i++) {
      await world.command('viewer.mute', { viewer: `viewer-${i}` });
      await world.pass(50);
    }
    const receipt = (await battleReceipt(world, 'demo.battle-2'))!;
    assert.equal(receipt.endedAt - again, endsMs);
  });

  it('[BATTLE-153] a crash in its middle changes nothing: end, scores, quotas, boosts and givers are as they were', async () => {
    const { world, members, startedAt } = await fighting({ commitMs: 15 });
    assert.deepEqual(await vote(world, members[0]!, 'red', 4), { left: 6 });
    const gift = give(world, 'blue', 30, { name: 'Rich' });
    await world.command('battle.boost', { side: 'red', factor: 3, ms: 10_000 });
    await world.pass(2000);
    assert.equal(codeOf(await gift), 'ok');
    assert.deepEqual(await vote(world, members[1]!, 'red', 1), { left: 9 });
    await world.pass(100);
    const before = shownBattle(world);
    assert.deepEqual(scores(world), { red: 7, blue: 30 });
    const again = await world.crash({ downMs: 700 });
    await again.pass(100);
    assert.deepEqual(shownBattle(again), before);
    const [ann, bob] = [0, 1].map((shard) => again.join(home(shard))) as [TestMember, TestMember];
    assert.deepEqual(await vote(again, ann, 'blue', 6), { left: 0 });
    assert.equal(codeOf(await vote(again, ann, 'blue')), 'vote/quota');
    assert.deepEqual(await vote(again, bob, 'blue', 1), { left: 8 });
    await again.pass(startedAt + endsMs - again.clock.now() + 200);
    const receipt = (await battleReceipt(again))!;
    assert.deepEqual([receipt.result.scores, receipt.missing], [{ red: 7, blue: 37 }, []]);
    assert.deepEqual(checkBattleReceipt(receipt), []);
    assert.deepEqual(again.errors, []);
  });

  it('[BATTLE-153] after a crash the shards get their second from when the stage is back, however long it was away', async () => {
    for (const downMs of [0, 900, 1100, 5000, 60_000]) {
      const journal = createMemoryJournal();
      const { world, members, startedAt } = await fighting({ journal, rules: { giftGraceMs: 1000, overtimes: 3 } });
      await vote(world, members[0]!, 'red', 2);
      await vote(world, members[1]!, 'blue', 3);
      await world.pass(startedAt + endsMs - 30 - world.clock.now());
      const again = await world.crash({ downMs, commitMs: 30, readMs: 300, wire: () => createMemoryWire() });
      await again.pass(20_000);
      const receipt = (await battleReceipt({ journal }))!;
      const settled = [receipt.status, receipt.result.scores, receipt.missing, receipt.periods.length];
      assert.deepEqual(settled, ['over', { red: 2, blue: 3 }, [], 1], `down for ${downMs} ms`);
      assert.deepEqual(checkBattleReceipt(receipt), []);
      assert.deepEqual(again.errors, []);
    }
  });

  it('[BATTLE-280] a last word that comes late, but before orders in a row let the battle end, is not called missing', async () => {
    let late: (() => void)[] | null = [];
    const tap = (): Partial<WireTap> => ({
      snapshot: ({ shard, ballots }, deliver) => {
        if (late && shard === 0 && ballots.some(({ final }) => final)) late.push(deliver);
        else deliver();
      },
    });
    const world = await showWorld({ commitMs: 300, wire: () => tappedWire(createMemoryWire(), tap()) });
    const ann = world.join(home(0));
    void beginBattle(world, { durationMs: 10_000 });
    await world.pass(400);
    const { endsAt } = shownBattle(world);
    void cast(world, ann, 'red', { count: 2 });
    await world.pass(endsAt + 850 - world.clock.now());
    // One after the other: the end is asked for between two of them, and comes after the last.
    for (const viewer of ['bob', 'cid', 'dot', 'eve', 'fay', 'gus']) void mute(world, viewer);
    await world.pass(900);
    const said = late;
    late = null;
    for (const deliver of said) deliver();
    await world.pass(4000);
    const receipt = battleReceipt(world);
    await world.pass(400);
    assert.deepEqual([(await receipt)?.result.scores, (await receipt)?.missing], [{ red: 2, blue: 0 }, []]);
  });

  it('[BATTLE-153] a verdict that was written before a crash stands, is shown to its time, and is not written again', async () => {
    const { world, members, startedAt } = await fighting();
    await vote(world, members[0]!, 'red', 2);
    await world.pass(startedAt + endsMs + 100 - world.clock.now());
    const receipt = await battleReceipt(world);
    assert.equal(receipt?.result.winner, 'red');
    const again = await world.crash({ downMs: 2000 });
    await again.pass(100);
    assert.deepEqual([shownBattle(again).status, shownBattle(again).winner], ['verdict', 'red']);
    await again.pass(20_000);
    assert.equal(shownBattle(again).status, 'over');
    assert.deepEqual(await battleReceipt(again), receipt);
    assert.equal((await again.journal.events(0, 10)).filter(({ type }) => type === 'battle.settled').length, 1);
    assert.equal((await again.command('battle.cancel')).ok, false);
  });
});
