/** The one button: says what it is for, shows that it works, and stays focusable when it cannot be used. */
import type { ComponentChildren, JSX } from 'preact';

export interface ButtonProps {
  kind?: 'primary' | 'plain' | 'quiet' | 'danger';
  /** Why it cannot be used now, read to those who try; empty when it can. */
  blocked?: string;
  /** Waiting for the server. */
  busy?: boolean;
  /** For buttons whose content is a picture. */
  label?: string;
  pressed?: boolean;
  type?: 'button' | 'submit';
  class?: string;
  onPress?: (event: JSX.TargetedMouseEvent<HTMLButtonElement>) => void;
  children: ComponentChildren;
}

export function Button({ kind = 'plain', blocked = '', busy = false, type = 'button', onPress, ...rest }: ButtonProps) {
  const usable = blocked === '' && !busy;
  return (
    <button
      type={usable || type === 'button' ? type : 'button'}
      class={`button button-${kind}${rest.class ? ` ${rest.class}` : ''}`}
      aria-disabled={!usable}
      aria-busy={busy}
      aria-label={rest.label}
      aria-pressed={rest.pressed}
      title={blocked || undefined}
      onClick={(event) => {
        if (usable) onPress?.(event);
      }}
    >
      {rest.children}
    </button>
  );
}
