/** The head of a scene: what is on, and how long still. */
import type { ComponentChildren } from 'preact';
import type { ShowClock } from '../../kit/clock.ts';
import { Ring } from './ring.tsx';

export interface TitleBarProps {
  title: ComponentChildren;
  /** A smaller line under it. */
  under?: ComponentChildren;
  clock: ShowClock;
  startsAt: number;
  /** 0: nothing is counted down. */
  endsAt: number;
}

export function TitleBar({ title, under, clock, startsAt, endsAt }: TitleBarProps) {
  return (
    <header class="title-bar">
      <div>
        <h1>{title}</h1>
        {under ? <p>{under}</p> : null}
      </div>
      {endsAt > 0 ? <Ring clock={clock} startsAt={startsAt} endsAt={endsAt} /> : null}
    </header>
  );
}
