/** Tap race: a drum to beat, the teams' share of the beats, and how it ended. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { tapRace } from '../../../shared/games/tap-race.ts';
import { isRefusal } from '../../../shared/protocol/errors.ts';
import { announcer } from '../../kit/announcer.ts';
import { formatNumber } from '../../kit/i18n.ts';
import { refusalText } from '../../kit/refusal-text.ts';
import { Shape } from '../../kit/shape.tsx';
import type { GameProps } from '../round/game-props.ts';
import { t } from '../texts.ts';
import { DrumPad } from './drum-pad.tsx';
import { leader, shares, teamOf } from './tap-race-model.ts';
import './tap-race.css';

type View = ReturnType<typeof tapRace.view>;
type Own = ReturnType<typeof tapRace.own>;

export function TapRace(props: GameProps<View, Own>) {
  const { round, view, own, me } = props;
  const team = teamOf(own, me, view);
  if (round.phase === 'result') return <Result {...props} team={team} />;
  if (team < 0) return <ChooseTeam {...props} />;
  return (
    <div class="tap-race">
      <Rope teams={view.teams} team={team} />
      <DrumPad {...props} key={round.id} team={team} teamName={view.teams[team]?.name ?? ''} counted={own?.taps ?? 0} />
    </div>
  );
}

/** Two teams pull one rope; more teams get a bar each. */
function Rope({ teams, team }: { teams: View['teams']; team: number }) {
  const parts = shares(teams);
  const ahead = leader(teams);
  return (
    <ul class={teams.length === 2 ? 'rope rope-pair' : 'rope'} aria-label={t('tap.teams')}>
      {teams.map((row, i) => (
        <li key={i} class={`rope-team team-${i}`}>
          <span class="rope-label">
            <Shape index={i} />
            <bdi class="rope-name">{row.name}</bdi>
            {i === team && <span class="rope-you">{t('you')}</span>}
            {i === ahead && <span class="visually-hidden">{t('tap.leads')}</span>}
            <b class="rope-taps">{formatNumber(row.taps)}</b>
          </span>
          <span class="rope-track" aria-hidden="true">
            <span class="rope-fill" style={{ inlineSize: `${parts[i]}%` }} />
          </span>
        </li>
      ))}
    </ul>
  );
}

function ChooseTeam({ view, play, canPlay }: GameProps<View, Own>) {
  const [wish, setWish] = useState(-1);
  const [problem, setProblem] = useState('');
  const choose = async (team: number): Promise<void> => {
    setWish(team);
    setProblem('');
    const answer = await play.ask('join', { team }, 'join');
    if (!isRefusal(answer) || answer.code === 'input/already') return;
    setWish(-1);
    setProblem(refusalText(answer));
  };
  return (
    <fieldset class="choose-team">
      <legend>{t('tap.choose')}</legend>
      {view.teams.map((row, i) => (
        <button
          key={i}
          type="button"
          class={`choose-button team-${i}`}
          aria-disabled={!canPlay || wish >= 0}
          aria-pressed={wish === i}
          onClick={() => canPlay && wish < 0 && void choose(i)}
        >
          <Shape index={i} />
          <bdi>{row.name}</bdi>
          <small>{t('tap.members', { count: row.members, n: formatNumber(row.members) })}</small>
        </button>
      ))}
      <p class="game-problem" role="status">
        {problem}
      </p>
    </fieldset>
  );
}

function Result({ view, own, team }: GameProps<View, Own> & { team: number }) {
  const winner = view.teams[view.winner];
  const won = own !== null && view.winner >= 0 && own.team === view.winner;
  const headline = winner ? t('tap.won', { team: winner.name }) : t('tap.tie');
  const spoken = useRef(false);
  useEffect(() => {
    if (spoken.current) return;
    spoken.current = true;
    if (won) announcer.shout(`${headline} ${t('tap.yours')}`);
    else announcer.say(headline);
  });
  return (
    <div class="tap-race">
      <p class={`verdict${view.winner >= 0 ? ` team-${view.winner}` : ''}`}>
        {view.winner >= 0 && <Shape index={view.winner} />}
        <bdi>{headline}</bdi>
      </p>
      <Rope teams={view.teams} team={team} />
      {own && own.taps > 0 && (
        <p class="own-result">
          {won && <strong>{t('tap.yours')} </strong>}
          {t('tap.own', { count: own.taps, n: formatNumber(own.taps) })}
        </p>
      )}
      {view.top.length > 0 && (
        <ol class="board" aria-label={t('tap.top')}>
          {view.top.map((row, i) => (
            <li key={i} class="board-row">
              <span class="board-rank">{i + 1}</span>
              <span class={`board-team team-${row.team}`}>
                <Shape index={row.team} />
              </span>
              <bdi class="board-name">{row.name}</bdi>
              <b>{formatNumber(row.taps)}</b>
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}
