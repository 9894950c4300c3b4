/** The heart: every press flies at once on this page, and the show counts them in half-second handfuls. */
import { effect } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { formatCount } from '../../kit/i18n.ts';
import { useViewer } from '../context.ts';
import { HeartIcon } from '../parts/icons.tsx';
import { fly } from '../parts/particles.ts';
import { t } from '../texts.ts';
import { makeLikeBatch } from './like-batch.ts';

/** At most so many of the others' hearts fly per change of the count. */
const othersAtOnce = 5;

export function LikeButton() {
  const { connection, line } = useViewer();
  const sky = useRef<HTMLSpanElement>(null);
  const mine = useRef(0);
  const batch = useMemo(() => makeLikeBatch((count) => connection.send('like', { count })), [connection]);
  const likes = connection.state.value?.likes ?? 0;

  // Hearts of the others: what the count grew by beyond our own.
  useEffect(() => {
    let seen: number | null = null;
    return effect(() => {
      const total = connection.state.value?.likes;
      if (total === undefined) return;
      const grown = seen === null ? 0 : total - seen;
      const others = Math.max(0, grown - mine.current);
      mine.current = Math.max(0, mine.current - grown);
      seen = total;
      for (let i = 0; i < Math.min(othersAtOnce, others); i++) rise(sky.current, i * 90);
    });
  }, [connection]);

  return (
    <span class="like">
      <span class="like-sky" ref={sky} aria-hidden="true" />
      <button
        type="button"
        class="like-button"
        aria-label={t('like', { count: likes, n: formatCount(likes) })}
        aria-disabled={line.value === 'lost'}
        onClick={({ currentTarget }) => {
          if (line.value === 'lost') return;
          mine.current++;
          batch.like();
          rise(sky.current, 0);
          currentTarget.firstElementChild?.animate(
            [{ transform: 'scale(0.8)' }, { transform: 'scale(1.18)' }, { transform: 'none' }],
            260,
          );
        }}
      >
        <HeartIcon />
      </button>
      <span class="like-count" aria-hidden="true">
        {formatCount(likes)}
      </span>
    </span>
  );
}

function rise(sky: Element | null, delayMs: number): void {
  if (!sky) return;
  const sway = (Math.random() - 0.5) * 60;
  fly(sky, {
    className: `heart heart-${Math.floor(Math.random() * 4)}`,
    text: '♥',
    delayMs,
    durationMs: 1900 + Math.random() * 700,
    frames: [
      { transform: 'translate(0, 0) scale(0.3)', opacity: 0 },
      { transform: `translate(${sway * 0.4}px, -50px) scale(1.1)`, opacity: 1, offset: 0.2 },
      { transform: `translate(${sway}px, -250px) scale(0.9)`, opacity: 0 },
    ],
  });
}
