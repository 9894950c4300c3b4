/** The beat of a battle between two shows: while there is something to tell, it is told every second. */
import assert from 'node:assert/strict';
import type { BattleNote } from '../../../rooms/battle-wire.ts';
import type { CoreHolder } from '../../../rooms/stage/core-holder.ts';
import { RivalLink } from '../../../rooms/stage/rival-link.ts';
import { Serial } from '../../../rooms/stage/serial.ts';
import { invited } from '../../support/duel-pair.ts';
import { manualClock } from '../../support/manual-clock.ts';
import { passTime } from '../../support/show-world.ts';

describe('the beat between two shows', () => {
  it('[BATTLE-276] goes on though timers are early, and the second passes between two looks at the clock', async () => {
    const inner = manualClock(invited().day.now);
    // A look takes a moment, and a timer may be early by one.
    let tookMs = 0;
    const clock = {
      now: () => inner.now(),
      monotonic: () => inner.monotonic() + (tookMs += 0.2),
      after: (ms: number, act: () => void) => inner.after(Math.max(0, ms - 0.3), act),
    };
    const told: BattleNote[] = [];
    const link = { tell: (_to: string, note: BattleNote) => void told.push(note), reaches: () => true, close: () => {} };
    const quiet = { info: () => {}, warn: () => {}, error: () => {} };
    const metrics = { count: () => {}, set: () => {}, observe: () => {} };
    const rival = new RivalLink(
      { clock, battles: { join: () => link }, log: quiet, metrics },
      {
        holder: { core: invited().day.core } as unknown as CoreHolder,
        serial: new Serial(() => {}),
        gifts: { isFinal: () => true, tally: () => null },
        touch: () => {},
      },
    );
    rival.begin();
    for (let second = 1; second <= 20; second++) {
      const before = told.length;
      await passTime(inner, 1050);
      assert.ok(told.length > before, `nothing was told in second ${second}`);
    }
    rival.stop();
  });
});
