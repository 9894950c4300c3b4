/** A phase closes in two steps: at the deadline nothing more is accepted, and the result waits for every shard's last word. */
import assert from 'node:assert/strict';
import type { RoundReceipt } from '../../../rooms/stage/core-events.ts';
import { createMemoryJournal } from '../../../server/memory/journal.ts';
import { createMemoryWire } from '../../../server/memory/wire.ts';
import type { Journal } from '../../../rooms/journal.ts';
import type { Snapshot } from '../../../rooms/stage-wire.ts';
import { shardOf } from '../../../shared/ids.ts';
import { showWorld } from '../../support/show-world.ts';
import type { WorldOptions } from '../../support/show-world.ts';
import { tappedWire } from '../../support/tapped-wire.ts';
import type { WireTap } from '../../support/tapped-wire.ts';

const race = { game: 'tap-race', settings: { durationSeconds: 5 } };
const raceEndsMs = 8000;

/** A viewer of each shard. */
const home = (shard: number) => ['ann', 'bob', 'cid', 'dot', 'eve'].find((viewer) => shardOf(viewer, 2) === shard)!;

async function racing(tap: Partial<WireTap>, options: WorldOptions = {}) {
  const world = await showWorld({ ...options, wire: () => tappedWire(createMemoryWire(), tap) });
  const members = [0, 1].map((shard) => world.join(home(shard)));
  await world.command('round.start', race);
  await world.pass(3500);
  return { world, members };
}

/** Shard 1 never says its last word on the race. */
const silent: WireTap['snapshot'] = (snapshot, deliver) => {
  if (!snapshot.final || snapshot.shard !== 1 || snapshot.step !== 2) deliver();
};

async function receiptOf(world: { journal: Journal }): Promise<RoundReceipt | null> {
  return (await world.journal.receipt('demo', 'round', '1')) as RoundReceipt | null;
}

const taps = (receipt: RoundReceipt | null) =>
  (receipt!.result!.summary as { teams: { taps: number }[] }).teams.reduce((sum, team) => sum + team.taps, 0);

describe('the end of a phase', () => {
  it('[ROOM-31] accepts inputs until the last millisecond, and none from the deadline on', async () => {
    const { world, members } = await racing({});
    await world.pass(raceEndsMs - 3501);
    for (const member of members) {
      assert.deepEqual(await world.input(member, { type: 'tap', payload: { count: 2 } }), { accepted: true });
    }
    // The wall clock alone moves on: the inputs come at the deadline, before anything else has happened.
    world.clock.stepWall(1);
    for (const member of members) {
      const late = await world.input(member, { type: 'tap', payload: { count: 2 } });
      assert.equal('code' in late && late.code, 'round/too-late');
    }
    await world.pass(100);
    assert.equal(taps(await receiptOf(world)), 4);
  });

  it('[ROOM-31] settles at once when every shard has said its last word', async () => {
    const { world } = await racing({});
    await world.pass(raceEndsMs - 3500);
    const receipt = await receiptOf(world);
    assert.deepEqual([receipt?.outcome, receipt?.missingShards], ['settled', []]);
    assert.equal(receipt!.endedAt - receipt!.startedAt, raceEndsMs);
  });

  it('[ROOM-32] without a shard’s last word settles exactly a second later, with what is known, and says who was missing', async () => {
    const { world, members } = await racing({ snapshot: silent });
    for (const member of members) await world.input(member, { type: 'tap', payload: { count: 3 } });
    await world.pass(100);
    await world.input(members[0]!, { type: 'tap', payload: { count: 1 } });
    const endsMs = world.json().round!.endsAt - world.clock.now();
    await world.pass(endsMs + 999);
    assert.equal(await receiptOf(world), null);
    const hurried = await world.command('round.next');
    assert.equal(!hurried.ok && hurried.code, 'round/too-late');
    const stretched = await world.command('round.extend', { ms: 1000 });
    assert.equal(!stretched.ok && stretched.code, 'round/too-late');
    await world.pass(1);
    const receipt = await receiptOf(world);
    assert.deepEqual([receipt?.outcome, receipt?.missingShards], ['settled', [1]]);
    assert.equal(taps(receipt), 7);
    assert.ok(world.counted.get('drumroll_missing_finals_total')! >= 1);
    assert.deepEqual(world.errors, []);
  });

  it('[ROOM-32] a last word that is lost is asked for again, so that one lost message costs nobody their taps', async () => {
    let lost = 0;
    const { world, members } = await racing({
      snapshot: (snapshot, deliver) => {
        if (snapshot.final && snapshot.step === 2 && snapshot.shard === 0 && lost++ === 0) return;
        deliver();
      },
    });
    for (const member of members) await world.input(member, { type: 'tap', payload: { count: 3 } });
    await world.pass(raceEndsMs - 3500);
    assert.ok(lost >= 1);
    await world.pass(500);
    const receipt = await receiptOf(world);
    assert.deepEqual([receipt?.missingShards, taps(receipt)], [[], 6]);
  });

  it('[ROOM-32] the last word of an earlier phase or round does not count', async () => {
    const old: Snapshot[] = [];
    let replay = false;
    let say: ((snapshot: Snapshot) => void) | null = null;
    const inner = createMemoryWire();
    const world = await showWorld({
      wire: () => ({
        lead: (show, stage) => {
          say = (snapshot) => stage.onSnapshot(snapshot);
          return inner.lead(show, {
            ...stage,
            hello: () => stage.hello(),
            onSnapshot: (snapshot) => {
              if (snapshot.final) old.push(snapshot);
              if (!(replay && snapshot.final)) stage.onSnapshot(snapshot);
            },
          });
        },
        follow: (show, crowd) => inner.follow(show, crowd),
      }),
    });
    await world.command('round.start', race);
    await world.pass(3500);
    assert.ok(old.length >= 2);
    replay = true;
    await world.pass(4600);
    for (const snapshot of old.filter(({ step }) => step === 1)) say!({ ...snapshot, seq: snapshot.seq + 1000 });
    await world.pass(10);
    assert.equal(await receiptOf(world), null);
  });

  it('[ROOM-33] its end is durable before anybody sees what follows', async () => {
    const { world } = await racing({});
    await world.pass(raceEndsMs - 3501);
    world.journal.hold();
    const published = () => world.fanout.published.length;
    await world.pass(60);
    const before = published();
    await world.pass(3000);
    assert.equal(published(), before);
    assert.equal(world.json().round?.phase, 'race');
    world.journal.release();
    await world.pass(60);
    assert.equal(world.json().round?.phase, 'result');
  });

  it('[ROOM-33] while its end cannot be written the round waits, and ends as soon as it can', async () => {
    const { world, members } = await racing({});
    await world.input(members[0]!, { type: 'tap', payload: { count: 3 } });
    world.journal.failing = (call) => call !== 'read' && call.core !== undefined;
    await world.pass(raceEndsMs);
    assert.equal(world.json().round?.phase, 'race');
    const late = await world.input(members[0]!, { type: 'tap', payload: { count: 3 } });
    assert.equal('code' in late && late.code, 'round/too-late');
    const failed = world.errors.length;
    assert.ok(failed > 0);
    world.journal.failing = () => false;
    await world.pass(600);
    const receipt = await receiptOf(world);
    assert.deepEqual([receipt?.outcome, taps(receipt)], ['settled', 3]);
    assert.equal(world.journal.handed.filter((entry) => entry.receipts).length, failed + 1, 'tried as often as it failed');
  });

  it('[ROOM-34] after a crash the shards get their second from when the stage is back, however long it was away', async () => {
    for (const downMs of [0, 900, 1100, 5000, 60_000]) {
      const journal = createMemoryJournal();
      const { world, members } = await racing({}, { journal });
      const answers = members.map((member) => world.input(member, { type: 'tap', payload: { count: 5 }, key: 'k' }));
      await world.pass(20);
      for (const answer of await Promise.all(answers)) assert.deepEqual(answer, { accepted: true });
      await world.pass(raceEndsMs - 3530);
      const again = await world.crash({ downMs, commitMs: 30, readMs: 300, wire: () => createMemoryWire() });
      await again.pass(20_000);
      const receipt = await receiptOf({ journal });
      assert.deepEqual([receipt?.missingShards, taps(receipt)], [[], 10], `down for ${downMs} ms`);
      assert.deepEqual(again.errors, []);
    }
  });
});
