/** A dangerous button: the first press arms it, the second within three seconds fires. */
import type { ComponentChildren } from 'preact';
import type { CommandArgs, CommandName } from '../../../shared/protocol/commands.ts';
import type { Obstacle } from '../control/situation.ts';
import { useStudio } from '../studio/studio.ts';
import { t } from '../texts.ts';
import { ActionButton } from './action-button.tsx';

export interface ArmedButtonProps<N extends CommandName> {
  /** Names this button among all dangerous ones: only one is armed at a time. */
  what: string;
  command: N;
  args: CommandArgs<N>;
  obstacle: Obstacle;
  hotKey?: string;
  /** Only a picture while it is safe: then this says what it does. */
  label?: string;
  /** How it looks before it is armed. */
  safeKind?: 'quiet' | 'primary';
  children: ComponentChildren;
}

export function ArmedButton<N extends CommandName>(props: ArmedButtonProps<N>) {
  const { what, command, args, label, safeKind = 'quiet', children, ...rest } = props;
  const { desk } = useStudio();
  const arming = desk.arming.value;
  const armed = arming.kind === 'armed' && arming.what === what;
  return (
    <ActionButton
      {...rest}
      {...(label !== undefined && !armed ? { label } : {})}
      kind={armed ? 'danger' : safeKind}
      class={armed ? 'armed' : safeKind === 'quiet' ? 'arms' : ''}
      onPress={() => desk.sendArmed(what, command, args)}
    >
      {armed ? t('arm.again') : children}
    </ActionButton>
  );
}
