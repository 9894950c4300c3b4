/** The card that holds the running game: its name, its time, and the game's own component inside. */
import { useEffect, useMemo, useState } from 'preact/hooks';
import { announcer } from '../../kit/announcer.ts';
import { CountdownRing } from '../../kit/countdown.tsx';
import { useViewer } from '../context.ts';
import { loadGame } from '../games/index.ts';
import type { GameComponent } from '../games/index.ts';
import { GiftIcon } from '../parts/icons.tsx';
import { gameTitle, phaseTitle, t } from '../texts.ts';
import type { GameProps, RoundNow } from './game-props.ts';
import { GenericGame } from './generic-game.tsx';
import { makeRoundInputs } from './round-inputs.ts';
import type { RoundSignals } from './round-signals.ts';

/** So long before its end a long phase is called out, ms. */
const lastCallMs = 10_000;

export function GameDock({ signals }: { signals: RoundSignals }) {
  const round = signals.round.value;
  if (!round) return null;
  return <Dock key={round.id} round={round} signals={signals} />;
}

function Dock({ round, signals }: { round: RoundNow; signals: RoundSignals }) {
  const { connection } = useViewer();
  const title = gameTitle(round.game);
  const phase = phaseTitle(round.game, round.phase);
  useEffect(() => announcer.say(`${title}. ${phase}`), [round.phase]);
  // A long phase is called once before its end; a short one would only be talked over.
  useEffect(() => {
    const callMs = round.endsAt - connection.clock.serverNow() - lastCallMs;
    if (callMs < lastCallMs / 2) return undefined;
    const timer = setTimeout(() => announcer.say(t('spoken.left', { count: lastCallMs / 1000 })), callMs);
    return () => clearTimeout(timer);
  }, [round.phase, round.endsAt]);

  return (
    <section class="dock glass" aria-labelledby="game-title" data-game={round.game} data-phase={round.phase}>
      <header class="dock-head">
        <div>
          <h2 id="game-title">
            {title}
            {round.rehearsal && <span class="badge badge-rehearsal">{t('rehearsal')}</span>}
          </h2>
          <p class="dock-phase">{phase}</p>
          {round.prize !== '' && (
            <p class="dock-prize">
              <GiftIcon /> <span class="visually-hidden">{t('prize')}</span> <bdi>{round.prize}</bdi>
            </p>
          )}
        </div>
        <CountdownRing clock={connection.clock} startsAt={round.startedAt} endsAt={round.endsAt} />
      </header>
      {round.phase === 'soon' ? <p class="dock-soon">{t('soon')}</p> : <Game round={round} signals={signals} />}
    </section>
  );
}

type Load = { kind: 'loading' } | { kind: 'failed' } | { kind: 'ready'; Component: GameComponent };

function Game({ round, signals }: { round: RoundNow; signals: RoundSignals }) {
  const { connection, show, line } = useViewer();
  const [load, setLoad] = useState<Load>({ kind: 'loading' });
  const [attempt, setAttempt] = useState(0);
  const play = useMemo(() => makeRoundInputs(connection, round.id), [connection, round.id]);
  useEffect(() => {
    let here = true;
    const settle = (next: Load): void => {
      if (here) setLoad(next);
    };
    loadGame(round.game).then(
      (component) => settle({ kind: 'ready', Component: component ?? GenericGame }),
      () => settle({ kind: 'failed' }),
    );
    return () => {
      here = false;
    };
  }, [round.game, attempt]);

  const view = signals.view.value;
  if (load.kind === 'failed') {
    return (
      <p class="dock-soon">
        {t('game.failed')}{' '}
        <button type="button" class="button button-plain" onClick={() => setAttempt(attempt + 1)}>
          {t('retry')}
        </button>
      </p>
    );
  }
  if (load.kind === 'loading' || (view === null && load.Component !== GenericGame))
    return <p class="dock-soon">{t('loading')}</p>;
  const props: GameProps = {
    round,
    view,
    own: signals.own.value,
    cue: signals.cue.value,
    me: connection.own.value?.viewer ?? '',
    show,
    clock: connection.clock,
    canPlay: line.value !== 'lost' && connection.status.value !== 'refused',
    play,
  };
  return <load.Component {...props} />;
}
