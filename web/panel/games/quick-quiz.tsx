/** Quick quiz: the question as viewers see it, how many answered, and what they chose once it is revealed. */
import { formatNumber } from '../../kit/i18n.ts';
import { t } from '../texts.ts';
import { Board } from '../ui/board.tsx';
import { Facts } from '../ui/facts.tsx';
import type { LiveProps, QuickQuizView, QuizCue } from './types.ts';

export function QuickQuiz({ view, cue }: LiveProps<QuickQuizView, QuizCue>) {
  const most = Math.max(1, ...view.histogram);
  return (
    <div class="live">
      <Facts
        facts={[
          [t('quiz.question'), `${view.question} / ${view.total}`],
          [t('quiz.players'), formatNumber(view.players)],
          [t('quiz.answered'), formatNumber(view.answered)],
          ...(view.elimination ? [[t('quiz.alive'), formatNumber(view.alive)] as const] : []),
        ]}
      />
      {cue ? (
        <div class="question">
          <p class="question-text">{cue.text}</p>
          <ol class="bars">
            {cue.options.map((option, i) => {
              const chosen = view.histogram[i] ?? 0;
              const right = cue.answer === i;
              return (
                <li key={i} class={`bar team-${i}${right ? ' bar-best' : ''}`}>
                  <span class="bar-name">
                    <span class="letter">{'ABCD'[i]}</span>
                    <bdi>{option}</bdi>
                    {right ? <span class="tag tag-ok">{t('quiz.right')}</span> : null}
                  </span>
                  {view.histogram.length > 0 ? (
                    <>
                      <span class="bar-track" aria-hidden="true">
                        <span class="bar-fill" style={{ inlineSize: `${(chosen / most) * 100}%` }} />
                      </span>
                      <span class="bar-value">{formatNumber(chosen)}</span>
                    </>
                  ) : null}
                </li>
              );
            })}
          </ol>
        </div>
      ) : null}
      <Board title={t('quiz.top')} rows={view.top} />
    </div>
  );
}
