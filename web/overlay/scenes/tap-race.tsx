/** Tap race on air: two teams pull one rope, more have a bar each; then who won, and who tapped most. */

import type { ComponentChildren } from 'preact';
import { Shape } from '../../kit/shape.tsx';
import { formatNumber, t } from '../texts.ts';
import { Ranks } from './ranks.tsx';
import { TitleBar } from './title-bar.tsx';
import type { SceneProps, TapRaceView } from './types.ts';

export function TapRace({ scene, view, clock }: SceneProps<TapRaceView>) {
  const over = scene.phase === 'result';
  const title = over ? <Verdict view={view} /> : scene.phase === 'ready' ? t('ready.title') : t('tapRace.tap');
  const pair = view.teams.length === 2;
  const head = <TitleBar title={title} clock={clock} startsAt={scene.startedAt} endsAt={over ? 0 : scene.endsAt} />;
  return (
    <>
      {pair && !over ? null : head}
      {pair ? <Rope view={view}>{over ? null : head}</Rope> : <Bars view={view} />}
      {over ? (
        <Ranks title={t('tapRace.top')} rows={view.top.slice(0, 3).map(({ name, taps }) => ({ name, score: taps }))} />
      ) : null}
    </>
  );
}

function Verdict({ view }: { view: TapRaceView }) {
  const winner = view.teams[view.winner];
  if (!winner) return <>{t('tapRace.tie')}</>;
  return (
    <span class={`verdict team-${view.winner}`}>
      <Shape index={view.winner} />
      <bdi>{t('tapRace.wins', { team: winner.name })}</bdi>
    </span>
  );
}

function Team({ view, at }: { view: TapRaceView; at: number }) {
  const { name, taps, members } = view.teams[at]!;
  return (
    <span class={`team team-${at}`}>
      <Shape index={at} />
      <bdi class="team-name">{name}</bdi>
      <b class="team-taps">{formatNumber(taps)}</b>
      <span class="team-players">{t('tapRace.players', { count: members, shown: formatNumber(members) })}</span>
    </span>
  );
}

/** What stands between the two teams keeps the whole thing low, so that it hides little of the video. */
function Rope({ view, children }: { view: TapRaceView; children: ComponentChildren }) {
  const [left = 0, right = 0] = view.teams.map(({ taps }) => taps);
  const share = left + right === 0 ? 50 : (left / (left + right)) * 100;
  return (
    <div class="rope">
      <div class="rope-ends">
        <Team view={view} at={0} />
        {children}
        <Team view={view} at={1} />
      </div>
      <div class="rope-track" style={{ '--share': `${share}%` }}>
        <span class="rope-left team-0" />
        <span class="rope-right team-1" />
        <span class="rope-knot" />
      </div>
    </div>
  );
}

function Bars({ view }: { view: TapRaceView }) {
  const most = Math.max(1, ...view.teams.map(({ taps }) => taps));
  return (
    <div class="bars">
      {view.teams.map(({ taps }, i) => (
        <div key={i} class="bar">
          <Team view={view} at={i} />
          <span class={`bar-track team-${i}`}>
            <span class="bar-fill" style={{ inlineSize: `${(taps / most) * 100}%` }} />
          </span>
        </div>
      ))}
    </div>
  );
}
