/** The clock that ends what has a deadline: at the deadline it asks for last words, and after a second it goes on without. */
import assert from 'node:assert/strict';
import { EndClock } from '../../../rooms/stage/end-clock.ts';
import type { Deadline } from '../../../rooms/stage/end-clock.ts';
import { manualClock } from '../../support/manual-clock.ts';
import { passTime } from '../../support/show-world.ts';

function stand() {
  const clock = manualClock();
  const here = {
    clock,
    deadline: { what: 'one', endsAt: clock.now() + 1000 } as Deadline | null,
    missing: [0, 1],
    /** When it was asked, and when and with whom missing it was ended: ms after the beginning. */
    pulled: [] as number[],
    ended: [] as [number, number[]][],
    declines: false,
    pass: (ms: number) => passTime(clock, ms),
  };
  const at = clock.now();
  const watch = new EndClock(clock, {
    deadline: () => here.deadline,
    missing: () => here.missing,
    pull: () => void here.pulled.push(clock.now() - at),
    end: (_deadline, missing) => {
      here.ended.push([clock.now() - at, [...missing]]);
      if (!here.declines) here.deadline = null;
    },
  });
  watch.arm();
  return Object.assign(here, { watch });
}

describe('the clock of ends', () => {
  it('[BATTLE-150] asks at the deadline and every 100 ms after, and goes on after a second without those missing', async () => {
    const here = stand();
    await here.pass(5000);
    assert.deepEqual(here.pulled, [1000, 1100, 1200, 1300, 1400, 1500, 1600, 1700, 1800, 1900, 2000]);
    assert.deepEqual(here.ended, [[2000, [0, 1]]]);
  });

  it('[BATTLE-150] ends at once when nobody is missing, by the timer or when somebody looks', async () => {
    const timed = stand();
    timed.missing = [];
    await timed.pass(5000);
    assert.deepEqual(timed.ended, [[1000, []]]);
    const looked = stand();
    await looked.pass(1230);
    looked.watch.check();
    looked.missing = [];
    looked.watch.check();
    assert.deepEqual(looked.ended, [[1230, []]]);
  });

  it('[BATTLE-151] whoever declines is asked again every 100 ms, not at once and not never', async () => {
    const here = stand();
    here.declines = true;
    await here.pass(2500);
    assert.deepEqual(
      here.ended.map(([atMs]) => atMs),
      [2000, 2100, 2200, 2300, 2400, 2500],
    );
    here.declines = false;
    await here.pass(5000);
    assert.equal(here.ended.length, 7);
  });

  it('[BATTLE-150] another deadline has a second of its own', async () => {
    const here = stand();
    await here.pass(1500);
    here.deadline = { what: 'two', endsAt: here.deadline!.endsAt + 800 };
    here.watch.arm();
    await here.pass(5000);
    assert.deepEqual(here.ended, [[2800, [0, 1]]]);
  });

  it('[BATTLE-152] rests when told to, whoever looks meanwhile, and not longer because it is told again', async () => {
    const here = stand();
    here.missing = [];
    await here.pass(999);
    here.watch.retry(250);
    await here.pass(100);
    here.watch.retry(250);
    here.watch.check();
    assert.deepEqual(here.ended, []);
    await here.pass(150);
    assert.deepEqual(here.ended, [[1249, []]]);
  });

  it('[BATTLE-152] stopped it ends nothing', async () => {
    const here = stand();
    here.watch.stop();
    await here.pass(5000);
    assert.deepEqual([here.pulled, here.ended], [[], []]);
  });
});
