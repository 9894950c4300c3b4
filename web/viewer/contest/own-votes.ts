/** What a viewer has of a battle or poll: votes that are left, votes on their way, and what they voted for last. */
import type { OwnMessage } from '../../../shared/protocol/messages.ts';
import type { Voting } from './voter.ts';

export interface OwnVoting {
  /** By what the server has counted. */
  left: number;
  /** Of those, not on their way yet: so many can still be cast. */
  free: number;
  /** What was counted last was for this; null before the first vote. */
  last: string | null;
  /** On their way, by option. */
  sending: Readonly<Record<string, number>>;
  refusal: Voting['refusal'];
}

/** Votes only get fewer, so of two words about them the smaller is the newer one. */
export function ownVotingOf(
  contest: string,
  { votesEach, own, voting }: { votesEach: number; own: Pick<OwnMessage, 'votesLeft'> | null; voting: Voting | undefined },
): OwnVoting {
  const told = own?.votesLeft.find((one) => one.contest === contest);
  const counted = voting?.counted;
  const left = Math.max(0, Math.min(told?.left ?? votesEach, counted?.left ?? votesEach));
  const sending = voting?.sending ?? {};
  const onTheirWay = Object.values(sending).reduce((sum, count) => sum + count, 0);
  const answerIsNewer = counted && counted.left <= (told?.left ?? votesEach);
  const last = answerIsNewer ? counted.option : (told?.last ?? null);
  return { left, free: Math.max(0, left - onTheirWay), last, sending, refusal: voting?.refusal ?? null };
}

/** How many votes one press may cast: one, a handful, or all that are left; one alone is no choice. */
export function stepsOf(votesEach: number): readonly ('one' | 'some' | 'all')[] {
  if (votesEach < 4) return ['one'];
  return votesEach < 20 ? ['one', 'all'] : ['one', 'some', 'all'];
}

export const someVotes = 10;
