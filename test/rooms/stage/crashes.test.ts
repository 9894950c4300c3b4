/** A crash at any moment of a round: the same round, the same deadlines, every acknowledged input, one receipt. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { RoundReceipt } from '../../../rooms/stage/core-events.ts';
import type { RoundRecord } from '../../../rooms/crowd/edge-round.ts';
import { createMemoryJournal } from '../../../server/memory/journal.ts';
import type { Journal } from '../../../rooms/journal.ts';
import { settled, showWorld } from '../../support/show-world.ts';
import type { ShowJsonLike, ShowWorld, TestInput } from '../../support/show-world.ts';

const commitMs = 15;
const viewers = ['ann', 'bob', 'cid', 'dot', 'eve', 'fay'];

type ShownRound = NonNullable<ShowJsonLike['round']>;

interface Plan {
  game: string;
  settings: object;
  /** What a viewer sends when they look at the show. */
  plays: (round: ShownRound, look: number, viewer: number) => Pick<TestInput, 'type' | 'payload'> | null;
  roundMs: number;
}

const plans: Plan[] = [
  {
    game: 'tap-race',
    settings: { durationSeconds: 5 },
    plays: ({ phase }, look) => (phase === 'race' ? { type: 'tap', payload: { count: 1 + (look % 3) } } : null),
    roundMs: 16_000,
  },
  {
    game: 'quick-quiz',
    settings: { count: 2, options: 2, windowSeconds: 3, revealSeconds: 2 },
    plays: ({ phase, view }, _look, viewer) =>
      phase === 'question' ? { type: 'answer', payload: { question: view['question'], choice: viewer % 2 } } : null,
    roundMs: 25_000,
  },
  {
    game: 'lucky-draw',
    settings: { entrySeconds: 5, winners: 2 },
    plays: ({ phase }) => (phase === 'entries' ? { type: 'enter', payload: {} } : null),
    roundMs: 23_000,
  },
];

const lookMs = 700;

interface Sent {
  viewer: string;
  key: string;
  acknowledged: boolean;
}

/** Plays a round while crashing at the given moments, ms after its start; checks what every crash must leave intact, and says how many inputs were acknowledged. */
async function playAndCrash(plan: Plan, crashes: readonly { atMs: number; downMs: number }[]): Promise<number> {
  const journal = createMemoryJournal();
  let world = await showWorld({ journal, commitMs });
  const sent: Sent[] = [];
  const startedAt = world.clock.now();
  const reply = await world.command('round.start', { game: plan.game, settings: plan.settings });
  assert.deepEqual(reply, { ok: true, round: 1 });
  let members = viewers.map((viewer) => world.join(viewer));
  let nextLook = 1;
  const until = async (at: number): Promise<void> => {
    while (startedAt + nextLook * lookMs <= at) {
      await world.pass(Math.max(0, startedAt + nextLook * lookMs - world.clock.now()));
      look(world, nextLook);
      nextLook++;
    }
    await world.pass(Math.max(0, at - world.clock.now()));
  };
  const look = (here: ShowWorld, n: number) => {
    for (const [i, member] of members.entries()) {
      const { round } = here.json();
      const input = round && plan.plays(round, n, i);
      if (!input) continue;
      const one: Sent = { viewer: member.viewer, key: `${n}`, acknowledged: false };
      sent.push(one);
      void here.input(member, { ...input, round: 1, key: one.key }).then((answer) => {
        one.acknowledged = !('code' in answer);
      });
    }
  };

  for (const { atMs, downMs } of crashes) {
    await until(startedAt + atMs);
    const before = world.shows.summary('demo')!.round;
    const deadline = durableDeadline(await journal.shows());
    world = await world.crash({ downMs });
    members = viewers.map((viewer) => world.join(viewer));
    assert.equal(world.shows.summary('demo')!.round?.id ?? 1, 1);
    if (before && deadline && deadline.phase === world.shows.summary('demo')!.round?.phase) {
      await settled();
      assert.equal(deadlineNow(world)?.endsAt, deadline.endsAt, 'the deadline is what it was');
    }
  }
  await until(world.clock.now() + plan.roundMs + 2000 * (crashes.length + 1));
  await settled();
  assert.deepEqual(world.errors, []);
  await check(journal, sent);
  return sent.filter(({ acknowledged }) => acknowledged).length;
}

function durableDeadline(shows: { core: unknown }[]): { phase: string; endsAt: number } | null {
  return (shows[0]!.core as { round: { phase: string; endsAt: number } | null }).round;
}

function deadlineNow(world: ShowWorld): { endsAt: number } | undefined {
  return world.json().round;
}

async function check(journal: Journal, sent: readonly Sent[]): Promise<void> {
  const receipts = (await journal.receipts('demo', 'round', 10)) as (RoundReceipt & { entries?: string[] })[];
  assert.equal(receipts.length, 1, 'the receipt exists exactly once');
  const [receipt] = receipts;
  assert.deepEqual([receipt!.round, receipt!.outcome, receipt!.missingShards], [1, 'settled', []]);
  const records = new Map((await journal.records('demo', 1)).map(({ viewer, record }) => [viewer, record as RoundRecord]));
  for (const { viewer, key, acknowledged } of sent) {
    if (acknowledged) assert.ok(`:${key}` in records.get(viewer)!.keys, `${viewer}'s acknowledged input ${key} is gone`);
  }
  assert.deepEqual(receipt!.result!.summary, summed(receipt!, records), 'the result is the sum of the records');
}

/** The summary with the parts that follow from the players' records alone put in their place. */
function summed(receipt: RoundReceipt, records: ReadonlyMap<string, RoundRecord>): unknown {
  const mine = [...records.values()].map((record) => record.mine as Record<string, number>);
  const summary = structuredClone(receipt.result!.summary);
  if (receipt.game === 'tap-race') {
    for (const [i, team] of (summary['teams'] as { taps: number; members: number }[]).entries()) {
      const ofTeam = mine.filter(({ team: of }) => of === i);
      team.taps = ofTeam.reduce((sum, { taps }) => sum + taps!, 0);
      team.members = ofTeam.length;
    }
  }
  if (receipt.game === 'lucky-draw') summary['count'] = mine.filter(({ entered }) => entered).length;
  if (receipt.game === 'quick-quiz') {
    summary['players'] = mine.length;
    const board = [...records].map(([viewer, record]) => ({
      viewer,
      name: record.name,
      points: (record.mine as { score: { points: number } }).score.points,
    }));
    summary['board'] = board
      .filter(({ points }) => points > 0)
      .toSorted((a, b) => b.points - a.points || (a.viewer < b.viewer ? -1 : 1));
  }
  return summary;
}

describe('crashes', function () {
  this.timeout(120_000);
  for (const plan of plans) {
    it(`[ROOM-70] ${plan.game}: a crash at every 100 ms of a round loses nothing that was acknowledged`, async () => {
      for (let atMs = 0; atMs <= plan.roundMs + 100; atMs += 100) {
        const acknowledged = await playAndCrash(plan, [{ atMs, downMs: atMs % 700 }]).catch((error: unknown) => {
          throw new Error(`crashed at ${atMs} ms`, { cause: error });
        });
        assert.ok(acknowledged > 0);
      }
    });

    it(`[ROOM-71] ${plan.game}: nor do several crashes, at any moments and for any time`, async () => {
      let acknowledged = 0;
      const crash = fc.record({
        gapMs: fc.integer({ min: 0, max: plan.roundMs / 2 }),
        downMs: fc.integer({ min: 0, max: 4000 }),
      });
      await fc.assert(
        fc.asyncProperty(fc.array(crash, { minLength: 1, maxLength: 4 }), async (gaps) => {
          let atMs = 0;
          const crashes = gaps.map(({ gapMs, downMs }) => ({ atMs: (atMs += gapMs), downMs }));
          acknowledged += await playAndCrash(plan, crashes);
        }),
        { numRuns: 60 },
      );
      assert.ok(acknowledged > 100);
    });
  }
});
