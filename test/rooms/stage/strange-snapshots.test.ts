/** Snapshots that no shard in its right mind would send: the stage goes on, and counts what it can. */
import assert from 'node:assert/strict';
import type { BallotTally } from '../../../shared/ballot/index.ts';
import { createMemoryWire } from '../../../server/memory/wire.ts';
import { showWorld } from '../../support/show-world.ts';
import { battleReceipt, beginBattle, home, scores, vote } from '../../support/stage-contests.ts';
import { tappedWire } from '../../support/tapped-wire.ts';

describe('a stage whose shard sends nonsense of a battle', () => {
  it('[BATTLE-277] goes on with everything else, says what failed, and counts again once that shard is in its right mind', async () => {
    let isMad = false;
    const wire = () =>
      tappedWire(createMemoryWire(), {
        snapshot: (snapshot, deliver) => {
          if (isMad && snapshot.shard === 0) for (const said of snapshot.ballots) said.tally = {} as BallotTally;
          deliver();
        },
      });
    const world = await showWorld({ wire });
    await beginBattle(world);
    const [ann, bob] = [world.join(home(0)), world.join(home(1))];
    await vote(world, ann, 'red', 2);
    await world.pass(200);
    assert.deepEqual(scores(world), { red: 2, blue: 0 });
    isMad = true;
    await vote(world, ann, 'red', 1);
    await vote(world, bob, 'blue', 1);
    await world.pass(200);
    assert.deepEqual(scores(world), { red: 2, blue: 0 });
    assert.ok(world.errors.length > 0);
    assert.deepEqual(await world.command('chat.pin', { line: null }), { ok: true });
    isMad = false;
    await vote(world, ann, 'red', 1);
    await world.pass(200);
    assert.deepEqual(scores(world), { red: 4, blue: 1 });
    await world.pass(20_000);
    assert.deepEqual((await battleReceipt(world))?.result.scores, { red: 4, blue: 1 });
  });
});
