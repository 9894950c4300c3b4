/** The life of a poll: open, then closed. */
import { emptyTally } from '../ballot/index.ts';
import type { Ballot, BallotTally, OptionId } from '../ballot/index.ts';
import { refuse } from '../protocol/errors.ts';
import type { Refusal } from '../protocol/errors.ts';
import type { ContestId } from '../ids.ts';
import type { Poll } from './terms.ts';

export interface PollPlan {
  id: ContestId;
  question: string;
  /** A choice without an id gets a letter. */
  choices: readonly { id?: OptionId | undefined; text: string }[];
  durationMs: number;
  results: Poll['results'];
  rehearsal: boolean;
  now: number;
}

export function newPoll({ id, question, choices, durationMs, results, rehearsal, now }: PollPlan): Poll | Refusal {
  const named = choices.map((choice, i) => ({ id: choice.id ?? 'abcde'.charAt(i), text: choice.text }));
  const isBad =
    named.length < 2 ||
    named.length > 5 ||
    new Set(named.map((choice) => choice.id)).size < named.length ||
    new Set(named.map((choice) => choice.text)).size < named.length ||
    // Tallies are plain objects by choice: `constructor` is taken in each of them.
    named.some((choice) => choice.id in {});
  if (isBad) return refuse('poll/bad-choices');
  return {
    id,
    question,
    choices: named,
    results,
    rehearsal,
    status: 'open',
    step: 1,
    startedAt: now,
    endsAt: now + durationMs,
    tally: emptyTally(),
    missing: [],
    reason: null,
    endedAt: 0,
  };
}

/** One slice, one vote each. */
export function pollBallot({ id, choices, startedAt, endsAt }: Poll): Ballot {
  return {
    id,
    options: choices.map((choice) => choice.id),
    votesPerViewer: 1,
    likesPerViewer: 0,
    weights: [],
    sliceMs: 0,
    periods: [{ startsAt: startedAt, endsAt, slice: 0 }],
    home: null,
  };
}

/** What has been counted so far, whole. After the close nothing is heard any more. */
export function hearPollTally(poll: Poll, tally: BallotTally): Poll {
  return poll.status === 'open' ? { ...poll, tally } : poll;
}

/** Its end is now; what shards have to say is still waited for. */
export function endPollNow(poll: Poll, now: number, reason: NonNullable<Poll['reason']> = 'closed'): Poll {
  if (poll.status === 'closed' || now >= poll.endsAt) return poll;
  return { ...poll, endsAt: Math.max(poll.startedAt, now), step: poll.step + 1, reason };
}

/** All has been heard but for `missing`. A reason that is known already stays. */
export function closePoll(
  poll: Poll,
  end: { now: number; reason: NonNullable<Poll['reason']>; tally: BallotTally; missing: readonly number[] },
): Poll {
  if (poll.status === 'closed') return poll;
  const { now, reason, tally, missing } = end;
  return {
    ...poll,
    tally,
    missing,
    status: 'closed',
    step: poll.step + 1,
    endsAt: Math.min(poll.endsAt, now),
    reason: poll.reason ?? reason,
    endedAt: now,
  };
}
