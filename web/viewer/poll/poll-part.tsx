/** The poll on the page, and its voice. */
import { useEffect, useRef } from 'preact/hooks';
import { announcer } from '../../kit/announcer.ts';
import { pollEndText } from '../../kit/contest-text.ts';
import { votesT } from '../contest/texts.ts';
import { useVoter } from '../contest/use-voter.ts';
import { useViewer } from '../context.ts';
import { KeptFocus } from '../sale/kept-focus.tsx';
import { PollCard } from './poll-card.tsx';
import { usePoll } from './use-poll.ts';
import type { PollNow } from './use-poll.ts';
import './poll.css';

export function PollPart() {
  const voter = useVoter((poll, { option, key }) => ({ poll, choice: option, key }));
  const now = usePoll(voter);
  usePollVoice(now);
  if (!now) return null;
  return (
    <KeptFocus class="poll-place">
      <PollCard key={now.poll.id} now={now} onVote={(choice) => voter.vote(now.poll.id, { option: choice, count: 1 })} />
    </KeptFocus>
  );
}

/** Tells that there is a poll, and its result. */
function usePollVoice(given: PollNow | null): void {
  const isSure = useViewer().connection.clock.ready.value;
  const told = useRef('');
  const isClosed = given?.phase === 'closed';
  const news = given && `${given.poll.id} ${isClosed}`;
  useEffect(() => {
    if (!isSure || !given || told.current === news) return;
    told.current = news ?? '';
    announcer.say(isClosed ? pollEndText(given.poll) : votesT('spoken.poll', { question: given.poll.question }));
  }, [news, isSure]);
}
