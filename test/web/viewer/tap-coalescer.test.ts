/** Taps and likes leave in few messages, and none is lost on the way. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { makeLikeBatch } from '../../../web/viewer/likes/like-batch.ts';
import { makeTapCoalescer, maxTapsPerMessage } from '../../../web/viewer/round/tap-coalescer.ts';
import { manualClock } from '../../support/manual-clock.ts';

describe('tap coalescer', () => {
  it('[PAGE-24] the first tap leaves at once, the next ones together a tenth of a second later', () => {
    const time = manualClock();
    const sent: number[] = [];
    const taps = makeTapCoalescer((count) => sent.push(count) > 0, time);
    taps.tap();
    assert.deepEqual(sent, [1]);
    taps.tap();
    taps.tap();
    time.advance(99);
    assert.deepEqual(sent, [1]);
    time.advance(1);
    assert.deepEqual(sent, [1, 2]);
    time.advance(500);
    taps.tap();
    assert.deepEqual(sent, [1, 2, 1]);
  });

  it('[PAGE-24] while the line is down taps wait, and leave in their messages when it is back', () => {
    const time = manualClock();
    const sent: number[] = [];
    let up = false;
    const taps = makeTapCoalescer((count) => up && sent.push(count) > 0, time);
    for (let i = 0; i < 25; i++) taps.tap();
    time.advance(2000);
    assert.deepEqual(sent, []);
    assert.equal(taps.pending(), 25);
    up = true;
    time.advance(1000);
    assert.deepEqual(sent, [20, 5]);
  });

  it('[PAGE-24] whatever the rhythm: at most ten messages in any second, at most twenty taps each, none lost', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 120 }), { minLength: 1, maxLength: 300 }), (gaps) => {
        const time = manualClock();
        const sent: { at: number; count: number }[] = [];
        const taps = makeTapCoalescer((count) => sent.push({ at: time.monotonic(), count }) > 0, time);
        for (const gap of gaps) {
          time.advance(gap);
          taps.tap();
        }
        time.advance(60_000);
        assert.equal(
          sent.reduce((sum, { count }) => sum + count, 0),
          gaps.length,
        );
        assert.equal(taps.pending(), 0);
        for (const [i, { at, count }] of sent.entries()) {
          assert.ok(count >= 1 && count <= maxTapsPerMessage);
          const within = sent.slice(i).filter((later) => later.at < at + 1000).length;
          assert.ok(within <= 10, `${within} messages within a second`);
        }
      }),
    );
  });

  it('[PAGE-24] what waits at the end of the phase is sent then, and nothing after the stop', () => {
    const time = manualClock();
    const sent: number[] = [];
    const taps = makeTapCoalescer((count) => sent.push(count) > 0, time);
    for (let i = 0; i < 5; i++) taps.tap();
    taps.flush();
    assert.deepEqual(sent, [1, 4]);
    taps.tap();
    taps.stop();
    time.advance(1000);
    assert.deepEqual(sent, [1, 4]);
  });
});

describe('like batch', () => {
  it('[PAGE-25] at most one message per half second carries all the hearts since the last one', () => {
    const time = manualClock();
    const sent: { at: number; count: number }[] = [];
    const batch = makeLikeBatch((count) => sent.push({ at: time.monotonic(), count }) > 0, time);
    for (let i = 0; i < 40; i++) {
      batch.like();
      time.advance(50);
    }
    time.advance(2000);
    assert.equal(
      sent.reduce((sum, { count }) => sum + count, 0),
      40,
    );
    for (const [i, { at }] of sent.entries()) if (i > 0) assert.ok(at - sent[i - 1]!.at >= 500);
    batch.like();
    assert.equal(sent.at(-1)?.at, time.monotonic(), 'after a rest the first leaves at once');
  });
});
