/** The newest snapshot of every shard: what is lost, late, repeated or from another time changes nothing. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { Tallies } from '../../../rooms/stage/tallies.ts';
import type { RoundCore } from '../../../rooms/stage/core-state.ts';
import type { Snapshot } from '../../../rooms/stage-wire.ts';
import { soundGame } from '../../support/broken-game.ts';

const epoch = 3;
const shards = 4;
const round = { id: 2, step: 1, settings: {}, game: 'sound', phase: 'open' } as RoundCore;
const merged = (tallies: Tallies, partial?: 'partial') => tallies.merged(round, soundGame, partial) as { pressed: number } | null;

function snapshot(shard: number, seq: number, changed: Partial<Snapshot> = {}): Snapshot {
  const tally = { pressed: seq, scored: 0 };
  const chat = { since: 0, last: 0, lines: [] };
  return {
    shard,
    seq,
    epoch,
    round: 2,
    step: 1,
    final: false,
    tally,
    heads: seq,
    likes: seq * 10,
    chat,
    ballots: [],
    ...changed,
  };
}

describe('the tallies of all shards', () => {
  it('[ROOM-78] the newest of each shard counts, in whatever order, how often, and with whatever losses they come', () => {
    const sent = fc.array(fc.record({ shard: fc.nat({ max: shards - 1 }), seq: fc.integer({ min: 1, max: 30 }) }), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(sent, (snapshots) => {
        const tallies = new Tallies(shards, epoch);
        const newest = new Map<number, number>();
        for (const { shard, seq } of snapshots) {
          assert.equal(tallies.take(snapshot(shard, seq)), seq > (newest.get(shard) ?? 0));
          newest.set(shard, Math.max(seq, newest.get(shard) ?? 0));
        }
        const sum = [...newest.values()].reduce((a, b) => a + b, 0);
        assert.equal(merged(tallies, 'partial')?.pressed ?? 0, sum);
        assert.deepEqual([tallies.heads(), tallies.likes()], [sum, sum * 10]);
      }),
    );
  });

  it('[ROOM-78] what comes from another stage’s time, or from no shard of this show, does not', () => {
    const tallies = new Tallies(shards, epoch);
    tallies.take(snapshot(0, 5));
    assert.equal(tallies.take(snapshot(0, 99, { epoch: epoch - 1 })), false);
    assert.equal(tallies.take(snapshot(0, 99, { epoch: epoch + 1 })), false);
    assert.equal(tallies.take(snapshot(-1, 99)), false);
    assert.equal(tallies.take(snapshot(shards, 99)), false);
    assert.equal(merged(tallies, 'partial')?.pressed, 5);
  });

  it('[ROOM-78] there is no sum until every shard has spoken of this round, so that nothing shown goes back', () => {
    const tallies = new Tallies(shards, epoch);
    for (let shard = 0; shard < shards; shard++) {
      assert.equal(merged(tallies), null);
      tallies.take(snapshot(shard, 1, { round: 1 }));
    }
    for (let shard = 0; shard < shards; shard++) {
      assert.equal(merged(tallies), null);
      assert.equal(merged(tallies, 'partial')?.pressed ?? 0, shard * 2);
      tallies.take(snapshot(shard, 2));
    }
    assert.equal(merged(tallies)?.pressed, shards * 2);
  });

  it('[ROOM-78] a shard’s last word is of this round and this phase, and is taken back by a newer one that is none', () => {
    const tallies = new Tallies(shards, epoch);
    for (const shard of [0, 1, 2, 3]) tallies.take(snapshot(shard, 1, { final: true }));
    assert.deepEqual(tallies.missingFinals(round), []);
    tallies.take(snapshot(0, 2, { final: true, step: 0 }));
    tallies.take(snapshot(1, 2, { final: true, round: 1 }));
    tallies.take(snapshot(2, 2));
    assert.deepEqual(tallies.missingFinals(round), [0, 1, 2]);
  });

  it('[ROOM-78] one shard that lost its part spoils the sum', () => {
    const tallies = new Tallies(shards, epoch);
    for (const shard of [0, 1, 2, 3]) tallies.take(snapshot(shard, 1));
    tallies.take(snapshot(2, 2, { tally: null, fault: 'it broke' }));
    assert.throws(() => merged(tallies), /shard 2: it broke/);
    assert.throws(() => merged(tallies, 'partial'), /shard 2: it broke/);
    assert.equal(tallies.merged({ ...round, id: 3 }, soundGame), null, 'only in that round');
  });
});
