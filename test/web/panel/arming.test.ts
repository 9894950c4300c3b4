/** Dangerous buttons, driven by a clock in the hand. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { armedMs, bounceMs, expired, msLeft, pressed, safe } from '../../../web/panel/control/arming.ts';

describe('arm, then fire', () => {
  it('[PAGE-49] the first press arms, the second within three seconds fires', () => {
    const first = pressed(safe, 'round.cancel', 1000);
    assert.equal(first.fire, false);
    const second = pressed(first.arming, 'round.cancel', 1000 + armedMs - 1);
    assert.equal(second.fire, true);
    assert.equal(second.arming.kind, 'safe', 'a third press has to arm again');
  });

  it('[PAGE-49] after three seconds it is safe again, and a press arms anew', () => {
    const { arming } = pressed(safe, 'show.end', 1000);
    assert.equal(msLeft(arming, 1000), armedMs);
    assert.equal(expired(arming, 1000 + armedMs).kind, 'safe');
    assert.equal(pressed(arming, 'show.end', 1000 + armedMs).fire, false);
  });

  it('[PAGE-50] a bounce of the first press does not fire', () => {
    const { arming } = pressed(safe, 'show.end', 1000);
    const bounce = pressed(arming, 'show.end', 1000 + bounceMs - 1);
    assert.equal(bounce.fire, false);
    assert.equal(pressed(bounce.arming, 'show.end', 1000 + bounceMs).fire, true);
  });

  it('[PAGE-50] arming one thing disarms the other', () => {
    const { arming } = pressed(safe, 'show.end', 1000);
    const other = pressed(arming, 'viewer.ban:kim', 1500);
    assert.equal(other.fire, false);
    assert.equal(pressed(other.arming, 'show.end', 2000).fire, false);
  });

  it('[PAGE-49] whatever is pressed when, a thing fires only on its own second press, in time and not bouncing', () => {
    const presses = fc.array(fc.record({ what: fc.constantFrom('a', 'b'), wait: fc.nat({ max: 4000 }) }));
    fc.assert(
      fc.property(presses, (steps) => {
        let now = 0;
        let arming = safe;
        let armedAt: { what: string; at: number } | null = null;
        for (const { what, wait } of steps) {
          now += wait;
          const result = pressed(arming, what, now);
          const sinceMs: number = armedAt?.what === what ? now - armedAt.at : -1;
          assert.equal(result.fire, sinceMs >= bounceMs && sinceMs < armedMs);
          if (result.fire) armedAt = null;
          else if (sinceMs < 0 || sinceMs >= armedMs) armedAt = { what, at: now };
          arming = result.arming;
        }
      }),
    );
  });
});
