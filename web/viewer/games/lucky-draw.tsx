/** Lucky draw: enter with one press, watch the drum turn, and check the draw afterwards. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { luckyDraw } from '../../../shared/games/lucky-draw.ts';
import { isRefusal } from '../../../shared/protocol/errors.ts';
import { announcer } from '../../kit/announcer.ts';
import { Button } from '../../kit/button.tsx';
import { formatNumber } from '../../kit/i18n.ts';
import { refusalText } from '../../kit/refusal-text.ts';
import { CheckIcon, PeopleIcon, TrophyIcon } from '../parts/icons.tsx';
import { confetti } from '../parts/particles.ts';
import type { GameProps } from '../round/game-props.ts';
import { t } from '../texts.ts';
import { Fairness } from './lucky-draw-fairness.tsx';
import './lucky-draw.css';

type View = ReturnType<typeof luckyDraw.view>;
type Own = ReturnType<typeof luckyDraw.own>;
type DrawProps = GameProps<View, Own>;

export function LuckyDraw(props: DrawProps) {
  const { round, view } = props;
  const drawn = round.phase === 'result';
  return (
    <div class="lucky">
      {drawn ? <Winners {...props} /> : <Drum turning={round.phase === 'draw'} />}
      <p class="lucky-count">
        <PeopleIcon /> {t('draw.entries', { count: view.entries, n: formatNumber(view.entries) })}
        <span aria-hidden="true">·</span> {t('draw.winnersCount', { count: view.k, n: formatNumber(view.k) })}
      </p>
      {!drawn && <Entry {...props} />}
      <Fairness {...props} />
    </div>
  );
}

/** The drum that the lots are in. */
function Drum({ turning }: { turning: boolean }) {
  return (
    <svg class={turning ? 'lots lots-turning' : 'lots'} viewBox="0 0 160 120" aria-hidden="true">
      <path class="lots-stand" d="M40 112 62 78h36l22 34" />
      <g class="lots-drum">
        <circle class="lots-body" cx="80" cy="56" r="48" />
        {Array.from({ length: 9 }, (_, i) => {
          const angle = i * 2.4;
          const reach = 10 + ((i * 13) % 28);
          return (
            <rect
              key={i}
              class={`lots-slip lots-slip-${i % 4}`}
              x={80 + reach * Math.cos(angle) - 8}
              y={56 + reach * Math.sin(angle) - 5}
              width="16"
              height="10"
              rx="3"
              transform={`rotate(${i * 40} ${80 + reach * Math.cos(angle)} ${56 + reach * Math.sin(angle)})`}
            />
          );
        })}
      </g>
      <circle class="lots-hoop" cx="80" cy="56" r="48" />
    </svg>
  );
}

function Entry({ round, view, own, play, canPlay }: DrawProps) {
  const [asking, setAsking] = useState(false);
  const [problem, setProblem] = useState('');
  const entered = own?.entered === true;
  const open = round.phase === 'entries';

  const enter = async (): Promise<void> => {
    setAsking(true);
    setProblem('');
    const answer = await play.ask('enter', {}, 'enter');
    setAsking(false);
    if (isRefusal(answer) && answer.code !== 'input/already') setProblem(refusalText(answer));
    else announcer.say(t('draw.entered'));
  };
  if (entered) {
    return (
      <p class="lucky-entered">
        <CheckIcon /> {t(open ? 'draw.entered' : 'draw.drawing')}
      </p>
    );
  }
  if (round.phase === 'draw') return <p class="lucky-entered lucky-missed">{t('draw.closed')}</p>;
  return (
    <>
      <Button
        kind="primary"
        class="lucky-enter"
        busy={asking}
        blocked={!open ? t('draw.soon') : canPlay ? '' : t('line.wait')}
        onPress={() => void enter()}
      >
        {open ? t('draw.enter') : t('draw.soon')}
      </Button>
      {view.keyword !== '' && (
        <p class="lucky-keyword">
          {t('draw.keyword')} <b>{view.keyword}</b>
        </p>
      )}
      <p class="game-problem" role="status">
        {problem}
      </p>
    </>
  );
}

function Winners({ view, own }: DrawProps) {
  const box = useRef<HTMLDivElement>(null);
  const won = own?.won === true;
  useEffect(() => {
    const names = view.winners.map((winner) => winner.name).join(', ');
    announcer.say(names === '' ? t('draw.nobody') : t('draw.spoken', { names }));
  }, []);
  useEffect(() => {
    if (!won) return;
    announcer.shout(t('draw.won', { rank: own.rank }));
    navigator.vibrate?.([20, 60, 20]);
    if (box.current) confetti(box.current);
  }, [won]);
  return (
    <div class="lucky-result" ref={box}>
      {own?.entered && (
        <p class={won ? 'own-result own-result-won' : 'own-result'}>
          {won && <TrophyIcon />}
          {won ? t('draw.won', { rank: own.rank }) : t('draw.lost')}
        </p>
      )}
      {view.winners.length === 0 ? (
        <p class="quiz-wait">{t('draw.nobody')}</p>
      ) : (
        <ol class="lucky-winners" aria-label={t('draw.winners')}>
          {view.winners.map((winner, i) => (
            <li key={i}>
              <span class="board-rank">{i + 1}</span>
              <bdi>{winner.name}</bdi>
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}
