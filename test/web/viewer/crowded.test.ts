/** When a poll gives its room to something else. */
import assert from 'node:assert/strict';
import { isCrowded, isFighting, isPlaying } from '../../../web/viewer/contest/crowded.ts';
import { battleJson } from '../../support/web-contest.ts';

const roundIn = (phase: string) => ({ id: 1, game: 'tap-race', phase, startedAt: 0, endsAt: 1, rehearsal: false, prize: '' });

describe('a crowded page', () => {
  it('[PAGE-154] has a game that runs, or a battle that is about to start, is fought, or has its verdict shown', () => {
    for (const status of ['ready', 'running', 'overtime', 'verdict'])
      assert.ok(isFighting({ battle: battleJson({ status }) }), status);
    for (const status of ['inviting', 'over', 'rejected', 'expired', 'cancelled', 'forfeited'])
      assert.ok(!isFighting({ battle: battleJson({ status }) }), status);
    assert.ok(!isFighting({ battle: battleJson({ id: '' }) }));
    assert.ok(isPlaying({ round: roundIn('race') }));
    assert.ok(!isPlaying({ round: roundIn('over') }));
    assert.ok(isCrowded({ round: roundIn('soon') }));
    assert.ok(isCrowded({ battle: battleJson() }));
    assert.ok(!isCrowded({}));
    assert.ok(!isCrowded(null));
  });
});
