/** Where a poll stands at this very moment, and its choices as bars. */
import type { ToJSON } from '@colyseus/schema';
import type { PollState } from '../../shared/state/show-state.ts';
import { wholePercents } from './percents.ts';
import type { Moment } from './sale-now.ts';

export type PollJson = ToJSON<PollState>;

/** `counting`: no more votes are taken, and the result is not there yet. */
export type PollPhase = 'open' | 'counting' | 'closed';

/** It closes by the clock, without waiting for word; what the server says has closed has closed. */
export function pollPhase({ status, endsAt }: PollJson, { now, isSure }: Moment): PollPhase {
  if (status === 'closed') return 'closed';
  return isSure && endsAt > 0 && now >= endsAt ? 'counting' : 'open';
}

/** Whether votes are shown: as they come, or only once it is closed. */
export function showsVotes({ results }: PollJson, phase: PollPhase): boolean {
  return results !== 'end' || phase === 'closed';
}

export interface PollRow {
  id: string;
  text: string;
  votes: number;
  /** Of all votes, whole; the rows' add up to 100, or to 0 before the first vote. */
  percent: number;
  /** Whether it has as many votes as any, and at least one. */
  isTop: boolean;
}

export function pollRows({ choices }: PollJson): PollRow[] {
  const percents = wholePercents(choices.map(({ votes }) => votes));
  const most = Math.max(1, ...choices.map(({ votes }) => votes));
  return choices.map(({ id, text, votes }, i) => ({ id, text, votes, percent: percents[i] ?? 0, isTop: votes === most }));
}

export function pollTotal({ choices }: PollJson): number {
  return choices.reduce((sum, { votes }) => sum + votes, 0);
}

/** The choice that is alone in front; null at a tie, and without a vote. */
export function pollWinner(poll: PollJson): PollRow | null {
  const top = pollRows(poll).filter(({ isTop }) => isTop);
  return top.length === 1 ? top[0]! : null;
}

/** The newest poll that is meant for this audience: one of a rehearsal is for its time only. */
export function pollOf(show: { poll?: PollJson; rehearsal: boolean } | null): PollJson | null {
  const poll = show?.poll;
  return poll && poll.id !== '' && (show.rehearsal || !poll.rehearsal) ? poll : null;
}
