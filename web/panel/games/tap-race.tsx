/** Tap race: a bar per team, who taps fastest. */
import { formatNumber } from '../../kit/i18n.ts';
import { Shape } from '../../kit/shape.tsx';
import { t } from '../texts.ts';
import { Board } from '../ui/board.tsx';
import type { LiveProps, TapRaceView } from './types.ts';

export function TapRace({ view }: LiveProps<TapRaceView>) {
  const most = Math.max(1, ...view.teams.map(({ taps }) => taps));
  return (
    <div class="live">
      <ul class="bars">
        {view.teams.map(({ name, taps, members }, i) => (
          <li key={i} class={`bar team-${i}${view.winner === i ? ' bar-best' : ''}`}>
            <span class="bar-name">
              <Shape index={i} />
              <bdi>{name}</bdi>
              <span class="soft">{t('tapRace.members', { count: members })}</span>
            </span>
            <meter class="visually-hidden" min={0} max={most} value={taps}>
              {taps}
            </meter>
            <span class="bar-track" aria-hidden="true">
              <span class="bar-fill" style={{ inlineSize: `${(taps / most) * 100}%` }} />
            </span>
            <span class="bar-value">{formatNumber(taps)}</span>
          </li>
        ))}
      </ul>
      <Board title={t('tapRace.top')} rows={view.top.map(({ name, taps }) => ({ name, score: taps }))} />
    </div>
  );
}
