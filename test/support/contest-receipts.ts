/** Receipts of a battle and a poll that were really played through, by the rules alone. */
import assert from 'node:assert/strict';
import { advanceBattle, battleReceipt, closePeriod, hearTally, newBattle } from '../../shared/battle/index.ts';
import type { BattleReceipt, BattleSide } from '../../shared/battle/index.ts';
import { emptyTally } from '../../shared/ballot/index.ts';
import { closePoll, newPoll, pollReceipt } from '../../shared/poll/index.ts';
import type { PollReceipt } from '../../shared/poll/index.ts';
import { battleRules, isRefusal } from '../../shared/protocol/index.ts';

const now = 1_700_000_000_000;
const sides: BattleSide[] = ['left', 'right'].map((id) => ({ id, name: id, show: 'demo', streak: 0 }));

/** `demo.battle-<n>`: the left side won by 3 votes and the gifts of two viewers of one name, `secret-id-0` and `secret-id-1`. */
export function settledBattle(n: number): BattleReceipt {
  const rules = battleRules.parse({ durationMs: 10_000, prepareMs: 0, critical: null, overtimes: 0, giftGraceMs: 0 });
  const fresh = newBattle({ id: `demo.battle-${n}`, rules, sides, referee: 'demo', rehearsal: false, status: 'ready', now });
  assert.ok(!isRefusal(fresh));
  const tally = emptyTally();
  tally.voters = 2;
  tally.votes = { left: 3, right: 1 };
  tally.points = { votes: { left: { 0: 3 }, right: { 4: 1 } }, likes: {}, gifts: { left: { 2: 42 } } };
  const [first, second] = [30, 12].map((score, i) => ({ viewer: `secret-id-${i}`, name: '小明', score }));
  tally.top = { left: [first!, second!] };
  const heard = hearTally(advanceBattle(fresh, now), 'demo', tally);
  const closed = closePeriod(heard, now + 10_000, []);
  return battleReceipt(advanceBattle(closed, now + 10_000));
}

/** `poll-<n>`: one vote, for `b`. */
export function settledPoll(n: number): PollReceipt {
  const choices = [{ text: 'Red' }, { text: 'Blue' }];
  const poll = newPoll({
    id: `poll-${n}`,
    question: 'Which?',
    choices,
    durationMs: 10_000,
    results: 'live',
    rehearsal: false,
    now,
  });
  assert.ok(!isRefusal(poll));
  const tally = { ...emptyTally(), voters: 1, votes: { b: 1 }, points: { votes: { b: { 0: 1 } }, likes: {}, gifts: {} } };
  return pollReceipt(closePoll(poll, { now: now + 10_000, reason: 'time', tally, missing: [] }), 'demo');
}
