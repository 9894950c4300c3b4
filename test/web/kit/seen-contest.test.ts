/** How long the end of a battle or poll stays on a page. */
import assert from 'node:assert/strict';
import { isOnPage, seeContest } from '../../../web/kit/seen-contest.ts';
import type { SeenContest } from '../../../web/kit/seen-contest.ts';

const see = (before: SeenContest | null, id: string, { isOver = false, now = 0, isSure = true } = {}): SeenContest =>
  seeContest(before, { id, isOver, now, isSure });
const lingerMs = 8000;

describe('the end of a battle or poll', () => {
  it('[PAGE-144] is shown for a while to whoever saw it end, and to nobody who came after', () => {
    const going = see(null, 'poll-1');
    assert.ok(isOnPage(going, { now: 99, lingerMs }));
    const ended = see(going, 'poll-1', { isOver: true, now: 1000 });
    assert.equal(see(ended, 'poll-1', { isOver: true, now: 5000 }), ended, 'what has ended has ended once');
    assert.ok(isOnPage(ended, { now: 8999, lingerMs }));
    assert.ok(!isOnPage(ended, { now: 9000, lingerMs }));
    const late = see(null, 'poll-1', { isOver: true, now: 1000 });
    assert.ok(!isOnPage(late, { now: 1000, lingerMs }));
  });

  it('[PAGE-144] is no news before the clock is trusted, nor when another one ended', () => {
    const unsure = see(see(null, 'poll-1', { isSure: false }), 'poll-1', { isOver: true, now: 5, isSure: false });
    assert.ok(!isOnPage(see(unsure, 'poll-1', { isOver: true, now: 6 }), { now: 6, lingerMs }));
    const other = see(see(null, 'poll-1'), 'poll-2', { isOver: true, now: 5 });
    assert.ok(!isOnPage(other, { now: 5, lingerMs }));
  });
});
