/** How long another show has been silent, in time in which this process was running. */
import assert from 'node:assert/strict';
import { RivalSilence } from '../../../rooms/stage/rival-silence.ts';

describe('a rival’s silence', () => {
  it('[BATTLE-188] is counted between looks, and begins anew with every sign of life', () => {
    let nowMs = 5000;
    const silence = new RivalSilence({ monotonic: () => nowMs });
    for (let second = 1; second <= 9; second++) {
      nowMs += 1000;
      assert.equal(silence.lookMs(), second * 1000);
    }
    silence.heard();
    nowMs += 700;
    assert.equal(silence.lookMs(), 700);
  });

  it('[BATTLE-188] a process that stood still itself does not hold that time against the other', () => {
    let nowMs = 0;
    const silence = new RivalSilence({ monotonic: () => nowMs });
    nowMs += 60_000;
    assert.equal(silence.lookMs(), 2000);
    nowMs += 1000;
    assert.equal(silence.lookMs(), 3000);
  });
});
