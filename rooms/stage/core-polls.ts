/** Polls in the pure core: what orders and counts make of the show's poll. */
import { closePoll, endPollNow, hearPollTally, newPoll, pollReceipt, pollWinner, votesOf } from '../../shared/poll/index.ts';
import type { Poll } from '../../shared/poll/index.ts';
import type { CommandArgs } from '../../shared/protocol/index.ts';
import { isRefusal } from '../../shared/protocol/index.ts';
import { no, refused, still, yes } from './core-replies.ts';
import type { CoreEvent, Effect, Step } from './core-events.ts';
import type { Core } from './core-state.ts';

export function openPoll({ poll }: Core): Poll | null {
  return poll?.poll.status === 'open' ? poll.poll : null;
}

export function startPoll(core: Core, args: CommandArgs<'poll.start'>, now: number): Step {
  if (core.status !== 'live') return no(core, 'show/not-live');
  if (openPoll(core)) return no(core, 'poll/running');
  const number = core.lastPoll + 1;
  const poll = newPoll({ id: `poll-${number}`, ...args, rehearsal: core.rehearsal !== null, now });
  if (isRefusal(poll)) return refused(core, poll);
  return yes({ ...core, lastPoll: number, poll: { poll, settled: false } }, { poll: poll.id });
}

/** Votes are not taken any more; what the shards have to say is still waited for. */
export function endPoll(core: Core, now: number): Step {
  const poll = openPoll(core);
  return poll ? yes(withPoll(core, endPollNow(poll, now))) : no(core, 'poll/none');
}

/** The show ends under it: as by order. With a rehearsal it goes at once, with what has been counted by now. */
export function stopPoll(core: Core, reason: 'show-ended' | 'rehearsal-ended', now: number): Step {
  const poll = openPoll(core);
  if (!poll) return still(core);
  if (poll.rehearsal) return closed(core, closePoll(poll, { now, reason, tally: poll.tally, missing: [] }));
  return still(withPoll(core, endPollNow(poll, now, reason)));
}

export function hearPoll(core: Core, { contest, tally }: Extract<CoreEvent, { kind: 'ballot' }>): Step {
  const poll = openPoll(core);
  return still(poll?.id === contest ? withPoll(core, hearPollTally(poll, tally)) : core);
}

/** All shards have spoken, but for the missing ones. */
export function settlePoll(core: Core, event: Extract<CoreEvent, { kind: 'ballot-end' }>, now: number): Step {
  const { contest, step, tally, missing } = event;
  const poll = openPoll(core);
  if (!poll || poll.id !== contest || poll.step !== step || now < poll.endsAt) return still(core);
  return closed(core, closePoll(poll, { now, reason: 'time', tally, missing }));
}

function withPoll(core: Core, poll: Poll): Core {
  return { ...core, poll: { poll, settled: poll.status === 'closed' } };
}

function closed(core: Core, poll: Poll): Step {
  const effects: Effect[] = [{ kind: 'contest-settled', receipt: pollReceipt(poll, core.show) }];
  if (!poll.rehearsal) {
    const data = { poll: poll.id, question: poll.question, votes: votesOf(poll), winner: pollWinner(poll) };
    effects.push({ kind: 'event', event: { type: 'poll.settled', at: poll.endedAt, data } });
  }
  return { core: withPoll(core, poll), effects };
}
