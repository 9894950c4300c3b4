/** Lucky draw on air: how to enter and how many did; then the winners. */

import { formatNumber, t } from '../texts.ts';
import { titleOf } from './title-of.ts';
import { TitleBar } from './title-bar.tsx';
import type { LuckyDrawView, SceneProps } from './types.ts';

/** More names than this cannot be read from a phone. */
const shownWinners = 12;
/** So much of the commitment is enough to compare by eye. */
const codeLength = 12;

export function LuckyDraw({ scene, view, clock }: SceneProps<LuckyDrawView>) {
  const drawing = scene.phase === 'draw';
  const over = scene.phase === 'result';
  return (
    <>
      <TitleBar
        title={over ? t('draw.winners') : drawing ? t('draw.drawing') : titleOf(scene.game)}
        under={over ? <EntryCount count={view.entries} /> : t('draw.k', { count: view.k, shown: formatNumber(view.k) })}
        clock={clock}
        startsAt={scene.startedAt}
        endsAt={over || drawing ? 0 : scene.endsAt}
      />
      {over ? <Winners view={view} /> : <Entries view={view} />}
      <p class="code">{t('draw.commitment', { code: view.commitment.slice(0, codeLength) })}</p>
    </>
  );
}

function Entries({ view }: { view: LuckyDrawView }) {
  return (
    <div class="draw">
      <p class="draw-entries">
        <EntryCount count={view.entries} />
      </p>
      <p class="draw-how">
        {view.keyword ? t('draw.keyword') : t('draw.enter')}
        {view.keyword ? <bdi class="draw-keyword">{view.keyword}</bdi> : null}
      </p>
    </div>
  );
}

function EntryCount({ count }: { count: number }) {
  return (
    <>
      <b>{formatNumber(count)}</b> {t('draw.entries', { count })}
    </>
  );
}

function Winners({ view }: { view: LuckyDrawView }) {
  const more = view.winners.length - shownWinners;
  if (view.winners.length === 0) return <p class="draw-how">{t('draw.nobody')}</p>;
  return (
    <ol class="names">
      {view.winners.slice(0, shownWinners).map(({ name }, i) => (
        <li key={i} style={{ '--at': i }}>
          <bdi>{name}</bdi>
        </li>
      ))}
      {more > 0 ? <li class="names-more">{t('draw.more', { shown: formatNumber(more) })}</li> : null}
    </ol>
  );
}
