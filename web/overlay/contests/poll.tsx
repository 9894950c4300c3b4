/** A poll on air: the question, its choices as bars, and the result. */
import { pollRows, pollTotal, pollWinner, showsVotes } from '../../kit/poll-now.ts';
import type { ShowClock } from '../../kit/clock.ts';
import { Shape } from '../../kit/shape.tsx';
import type { PollScene } from './contest-scene.ts';
import { formatNumber, t } from '../texts.ts';
import { TitleBar } from '../scenes/title-bar.tsx';

export function Poll({ scene: { poll, phase }, clock }: { scene: PollScene; clock: ShowClock }) {
  const shows = showsVotes(poll, phase);
  const total = pollTotal(poll);
  const winner = phase === 'closed' ? pollWinner(poll) : null;
  const votes = t('poll.votes', { count: total, shown: formatNumber(total) });
  return (
    <>
      <TitleBar
        title={<bdi>{poll.question}</bdi>}
        under={phase === 'counting' ? t('battle.counting') : shows ? votes : t('poll.atEnd')}
        clock={clock}
        startsAt={poll.startedAt}
        endsAt={phase === 'open' ? poll.endsAt : 0}
      />
      <ol class={poll.choices.length > 3 ? 'choices choices-many' : 'choices'}>
        {pollRows(poll).map(({ id, text, percent }, i) => (
          <li key={id} class={`choice team-${i % 4}`} data-wins={winner?.id === id}>
            {shows ? <span class="choice-fill" style={{ inlineSize: `${percent}%` }} /> : null}
            <Shape index={i} />
            <bdi class="choice-text">{text}</bdi>
            {shows ? <b>{percent}%</b> : null}
          </li>
        ))}
      </ol>
    </>
  );
}
