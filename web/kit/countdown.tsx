/** Time left until a server moment: a ring whose lugs go out one by one, or plain text. */
import { useEffect, useState } from 'preact/hooks';
import type { ShowClock } from './clock.ts';
import { kitT } from './i18n.ts';
import { aboutMs, formatRemaining, nextChangeMs } from './remaining.ts';

/** Milliseconds left until `endsAt`, renewed whenever the shown second changes. */
export function useRemaining(clock: ShowClock, endsAt: number): number {
  const [, renew] = useState(0);
  const steps = clock.steps.value;
  const ready = clock.ready.value;
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const tick = (): void => {
      renew((n) => n + 1);
      const wait = nextChangeMs(endsAt - clock.serverNow());
      // A few ms late rather than early: a second is shown until it is really over.
      if (wait !== Infinity) timer = setTimeout(tick, wait + 4);
    };
    tick();
    return () => clearTimeout(timer);
  }, [clock, endsAt, steps, ready]);
  return Math.max(0, endsAt - clock.serverNow());
}

export interface CountdownProps {
  clock: ShowClock;
  /** Server time, epoch ms. */
  endsAt: number;
}

/** Plain text, `0:09`. Screen readers find it by its role; it does not speak by itself. */
export function Countdown({ clock, endsAt }: CountdownProps) {
  const text = formatRemaining(useRemaining(clock, endsAt));
  const shown = clock.ready.value && clock.errorMs.value > aboutMs ? kitT('time.about', { time: text }) : text;
  return (
    <span role="timer" class="countdown" aria-label={kitT('time.left', { time: shown })}>
      {shown}
    </span>
  );
}

const lugs = 24;

/** A drum seen from above: one lug per part of the time, lit as long as it is still to come. */
export function CountdownRing({ clock, startsAt, endsAt }: CountdownProps & { startsAt: number }) {
  const leftMs = useRemaining(clock, endsAt);
  const text = formatRemaining(leftMs);
  const share = Math.min(1, leftMs / Math.max(1, endsAt - startsAt));
  const urgent = leftMs <= 5000;
  return (
    <span role="timer" class={urgent ? 'ring ring-urgent' : 'ring'} aria-label={kitT('time.left', { time: text })}>
      <svg viewBox="0 0 64 64" aria-hidden="true">
        <circle class="ring-skin" cx="32" cy="32" r="22" />
        {Array.from({ length: lugs }, (_, i) => {
          const angle = (i / lugs) * 2 * Math.PI - Math.PI / 2;
          const lit = i < Math.ceil(share * lugs);
          return (
            <circle
              key={i}
              class={lit ? 'ring-lug ring-lug-lit' : 'ring-lug'}
              cx={32 + 28 * Math.cos(angle)}
              cy={32 + 28 * Math.sin(angle)}
              r="2.1"
            />
          );
        })}
      </svg>
      <span class="ring-text">{text}</span>
    </span>
  );
}
