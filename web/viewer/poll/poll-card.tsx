/** The poll card: the question, and each choice as a button with its bar. Beside a game or battle it is folded until it is wanted. */
import { useId, useState } from 'preact/hooks';
import { Countdown } from '../../kit/countdown.tsx';
import { contestT, pollEndText } from '../../kit/contest-text.ts';
import { formatNumber } from '../../kit/i18n.ts';
import { pollRows, pollTotal, showsVotes } from '../../kit/poll-now.ts';
import type { PollRow } from '../../kit/poll-now.ts';
import { refusalText } from '../../kit/refusal-text.ts';
import { votesT } from '../contest/texts.ts';
import { useViewer } from '../context.ts';
import { CheckIcon } from '../parts/icons.tsx';
import { useFresh } from '../sale/use-fresh.ts';
import { t } from '../texts.ts';
import { isCrowded } from '../contest/crowded.ts';
import type { PollNow } from './use-poll.ts';

export function PollCard({ now, onVote }: { now: PollNow; onVote: (choice: string) => void }) {
  const { poll, phase, mine } = now;
  const { connection, line } = useViewer();
  const [wish, setWish] = useState<boolean | null>(null);
  const fresh = useFresh(poll.id);
  const body = useId();
  const crowded = isCrowded(connection.state.value);
  const isOpen = !crowded || (wish ?? false);
  const isCounted = showsVotes(poll, phase);
  const isWaiting = line.value !== 'up' && Object.keys(mine.sending).length > 0;
  return (
    <section class="poll glass" aria-labelledby="poll-title" data-poll={poll.id} data-phase={phase} {...fresh}>
      <header class="poll-head">
        <div class="poll-words">
          <p class="poll-kind">
            {contestT('poll.name')}
            {poll.rehearsal && <span class="badge badge-rehearsal">{t('rehearsal')}</span>}
            <span class="poll-standing">
              <Standing now={now} />
            </span>
          </p>
          <h2 id="poll-title" title={poll.question}>
            <bdi>{poll.question}</bdi>
          </h2>
        </div>
        {crowded && (
          <button
            type="button"
            class={mine.last === null && phase === 'open' ? 'poll-fold poll-fold-wanted' : 'poll-fold'}
            aria-expanded={isOpen}
            aria-controls={body}
            onClick={() => setWish(!isOpen)}
          >
            {foldText(now, isOpen)}
          </button>
        )}
      </header>
      <div class="poll-body" id={body} hidden={!isOpen}>
        <ul class="poll-choices" aria-label={votesT('poll.choose')}>
          {pollRows(poll).map((row) => (
            <Choice key={row.id} row={row} now={now} isCounted={isCounted} onVote={() => onVote(row.id)} />
          ))}
        </ul>
        <p class="poll-problem" role="status">
          {mine.refusal ? refusalText(mine.refusal) : isWaiting ? votesT('vote.slow') : ''}
        </p>
        <p class="visually-hidden" role="status">
          {mine.last === null ? '' : votesT('poll.once')}
        </p>
        <p class="poll-note">{noteText(now, isCounted)}</p>
      </div>
    </section>
  );
}

/** The clock while it is open, then how far it is. */
function Standing({ now: { poll, phase } }: { now: PollNow }) {
  const { clock } = useViewer().connection;
  if (phase === 'open') return <Countdown clock={clock} endsAt={poll.endsAt} />;
  return <>{contestT(phase === 'closed' ? 'poll.closed' : 'poll.counting')}</>;
}

interface ChoiceProps {
  row: PollRow;
  now: PollNow;
  isCounted: boolean;
  onVote: () => void;
}

function Choice({ row, now: { phase, mine }, isCounted, onVote }: ChoiceProps) {
  const isMine = mine.last === row.id;
  const isSending = (mine.sending[row.id] ?? 0) > 0;
  const canVote = phase === 'open' && mine.free > 0;
  return (
    <li>
      <button
        type="button"
        class="poll-choice"
        data-top={isCounted && row.isTop}
        aria-pressed={isMine}
        aria-busy={isSending}
        aria-disabled={!canVote}
        onClick={() => canVote && onVote()}
      >
        {isCounted && <span class="poll-fill" style={{ inlineSize: `${row.percent}%` }} aria-hidden="true" />}
        <span class="poll-text">
          <bdi>{row.text}</bdi>
          {isMine && (
            <small>
              <CheckIcon /> {votesT('poll.yours')}
            </small>
          )}
          {isSending && <small class="poll-sending">{votesT('poll.sending')}</small>}
        </span>
        {isCounted && <b class="poll-percent">{row.percent}%</b>}
      </button>
    </li>
  );
}

function foldText({ phase, mine }: PollNow, isOpen: boolean): string {
  if (isOpen) return votesT('poll.hide');
  return votesT(phase === 'open' && mine.last === null ? 'poll.voteNow' : 'poll.show');
}

function noteText({ poll, phase }: PollNow, isCounted: boolean): string {
  if (!isCounted) return contestT('poll.atEnd');
  const total = pollTotal(poll);
  const votes = contestT('poll.votes', { count: total, n: formatNumber(total) });
  return phase === 'closed' ? `${pollEndText(poll)} ${votes}` : votes;
}
