/** Server time: what a stepped wall clock does to it. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { steadyTime } from '../../server/steady-time.ts';
import { manualClock } from '../support/manual-clock.ts';

const minute = 60_000;

function steady() {
  const clock = manualClock(1_000_000);
  return { clock, now: steadyTime({ wall: () => clock.now(), monotonic: () => clock.monotonic() }) };
}

describe('steady time', () => {
  it('[OPS-60] it is the wall clock as long as nobody steps that', () => {
    const { clock, now } = steady();
    for (let i = 0; i < 100; i++) {
      clock.advance(1234);
      assert.equal(now(), clock.now());
    }
  });

  for (const stepMs of [-3_600_000, -2000, 2000, 50_000]) {
    it(`[OPS-60] a wall clock that steps by ${stepMs} ms moves no deadline by more than a millisecond in ten seconds`, () => {
      const { clock, now } = steady();
      const before = now();
      clock.stepWall(stepMs);
      clock.advance(10_000);
      assert.ok(Math.abs(now() - before - 10_000) <= 1, String(now() - before));
    });
  }

  it('[OPS-60] a small step is followed in time', () => {
    const { clock, now } = steady();
    clock.stepWall(-500);
    for (let i = 0; i < 100; i++) {
      clock.advance(minute);
      now();
    }
    assert.ok(Math.abs(now() - clock.now()) <= 1);
  });

  it('[OPS-60] a machine that slept has the right time when it wakes', () => {
    const { clock, now } = steady();
    clock.stepWall(8 * 3_600_000);
    clock.advance(1);
    assert.equal(now(), clock.now());
  });

  it('[OPS-60] it never goes back, whatever the wall clock does', () => {
    const moves = fc.array(fc.record({ stepMs: fc.integer({ min: -1e7, max: 1e7 }), passMs: fc.nat(10_000) }));
    fc.assert(
      fc.property(moves, (all) => {
        const { clock, now } = steady();
        let last = now();
        for (const { stepMs, passMs } of all) {
          clock.stepWall(stepMs);
          clock.advance(passMs);
          const next = now();
          assert.ok(next >= last);
          last = next;
        }
      }),
    );
  });
});
