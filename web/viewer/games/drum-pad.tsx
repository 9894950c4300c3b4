/** The drum to tap: counts at once on the page, and tells the server in few messages. */
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { formatNumber } from '../../kit/i18n.ts';
import { fly } from '../parts/particles.ts';
import { Shape } from '../parts/shape.tsx';
import type { GameProps } from '../round/game-props.ts';
import { makeTapCoalescer } from '../round/tap-coalescer.ts';
import { t } from '../texts.ts';

const lugs = Array.from({ length: 16 }, (_, i) => (i / 16) * 2 * Math.PI);

interface DrumPadProps extends Pick<GameProps, 'round' | 'play' | 'canPlay' | 'clock'> {
  team: number;
  teamName: string;
  /** Taps the server has told us of. */
  counted: number;
}

export function DrumPad({ round, play, canPlay, clock, team, teamName, counted }: DrumPadProps) {
  const [struck, setStruck] = useState(0);
  // After a reload the server's count comes a moment later; what it knew then is the ground that new taps add to.
  const ground = useRef<number | null>(null);
  if (ground.current === null && counted > 0) ground.current = Math.max(0, counted - struck);
  const taps = (ground.current ?? 0) + struck;
  const pad = useRef<HTMLButtonElement>(null);
  const racing = round.phase === 'race';
  const coalescer = useMemo(() => makeTapCoalescer((count) => play.tell('tap', { count })), [play]);
  // What waits must arrive before the phase ends; what is left when the drum goes is sent then.
  useEffect(() => {
    if (!racing) return undefined;
    const lastCall = setTimeout(coalescer.flush, Math.max(0, round.endsAt - clock.serverNow() - 120));
    return () => {
      clearTimeout(lastCall);
      coalescer.stop();
    };
  }, [racing, round.endsAt, coalescer, clock]);

  const open = racing && canPlay;
  const tap = (x: number, y: number): void => {
    if (!open || clock.serverNow() >= round.endsAt) return;
    coalescer.tap();
    setStruck((n) => n + 1);
    navigator.vibrate?.(10);
    if (pad.current) strike(pad.current, x, y);
  };
  return (
    <div class={`drum-wrap team-${team}`}>
      <button
        ref={pad}
        type="button"
        class={open ? 'drum drum-open' : 'drum'}
        aria-disabled={!open}
        aria-label={t('tap.pad', { team: teamName, n: formatNumber(taps) })}
        onPointerDown={(event) => {
          if (event.button === 0) tap(event.offsetX, event.offsetY);
        }}
        onClick={(event) => {
          // Keyboards and assistive technology click without a pointer.
          if (event.detail === 0) tap(event.currentTarget.clientWidth / 2, event.currentTarget.clientHeight / 2);
        }}
        onKeyDown={(event) => {
          if (event.repeat) event.preventDefault();
        }}
        onContextMenu={(event) => event.preventDefault()}
      >
        <svg class="drum-picture" viewBox="0 0 200 200" aria-hidden="true">
          <circle class="drum-hoop" cx="100" cy="100" r="94" />
          <circle class="drum-skin" cx="100" cy="100" r="76" />
          <circle class="drum-line" cx="100" cy="100" r="58" />
          {lugs.map((angle) => (
            <circle key={angle} class="drum-lug" cx={100 + 85 * Math.cos(angle)} cy={100 + 85 * Math.sin(angle)} r="3.4" />
          ))}
        </svg>
        <span class="drum-face" aria-hidden="true">
          <span class="drum-count">{formatNumber(taps)}</span>
          <span class="drum-word">{racing ? t('tap.tap') : t('tap.ready')}</span>
        </span>
      </button>
      <p class="drum-team">
        <Shape index={team} /> <bdi>{t('tap.team', { team: teamName })}</bdi>
      </p>
    </div>
  );
}

/** The skin gives way, and a ripple and a "+1" leave where the finger was. */
function strike(pad: HTMLElement, x: number, y: number): void {
  pad.querySelector('.drum-picture')?.animate([{ transform: 'scale(0.955)' }, { transform: 'none' }], {
    duration: 160,
    easing: 'cubic-bezier(0.2, 1.6, 0.4, 1)',
  });
  const at = `translate(${x}px, ${y}px)`;
  fly(pad, {
    className: 'ripple',
    durationMs: 420,
    frames: [
      { transform: `${at} scale(0.2)`, opacity: 0.8 },
      { transform: `${at} scale(1.8)`, opacity: 0 },
    ],
  });
  fly(pad, {
    className: 'plus-one',
    text: '+1',
    durationMs: 640,
    frames: [
      { transform: at, opacity: 1 },
      { transform: `translate(${x + (Math.random() - 0.5) * 40}px, ${y - 90}px)`, opacity: 0 },
    ],
  });
}
