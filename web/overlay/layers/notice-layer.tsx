/** The announcement on air, for its eight seconds. */
import { useEffect, useState } from 'preact/hooks';
import type { ShowJson } from '../../../shared/state/show-state.ts';
import type { ShowClock } from '../../kit/clock.ts';
import { msToNoticeEnd, noticeOnAir } from '../model/scene.ts';
import type { Scene } from '../model/scene.ts';
import { t } from '../texts.ts';
import { useLinger } from './use-linger.ts';

export interface NoticeLayerProps {
  show: ShowJson | null;
  scene: Scene;
  clock: ShowClock;
}

export function NoticeLayer({ show, scene, clock }: NoticeLayerProps) {
  const [, renew] = useState(0);
  const now = clock.serverNow();
  // Before the clock has locked, an old notice could pass for a fresh one.
  const notice = clock.ready.value ? noticeOnAir(show, scene, now) : null;
  const endMs = msToNoticeEnd(notice, now);
  useEffect(() => {
    if (endMs === null) return undefined;
    const timer = setTimeout(() => renew((n) => n + 1), endMs + 4);
    return () => clearTimeout(timer);
  }, [notice?.id]);
  const { shown, leaving } = useLinger(notice);
  if (!shown) return null;
  return (
    <div key={shown.id} class={`toast toast-${shown.kind}`} data-leaving={leaving}>
      {shown.kind === 'winner' ? <span class="toast-kind">{t('winners')}</span> : null}
      <bdi>{shown.text}</bdi>
    </div>
  );
}
