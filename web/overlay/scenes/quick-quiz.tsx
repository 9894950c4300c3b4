/** Quick quiz on air: the question, the reveal with what everybody chose, and the final board. */

import { Shape } from '../../kit/shape.tsx';
import { formatNumber, t } from '../texts.ts';
import { Ranks } from './ranks.tsx';
import { TitleBar } from './title-bar.tsx';
import type { QuickQuizView, QuizCue, SceneProps } from './types.ts';

export function QuickQuiz({ scene, view, cue, clock }: SceneProps<QuickQuizView, QuizCue>) {
  if (scene.phase === 'board') {
    return (
      <>
        <TitleBar title={t('quiz.board')} clock={clock} startsAt={scene.startedAt} endsAt={0} />
        <Ranks rows={view.top.slice(0, 5)} />
      </>
    );
  }
  return (
    <>
      <TitleBar
        title={cue?.text ?? ''}
        under={<Standing view={view} phase={scene.phase} />}
        clock={clock}
        startsAt={scene.startedAt}
        endsAt={scene.phase === 'question' ? scene.endsAt : 0}
      />
      {cue ? <Options cue={cue} histogram={view.histogram} /> : null}
    </>
  );
}

function Standing({ view, phase }: { view: QuickQuizView; phase: string }) {
  const parts = [
    t('quiz.question', { at: view.question, of: view.total }),
    phase === 'locked' ? t('quiz.locked') : t('quiz.answered', { count: view.answered, shown: formatNumber(view.answered) }),
    ...(view.elimination && view.players > 0 ? [t('quiz.alive', { count: view.alive, shown: formatNumber(view.alive) })] : []),
  ];
  return <>{parts.join('  ·  ')}</>;
}

function Options({ cue, histogram }: { cue: QuizCue; histogram: readonly number[] }) {
  const all = histogram.reduce((sum, count) => sum + count, 0);
  return (
    <ol class="options" data-revealed={cue.answer !== undefined}>
      {cue.options.map((option, i) => {
        const percent = all === 0 ? 0 : Math.round(((histogram[i] ?? 0) / all) * 100);
        const right = cue.answer === i;
        return (
          <li key={i} class={`option team-${i}`} data-right={right}>
            <span class="option-fill" style={{ inlineSize: `${percent}%` }} />
            <Shape index={i} />
            <bdi class="option-text">{option}</bdi>
            {right ? <span class="option-right">✓</span> : null}
            {all > 0 ? <b class="option-percent">{percent}%</b> : null}
          </li>
        );
      })}
    </ol>
  );
}
