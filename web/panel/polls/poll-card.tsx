/** The poll on the live column: its votes as they stand, and the way to close it early. */
import { useRef } from 'preact/hooks';
import { Button } from '../../kit/button.tsx';
import { contestT, pollEndText } from '../../kit/contest-text.ts';
import { CountdownRing } from '../../kit/countdown.tsx';
import { pollOf, pollPhase, pollRows, pollTotal, showsVotes } from '../../kit/poll-now.ts';
import type { PollJson, PollPhase } from '../../kit/poll-now.ts';
import { formatScore } from '../../kit/score.ts';
import { momentOf, useWake } from '../../kit/use-wake.ts';
import { newestSince } from '../control/activity.ts';
import { obstacleTo } from '../control/legal.ts';
import { CommandOutcome } from '../studio/command-outcome.tsx';
import { useStudio } from '../studio/studio.ts';
import { t } from '../texts.ts';
import { ArmedButton } from '../ui/armed-button.tsx';
import { Card } from '../ui/card.tsx';
import { Icon } from '../ui/icons.tsx';
import { useSpokenTurn } from '../use-spoken-turn.ts';

/** An open poll stands above what is sold; one that is over, below. */
export function PollCard({ when }: { when: 'open' | 'over' }) {
  const { connection, desk } = useStudio();
  const poll = pollOf(desk.show.value);
  useWake(connection.clock, poll ? [poll.endsAt] : []);
  const phase = poll && pollPhase(poll, momentOf(connection.clock));
  const words = poll && phase ? `${t(`pollPhase.${phase}`)}. ${poll.question}` : '';
  useSpokenTurn(poll && phase ? `${poll.id} ${phase}` : '', when === 'open' ? words : '');
  if (!poll || !phase || (phase === 'closed') !== (when === 'over')) return null;
  return <Poll poll={poll} phase={phase} />;
}

function Poll({ poll, phase }: { poll: PollJson; phase: PollPhase }) {
  const { connection } = useStudio();
  const total = pollTotal(poll);
  const says = [
    showsVotes(poll, phase) ? contestT('poll.votes', { count: total, n: formatScore(total) }) : '',
    sentenceOf(poll, phase),
  ].filter(Boolean);
  return (
    <Card
      title={contestT('poll.name')}
      class={phase === 'closed' ? 'poll' : 'poll poll-open'}
      aside={
        <>
          {poll.rehearsal ? <span class="tag tag-warn">{t('rehearsal.badge')}</span> : null}
          <span class={`tag poll-phase-${phase}`} role="status">
            {t(`pollPhase.${phase}`)}
          </span>
        </>
      }
    >
      <div class="battle-head">
        <div class="battle-words">
          <p class="poll-question">
            <bdi>{poll.question}</bdi>
          </p>
          <p class="soft">{says.join(' · ')}</p>
        </div>
        {phase === 'open' ? <CountdownRing clock={connection.clock} startsAt={poll.startedAt} endsAt={poll.endsAt} /> : null}
      </div>
      <PollBars poll={poll} shown={showsVotes(poll, phase)} />
      {phase === 'closed' ? <Ended poll={poll} /> : <Close phase={phase} />}
    </Card>
  );
}

function sentenceOf(poll: PollJson, phase: PollPhase): string {
  if (phase === 'closed') return pollEndText(poll);
  if (phase === 'counting') return contestT('poll.counting');
  return showsVotes(poll, phase) ? '' : contestT('poll.atEnd');
}

/** Votes that are shown at the end are not even known here before. */
function PollBars({ poll, shown }: { poll: PollJson; shown: boolean }) {
  return (
    <ol class="poll-rows">
      {pollRows(poll).map(({ id, text, votes, percent, isTop }) => (
        <li key={id} class={isTop ? 'poll-row poll-row-top' : 'poll-row'}>
          <span class="poll-bar" style={{ inlineSize: `${percent}%` }} aria-hidden="true" />
          <bdi>{text}</bdi>
          {shown ? <span class="soft">{formatScore(votes)}</span> : null}
          {shown ? <strong>{percent}%</strong> : null}
        </li>
      ))}
    </ol>
  );
}

function Close({ phase }: { phase: PollPhase }) {
  const { desk } = useStudio();
  const came = useRef(performance.now());
  const obstacle = obstacleTo('poll.close', desk.situation.value);
  return (
    <div class="battle-buttons">
      <ArmedButton
        what="poll.close"
        command="poll.close"
        args={{}}
        obstacle={obstacle ?? (phase === 'counting' ? 'poll/none' : null)}
      >
        {t('poll.close')}
      </ArmedButton>
      <CommandOutcome entry={newestSince(desk.activity.value, ['poll.close'], came.current)} />
    </div>
  );
}

function Ended({ poll }: { poll: PollJson }) {
  const { choices, moves } = useStudio();
  const { id, question, endsAt, startedAt } = poll;
  return (
    <div class="battle-buttons">
      <Button
        onPress={() => {
          choices.receipt.value = id;
          choices.dialog.value = 'receipts';
        }}
      >
        <Icon name="list" />
        {t('receipts.open')}
      </Button>
      <Button
        onPress={() =>
          moves.preparePoll({
            question,
            choices: poll.choices.map((choice) => ({ id: choice.id, text: choice.text })),
            durationMs: endsAt - startedAt,
            results: poll.results === 'end' ? 'end' : 'live',
          })
        }
      >
        <Icon name="again" />
        {t('battle.again')}
      </Button>
    </div>
  );
}
