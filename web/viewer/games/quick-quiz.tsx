/** Quick quiz: the question, the answers as big buttons, the reveal with everybody's choices, and the board. */
import { useEffect, useState } from 'preact/hooks';
import type { quickQuiz } from '../../../shared/games/quick-quiz.ts';
import { isRefusal } from '../../../shared/protocol/errors.ts';
import { announcer } from '../../kit/announcer.ts';
import { formatNumber } from '../../kit/i18n.ts';
import { refusalText } from '../../kit/refusal-text.ts';
import { CheckIcon, CrossIcon, FlameIcon, LockIcon } from '../parts/icons.tsx';
import { Shape } from '../../kit/shape.tsx';
import type { GameProps } from '../round/game-props.ts';
import { t } from '../texts.ts';
import { chosenOption, fitsPairs, optionState, percents } from './quick-quiz-model.ts';
import type { Answered, OptionState, QuizMoment } from './quick-quiz-model.ts';
import './quick-quiz.css';

type View = ReturnType<typeof quickQuiz.view>;
type Own = ReturnType<typeof quickQuiz.own>;
/** A question as its cue brings it; `answer` is there from the reveal on. */
interface Cue {
  question: number;
  text: string;
  options: string[];
  answer?: number;
}
type QuizProps = GameProps<View, Own, Cue>;

export function QuickQuiz(props: QuizProps) {
  const { round, view, cue } = props;
  if (round.phase === 'board') return <Board {...props} />;
  return (
    <div class="quiz">
      <Progress view={view} />
      {cue ? <Question {...props} asked={cue.content} /> : <p class="quiz-wait">{t('quiz.wait')}</p>}
      <OwnLine {...props} />
    </div>
  );
}

function Progress({ view }: { view: View }) {
  return (
    <p class="quiz-progress">
      <span>{t('quiz.number', { at: view.question, total: view.total })}</span>
      <span aria-hidden="true" class="quiz-dots">
        {Array.from({ length: view.total }, (_, i) => (
          <i key={i} class={i < view.question ? 'quiz-dot quiz-dot-done' : 'quiz-dot'} />
        ))}
      </span>
      <span>
        {view.elimination
          ? t('quiz.alive', { count: view.alive, n: formatNumber(view.alive) })
          : t('quiz.answered', { count: view.answered, n: formatNumber(view.answered) })}
      </span>
    </p>
  );
}

function Question({ round, view, own, asked, play, canPlay }: QuizProps & { asked: Cue }) {
  const [pending, setPending] = useState<Answered | null>(null);
  const [problem, setProblem] = useState('');
  const lateToKnockout = view.elimination && asked.question > 1 && own === null;
  const out = own?.out === true || lateToKnockout;
  const moment: QuizMoment = {
    phase: round.phase,
    question: asked.question,
    answer: asked.answer,
    own: own?.answered ?? null,
    pending,
    out,
  };
  const shares = percents(view.histogram);

  useEffect(() => {
    setProblem('');
    announcer.say(t('quiz.spoken', { at: asked.question, text: asked.text }));
  }, [asked.question]);
  useEffect(() => {
    if (asked.answer !== undefined) speakReveal(asked, chosenOption(moment));
  }, [asked.answer]);

  const choose = async (choice: number): Promise<void> => {
    if (!canPlay || optionState(moment, choice) !== 'open') return;
    setPending({ question: asked.question, choice });
    setProblem('');
    navigator.vibrate?.(15);
    const answer = await play.ask('answer', { question: asked.question, choice }, `q${asked.question}`);
    if (!isRefusal(answer)) return;
    // The first answer counts: the server's own message tells which it was.
    setPending(null);
    setProblem(refusalText(answer));
  };
  return (
    <>
      <h3 class={asked.text.length > 70 ? 'quiz-question quiz-question-long' : 'quiz-question'}>{asked.text}</h3>
      <ul class={fitsPairs(asked.options) ? 'quiz-options quiz-options-pairs' : 'quiz-options'}>
        {asked.options.map((text, i) => (
          <li key={`${asked.question}.${i}`}>
            <Option index={i} text={text} state={optionState(moment, i)} share={shares[i]} onChoose={() => void choose(i)} />
          </li>
        ))}
      </ul>
      <p class="game-problem" role="status">
        {problem || (out && round.phase === 'question' ? t(lateToKnockout ? 'quiz.late' : 'quiz.out') : '')}
      </p>
    </>
  );
}

interface OptionProps {
  index: number;
  text: string;
  state: OptionState;
  /** Percent of all answers, at the reveal. */
  share: number | undefined;
  onChoose: () => void;
}

function Option({ index, text, state, share, onChoose }: OptionProps) {
  return (
    <button
      type="button"
      class={`quiz-option quiz-option-${state} option-${index}`}
      aria-disabled={state !== 'open'}
      aria-pressed={state === 'chosen' || state === 'sending'}
      onClick={onChoose}
    >
      {share !== undefined && <span class="quiz-share" style={{ inlineSize: `${share}%` }} aria-hidden="true" />}
      <span class="quiz-letter">
        {state === 'right' ? <CheckIcon /> : state === 'wrong' ? <CrossIcon /> : <Shape index={index} />}
        <span class="visually-hidden">{'ABCD'[index]}</span>
      </span>
      <span class="quiz-text">{text}</span>
      <span class="quiz-mark">
        {state === 'chosen' && <LockIcon />}
        {state === 'sending' && <span class="quiz-sending" aria-hidden="true" />}
        {(state === 'chosen' || state === 'sending') && (
          <span class="visually-hidden">{t(state === 'chosen' ? 'quiz.locked' : 'quiz.sending')}</span>
        )}
        {state === 'right' && <span class="visually-hidden">{t('quiz.right')}</span>}
        {state === 'wrong' && <span class="visually-hidden">{t('quiz.wrong')}</span>}
        {share !== undefined && <b>{share}%</b>}
      </span>
    </button>
  );
}

function speakReveal(asked: Cue, chosen: number | null): void {
  const answer = asked.options[asked.answer ?? 0] ?? '';
  const verdict = chosen === null ? '' : ` ${t(chosen === asked.answer ? 'quiz.spokenRight' : 'quiz.spokenWrong')}`;
  announcer.say(`${t('quiz.spokenAnswer', { answer })}${verdict}`);
}

/** The viewer's score, place and streak; at the reveal, what this question brought. */
function OwnLine({ round, own, view }: QuizProps) {
  if (!own || (own.score === 0 && own.last === null)) return null;
  const gained = round.phase === 'reveal' && own.last?.question === view.question ? own.last : null;
  return (
    <p class="quiz-own">
      <span>
        {t('quiz.points', { count: own.score, n: formatNumber(own.score) })}
        {gained && (
          <b class={gained.right ? 'quiz-gain quiz-gain-right' : 'quiz-gain'}>
            {gained.right ? `+${formatNumber(gained.points)}` : t('quiz.noPoints')}
          </b>
        )}
      </span>
      {own.streak > 1 && (
        <span class="quiz-streak">
          <FlameIcon /> {t('quiz.streak', { count: own.streak })}
        </span>
      )}
      {own.rank > 0 && own.score > 0 && <span class="quiz-rank">{t('rank', { rank: formatNumber(own.rank) })}</span>}
    </p>
  );
}

function Board({ view, own }: QuizProps) {
  const won = own?.rank === 1;
  useEffect(() => {
    const first = view.top[0];
    const winner = first ? t('quiz.winner', { name: first.name }) : t('quiz.nobody');
    if (own && own.rank > 0) announcer.say(`${winner} ${t('quiz.spokenRank', { rank: own.rank, n: own.score })}`);
    else announcer.say(winner);
  }, []);
  return (
    <div class="quiz">
      {own && (
        <p class={won ? 'own-result own-result-won' : 'own-result'}>
          {own.rank > 0 && own.score > 0 && <strong class="own-rank">{t('rank', { rank: formatNumber(own.rank) })}</strong>}
          {t('quiz.final', { count: own.score, n: formatNumber(own.score) })}
        </p>
      )}
      {view.top.length === 0 && <p class="quiz-wait">{t('quiz.nobody')}</p>}
      <ol class="board" aria-label={t('quiz.board')}>
        {view.top.map((row, i) => (
          <li key={i} class={`board-row board-place-${i + 1}`}>
            <span class="board-rank">{i + 1}</span>
            <bdi class="board-name">{row.name}</bdi>
            <b>{formatNumber(row.score)}</b>
          </li>
        ))}
      </ol>
    </div>
  );
}
