/** A button that orders something: usable when the state allows it, with its hot key on it. */
import type { ComponentChildren } from 'preact';
import { Button } from '../../kit/button.tsx';
import type { ButtonProps } from '../../kit/button.tsx';
import type { Obstacle } from '../control/legal.ts';
import { obstacleText } from './obstacle-text.ts';

export interface ActionButtonProps extends Omit<ButtonProps, 'blocked'> {
  obstacle: Obstacle;
  hotKey?: string;
  children: ComponentChildren;
}

export function ActionButton({ obstacle, hotKey, children, ...button }: ActionButtonProps) {
  return (
    <Button {...button} blocked={obstacleText(obstacle)}>
      {children}
      {hotKey ? <kbd aria-hidden="true">{hotKey}</kbd> : null}
    </Button>
  );
}
