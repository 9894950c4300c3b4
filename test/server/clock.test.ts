/** The system clock's timers, and the hand-driven clock that tests use in its place. */
import assert from 'node:assert/strict';
import { systemClock } from '../../server/clock.ts';
import { manualClock } from '../support/manual-clock.ts';

describe('clock', () => {
  it('[OPS-1] a timer further off than 24 days does not fire at once', async () => {
    let fired = false;
    const cancel = systemClock.after(30 * 24 * 3600 * 1000, () => {
      fired = true;
    });
    await new Promise<void>((resolve) => void systemClock.after(5, resolve));
    cancel();
    assert.equal(fired, false);
  });

  it('[OPS-1] the function that `after` returns calls the timer off', async () => {
    const fired: string[] = [];
    const cancel = systemClock.after(1, () => fired.push('cancelled'));
    cancel();
    await new Promise<void>((resolve) => void systemClock.after(3, resolve));
    assert.deepEqual(fired, []);
  });

  it('[OPS-2] the manual clock fires timers in the order they fall due, each at its own moment', () => {
    const clock = manualClock(1000);
    const seen: [string, number, number][] = [];
    const note = (name: string) => () => void seen.push([name, clock.now(), clock.monotonic()]);
    clock.after(30, note('c'));
    clock.after(10, () => {
      note('a')();
      clock.after(5, note('nested'));
    });
    clock.after(10, note('b'));
    clock.after(99, note('later'));
    clock.advance(40);
    assert.deepEqual(seen, [
      ['a', 1010, 10],
      ['b', 1010, 10],
      ['nested', 1015, 15],
      ['c', 1030, 30],
    ]);
    assert.equal(clock.now(), 1040);
    assert.equal(clock.pending(), 1);
  });

  it('[OPS-2] a step of the wall clock moves neither timers nor monotonic time', () => {
    const clock = manualClock(1000);
    let fired = 0;
    clock.after(10, () => fired++);
    clock.stepWall(-500);
    assert.deepEqual([clock.now(), clock.monotonic(), fired], [500, 0, 0]);
    clock.advance(10);
    assert.deepEqual([clock.now(), fired], [510, 1]);
  });
});
