/** What the synced state shows of a poll: its votes as they come, or only once it is closed. */
import type { ToJSON } from '@colyseus/schema';
import { votesOf } from '../../shared/poll/index.ts';
import type { Poll } from '../../shared/poll/index.ts';
import { PollState, assignView } from '../../shared/state/index.ts';
import type { ShowState } from '../../shared/state/index.ts';
import type { Core } from './core-state.ts';

/** Shows the newest poll. */
export function projectPoll(core: Core, state: ShowState): void {
  if (!core.poll) return blankPoll(state);
  const { poll } = core.poll;
  // A new poll gets a new object: of rows that were taken away a whole state says nothing.
  if (state.poll?.id !== poll.id) state.poll = new PollState();
  assignView(state.poll, rowOf(poll));
}

/** Takes away what a rehearsal showed. The field stays set: a whole state does not mention unset fields. */
function blankPoll(state: ShowState): void {
  if (!state.poll || state.poll.id === '') return;
  state.poll = new PollState();
  const times = { startedAt: 0, endsAt: 0 };
  assignView(state.poll, { id: '', question: '', choices: [], ...times, status: 'closed', results: 'live', rehearsal: false });
}

function rowOf(poll: Poll): ToJSON<PollState> {
  const { id, question, startedAt, endsAt, status, results, rehearsal } = poll;
  const votes = results === 'live' || status === 'closed' ? votesOf(poll) : {};
  const choices = poll.choices.map((choice) => ({ ...choice, votes: votes[choice.id] ?? 0 }));
  return { id, question, choices, startedAt, endsAt, status, results, rehearsal };
}
