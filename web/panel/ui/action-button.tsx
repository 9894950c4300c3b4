/** A button that orders something: usable when the state allows it, with its hot key on it. */
import type { ComponentChildren } from 'preact';
import { Button } from '../../kit/button.tsx';
import type { ButtonProps } from '../../kit/button.tsx';
import type { Obstacle } from '../control/situation.ts';
import { obstacleText } from './obstacle-text.ts';

export interface ActionButtonProps extends Omit<ButtonProps, 'blocked'> {
  obstacle: Obstacle;
  /** Why it is not to be pressed yet, when that is not the show's doing; empty when it is. */
  unready?: string;
  hotKey?: string;
  children: ComponentChildren;
}

export function ActionButton({ obstacle, unready = '', hotKey, children, ...button }: ActionButtonProps) {
  return (
    <Button {...button} blocked={obstacleText(obstacle) || unready}>
      {children}
      {hotKey ? <kbd aria-hidden="true">{hotKey}</kbd> : null}
    </Button>
  );
}
