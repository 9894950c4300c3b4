/** The time left, as the drum that all pages count down with. */
import type { ShowClock } from '../../kit/clock.ts';
import { DrumRing } from '../../kit/drum-ring.tsx';
import { formatRemaining } from '../../kit/remaining.ts';
import { useRemaining } from '../../kit/use-remaining.ts';

export function Ring({ clock, startsAt, endsAt }: { clock: ShowClock; startsAt: number; endsAt: number }) {
  const leftMs = useRemaining(clock, endsAt);
  return <DrumRing leftMs={leftMs} ofMs={endsAt - startsAt} text={formatRemaining(leftMs)} />;
}
