/** Recomputes a poll from its receipt. On purpose it shares no arithmetic with what made the receipt. */
import { findingsOf, judge } from '../ballot/judge.ts';
import type { Check, Finding } from '../ballot/judge.ts';
import type { PollReceipt } from './receipt.ts';

/** What does not fit; empty when everything does. */
export function checkPollReceipt(receipt: PollReceipt): Finding[] {
  return findingsOf(pollChecks(receipt));
}

/** Everything that is looked at. */
export function pollChecks({ choices, counted, result, startedAt, endsAt, endedAt }: PollReceipt): Check[] {
  const { check, equal, checks } = judge();
  const ids = choices.map(({ id }) => id);
  const known = Object.entries(counted.options);
  const votes = Object.fromEntries(ids.map((id) => [id, counted.options[id]?.votes ?? 0]));
  const sum = Object.values(votes).reduce((all, some) => all + some, 0);
  const best = Math.max(...Object.values(votes));
  const first = ids.filter((id) => votes[id] === best);
  equal('two to five different choices', ids.length >= 2 && ids.length <= 5 && new Set(ids).size === ids.length, true);
  equal('votes are for the choices alone', known.map(([id]) => id).toSorted(), ids.toSorted());
  equal('every voter has one vote', sum, counted.voters);
  for (const [id, { votes: cast, points, supporters }] of known) {
    equal(`the votes for ${id} are its only points`, points, { votes: cast > 0 ? { 0: cast } : {}, likes: {}, gifts: {} });
    equal(`nobody gave ${id} gifts`, supporters, []);
  }
  equal('the votes of the result are those that were counted', result.votes, votes);
  equal('the choice alone in front has won', result.winner, best > 0 && first.length === 1 ? first[0] : null);
  check('the times are in order', startedAt <= endsAt && endsAt <= endedAt ? null : 'it did not start before it ended');
  return checks;
}
