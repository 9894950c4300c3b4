/** The drum to tap: counts at once on the page, and tells the server in few messages. */
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { formatNumber } from '../../kit/i18n.ts';
import { reducedMotion } from '../../kit/motion.ts';
import { fly } from '../parts/particles.ts';
import { Shape } from '../../kit/shape.tsx';
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
  const word = t(racing ? 'tap.tap' : 'tap.ready');
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
        aria-label={t('tap.pad', { n: formatNumber(taps), word, team: teamName })}
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
          <defs>
            <linearGradient id="drum-hoop" x1="0" y1="0" x2="1" y2="1">
              <stop offset="0" stop-color="#fff0c2" />
              <stop offset="0.35" stop-color="#ffc247" />
              <stop offset="0.6" stop-color="#c9741b" />
              <stop offset="1" stop-color="#ffd67a" />
            </linearGradient>
            <radialGradient id="drum-skin" cx="0.42" cy="0.34" r="0.8">
              <stop offset="0" class="drum-light" />
              <stop offset="0.55" class="drum-mid" />
              <stop offset="1" class="drum-dark" />
            </radialGradient>
          </defs>
          <circle class="drum-hoop" cx="100" cy="100" r="94" />
          <circle class="drum-skin" cx="100" cy="100" r="77" />
          <circle class="drum-line" cx="100" cy="100" r="60" />
          <circle class="drum-line" cx="100" cy="100" r="42" />
          {lugs.map((angle) => (
            <circle key={angle} class="drum-lug" cx={100 + 85.5 * Math.cos(angle)} cy={100 + 85.5 * Math.sin(angle)} r="3.2" />
          ))}
        </svg>
        <span class="drum-face" aria-hidden="true">
          <span class="drum-count">{formatNumber(taps)}</span>
          <span class="drum-word">{word}</span>
        </span>
        <Stick side="left" />
        <Stick side="right" />
      </button>
      <p class="drum-team">
        <Shape index={team} /> <bdi>{t('tap.team', { team: teamName })}</bdi>
      </p>
    </div>
  );
}

function Stick({ side }: { side: 'left' | 'right' }) {
  return (
    <svg class={`stick stick-${side}`} viewBox="0 0 28 120" aria-hidden="true">
      <path d="M9 112 12 22h4l3 90q0 6-5 6t-5-6Z" />
      <ellipse cx="14" cy="13" rx="7.5" ry="11" />
    </svg>
  );
}

/** The skin gives way, one stick comes down, and a ripple and a "+1" leave where the finger was. */
function strike(pad: HTMLElement, x: number, y: number): void {
  if (!reducedMotion.peek()) {
    const hand = x < pad.clientWidth / 2 ? 'left' : 'right';
    const turn = hand === 'left' ? 24 : -24;
    pad.querySelector('.drum-picture')?.animate([{ transform: 'scale(0.955)' }, { transform: 'none' }], {
      duration: 160,
      easing: 'cubic-bezier(0.2, 1.6, 0.4, 1)',
    });
    pad
      .querySelector(`.stick-${hand}`)
      ?.animate([{ rotate: `${turn}deg` }, { rotate: '0deg' }], { duration: 150, easing: 'ease-out' });
  }
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
