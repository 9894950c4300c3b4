/** The newest word of every shard on a contest: what is lost, late, repeated or from another time changes nothing. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { Ballots } from '../../../rooms/stage/ballots.ts';
import type { BallotSnapshot, Snapshot } from '../../../rooms/stage-wire.ts';
import { emptyTally, mergeTallies } from '../../../shared/ballot/index.ts';
import type { BallotTally } from '../../../shared/ballot/index.ts';

const epoch = 3;
const shards = 4;
const battle = 'demo.battle-1';
const poll = 'poll-1';

/** Something else with every `n`. */
function tallyOf(n: number): BallotTally {
  const tally = emptyTally();
  tally.points.votes = { red: { [n % 3]: n } };
  tally.votes = { red: n };
  tally.voters = n;
  return tally;
}

function word(n: number, changed: Partial<BallotSnapshot> = {}): BallotSnapshot {
  return { contest: battle, step: 2, final: false, tally: tallyOf(n), ...changed };
}

type Said = Pick<Snapshot, 'shard' | 'epoch' | 'seq' | 'ballots'>;

function snapshot(shard: number, seq: number, ballots: BallotSnapshot[] = [word(seq)]): Said {
  return { shard, epoch, seq, ballots };
}

describe('the ballots of all shards', () => {
  it('[BATTLE-140] the newest word of each shard on each contest counts, in whatever order, how often, and with whatever losses they come', () => {
    const said = fc.record({
      shard: fc.nat({ max: shards - 1 }),
      seq: fc.integer({ min: 1, max: 20 }),
      of: fc.subarray([battle, poll]),
    });
    // What a shard says under one number is always the same.
    const sent = fc
      .uniqueArray(said, { selector: ({ shard, seq }) => `${shard} ${seq}`, maxLength: 40 })
      .chain((all) => fc.array(fc.constantFrom(...(all.length > 0 ? all : [{ shard: 0, seq: 1, of: [] }])), { maxLength: 80 }));
    fc.assert(
      fc.property(sent, (snapshots) => {
        const ballots = new Ballots(shards, epoch);
        for (const { shard, seq, of } of snapshots) {
          const words = of.map((contest) => word(seq * (contest === poll ? 2 : 1), { contest }));
          ballots.take(snapshot(shard, seq, words));
        }
        for (const contest of [battle, poll]) {
          const newest = new Map<number, number>();
          for (const { shard, seq, of } of snapshots)
            if (of.includes(contest)) newest.set(shard, Math.max(seq, newest.get(shard) ?? 0));
          const tallies = [...newest.values()].map((seq) => tallyOf(seq * (contest === poll ? 2 : 1)));
          const sum = tallies.length > 0 ? tallies.reduce(mergeTallies) : null;
          assert.deepEqual(ballots.merged(contest, 'partial'), sum);
          assert.deepEqual(ballots.merged(contest), newest.size === shards ? sum : null);
        }
      }),
    );
  });

  it('[BATTLE-140] a snapshot is news once', () => {
    const ballots = new Ballots(shards, epoch);
    assert.deepEqual(
      [2, 2, 1, 3].map((seq) => ballots.take(snapshot(0, seq))),
      [true, false, false, true],
    );
    assert.equal(ballots.take(snapshot(0, 4, [])), false, 'nothing said');
  });

  it('[BATTLE-140] what comes from another stage’s time, or from no shard of this show, is no news', () => {
    const ballots = new Ballots(shards, epoch);
    for (const alien of [
      { ...snapshot(0, 9), epoch: epoch - 1 },
      { ...snapshot(0, 9), epoch: epoch + 1 },
      snapshot(shards, 9),
      snapshot(-1, 9),
    ])
      assert.equal(ballots.take(alien), false);
    assert.equal(ballots.merged(battle, 'partial'), null);
  });

  it('[BATTLE-141] there is no sum until every shard has spoken of the contest, so that no score shown goes back', () => {
    const ballots = new Ballots(shards, epoch);
    for (let shard = 0; shard < shards; shard++) {
      assert.equal(ballots.merged(battle), null);
      ballots.take(snapshot(shard, 5));
    }
    assert.equal(ballots.merged(battle)?.voters, 20);
    ballots.take(snapshot(1, 6, []));
    assert.equal(ballots.merged(battle)?.voters, 20, 'a shard that says nothing takes nothing back');
    assert.equal(ballots.merged(poll), null);
  });

  it('[BATTLE-141] a last word is of this contest and this step, whole, and taken back by a newer one that is none', () => {
    const ballots = new Ballots(shards, epoch);
    ballots.take(snapshot(0, 1, [word(1, { final: true })]));
    ballots.take(snapshot(1, 1, [word(1, { final: true, step: 1 })]));
    ballots.take(snapshot(2, 1, [word(1, { final: true, fault: 'lost its part' })]));
    ballots.take(snapshot(3, 1, [word(1, { final: true, contest: poll })]));
    assert.deepEqual(ballots.missingFinals(battle, 2), [1, 2, 3]);
    ballots.take(snapshot(0, 2, [word(2)]));
    assert.deepEqual(ballots.missingFinals(battle, 2), [0, 1, 2, 3]);
    assert.deepEqual(ballots.missingFinals('demo.battle-9', 2), [0, 1, 2, 3]);
  });

  it('[BATTLE-141] what a shard had that lost its part still counts', () => {
    const ballots = new Ballots(1, epoch);
    ballots.take(snapshot(0, 1, [word(7, { fault: 'lost its part' })]));
    assert.equal(ballots.merged(battle)?.voters, 7);
  });

  it('[BATTLE-141] contests that are no business of the show any more are forgotten', () => {
    const ballots = new Ballots(1, epoch);
    ballots.take(snapshot(0, 1, [word(1), word(2, { contest: poll })]));
    ballots.keep(new Set([poll]));
    assert.deepEqual([ballots.merged(battle), ballots.merged(poll)?.voters], [null, 2]);
  });
});
