/** What a poll is: a question, two to five choices, one vote each. Plain data. */
import type { BallotTally, OptionId } from '../ballot/index.ts';
import type { ContestId } from '../ids.ts';

export interface Poll {
  /** `poll-<n>`. */
  id: ContestId;
  question: string;
  choices: readonly { id: OptionId; text: string }[];
  /** Whether everybody sees the votes as they come, or only at the end. */
  results: 'live' | 'end';
  rehearsal: boolean;
  status: 'open' | 'closed';
  /** Grows with every change of the end: final tallies name it. */
  step: number;
  startedAt: number;
  endsAt: number;
  tally: BallotTally;
  /** Shards whose last word did not arrive in time. */
  missing: readonly number[];
  /** How it ended, once closed: by its time, by command, with its show, or with its rehearsal. */
  reason: 'time' | 'closed' | 'show-ended' | 'rehearsal-ended' | null;
  endedAt: number;
}
