/** Time left until a server moment: a ring whose lugs go out one by one, or plain text. */
import type { ShowClock } from './clock.ts';
import { DrumRing } from './drum-ring.tsx';
import { kitT } from './i18n.ts';
import { aboutMs, formatRemaining } from './remaining.ts';
import { useRemaining } from './use-remaining.ts';

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

/** The same as a drum seen from above. */
export function CountdownRing({ clock, startsAt, endsAt }: CountdownProps & { startsAt: number }) {
  const leftMs = useRemaining(clock, endsAt);
  const text = formatRemaining(leftMs);
  return <DrumRing leftMs={leftMs} ofMs={endsAt - startsAt} text={text} label={kitT('time.left', { time: text })} />;
}
