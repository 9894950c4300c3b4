/** The newest poll as this viewer has it now: the state, the moment, and their own vote, put together. */
import { useRef } from 'preact/hooks';
import { pollOf, pollPhase } from '../../kit/poll-now.ts';
import type { PollJson, PollPhase } from '../../kit/poll-now.ts';
import { isOnPage, seeContest } from '../../kit/seen-contest.ts';
import type { SeenContest } from '../../kit/seen-contest.ts';
import { momentOf, useWake } from '../../kit/use-wake.ts';
import { ownVotingOf } from '../contest/own-votes.ts';
import type { OwnVoting } from '../contest/own-votes.ts';
import type { Voter } from '../contest/voter.ts';
import { useViewer } from '../context.ts';

export interface PollNow {
  poll: PollJson;
  phase: PollPhase;
  mine: OwnVoting;
}

/** The result of a poll stays so long, ms. */
const lingerMs = 12_000;

/** Null when there is nothing to show. */
export function usePoll(voter: Voter): PollNow | null {
  const { connection } = useViewer();
  const { clock } = connection;
  const seen = useRef<SeenContest | null>(null);
  const poll = pollOf(connection.state.value);
  const moment = momentOf(clock);
  const phase = poll && pollPhase(poll, moment);
  seen.current = poll && seeContest(seen.current, { ...moment, id: poll.id, isOver: phase === 'closed' });
  useWake(clock, poll ? [poll.endsAt, (seen.current?.endedAt ?? 0) + lingerMs] : []);
  if (!poll || !phase || !seen.current || !isOnPage(seen.current, { now: moment.now, lingerMs })) return null;
  const voting = voter.votes.value[poll.id];
  return { poll, phase, mine: ownVotingOf(poll.id, { votesEach: 1, own: connection.own.value, voting }) };
}
